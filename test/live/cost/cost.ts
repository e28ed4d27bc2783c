import { join } from 'node:path'
import * as z from 'zod'
import { freePort } from '../../../build/free-port.ts'
import { secondsOf } from '../../../build/promql/duration.ts'
import { parse } from '../../../build/promql/parse.ts'
import { print } from '../../../build/promql/print.ts'
import { selectors } from '../../../build/promql/rewrite.ts'
import { type Asked, askedIn } from '../panels/asked.ts'
import { closest, interpolate } from '../panels/interpolate.ts'
import type { Phase } from '../phase.ts'
import { answers, ask, queryNow } from '../stack/api.ts'
import { Server } from '../stack/server.ts'
import type { Stack } from '../stack/stack.ts'
import { end, type Labels, scrapeSeconds, writeBlocks } from './backfill.ts'

/**
 * What a refresh of each dashboard costs Prometheus: the samples that its queries read, as Prometheus counts them, over
 * one hour at the step of the scrape interval, or the panel's own if that is longer. It is counted on a server of its
 * own that holds two hours of the very series that run here, so that the figure is the same whenever and however fast
 * the run is.
 */
export const cost: Phase = {
  name: 'cost: samples that Prometheus reads for one refresh of each dashboard',
  async run(stack) {
    const asked = askedIn(join(stack.configuration, 'grafana-dashboards')).filter(({ how }) => how !== 'values')
    const series = await seriesOf(stack.addresses.prometheus, asked)
    const folder = join(stack.home, 'cost')
    await writeBlocks(stack.cleanup, stack.tools.promtool, series, folder)
    const { address, server } = await serve(stack, folder)
    const samples = await Promise.all(asked.map((each) => samplesOf(address, each)))
    await server.stop()
    const dashboards = [...new Set(asked.map(({ dashboard }) => dashboard))]
    return [
      `${series.length} series, one hour, a step and a scrape every ${scrapeSeconds} s, everything chosen`,
      ...dashboards.map((dashboard) => {
        const of = asked.flatMap((each, at) => (each.dashboard === dashboard ? (samples[at] ?? []) : []))
        return `${dashboard}: ${thousands(of.reduce((sum, each) => sum + each, 0))} samples in ${of.length} queries`
      }),
    ]
  },
}

const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

const textOf = ({ expr, variables }: Asked): string => interpolate(expr, { ...variables, ...closest(scrapeSeconds) })

/** The series that the queries select and that are there now, each once. */
async function seriesOf(prometheus: string, asked: readonly Asked[]): Promise<readonly Labels[]> {
  const wanted = asked.flatMap((each) =>
    selectors(parse(textOf(each))).map(({ metric, matchers }) =>
      print({ is: 'selector', matchers, ...(metric !== undefined && { metric }) }),
    ),
  )
  const found = await Promise.all([...new Set(wanted)].map((selector) => queryNow(prometheus, selector)))
  return [
    ...new Map(found.flat().map(({ labels }) => [JSON.stringify(Object.entries(labels).sort()), labels])).values(),
  ]
}

async function serve({ home, tools, cleanup }: Stack, folder: string) {
  const address = `127.0.0.1:${await freePort()}`
  const server = await Server.start(
    {
      name: 'prometheus for the cost',
      program: tools.prometheus,
      args: [
        '--config.file=/dev/null',
        `--storage.tsdb.path=${join(folder, 'data')}`,
        // The blocks are old, and must not be deleted for it.
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=${address}`,
      ],
      ready: answers(`http://${address}/-/ready`),
    },
    home,
    cleanup,
  )
  return { address, server }
}

const statistics = z.object({ stats: z.object({ samples: z.object({ totalQueryableSamples: z.number() }) }) })

/** The samples that one query reads: over the hour that a dashboard shows, or at its end. */
async function samplesOf(address: string, asked: Asked): Promise<number> {
  const query = textOf(asked)
  const answer =
    asked.how === 'instant'
      ? await ask(address, 'query', { query, time: String(end), stats: 'all' })
      : await ask(address, 'query_range', {
          query,
          start: String(end - 3600),
          end: String(end),
          step: String(Math.max(scrapeSeconds, secondsOf(asked.interval) ?? 0)),
          stats: 'all',
        })
  return statistics.parse(answer).stats.samples.totalQueryableSamples
}
