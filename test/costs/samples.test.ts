import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { samplesOf, type World } from '../../build/costs/samples.ts'
import { Sizes } from '../../build/costs/series.ts'
import { isClosed } from '../../build/language/labels.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import { Catalog, seriesNames } from '../../build/model/catalog.ts'
import { parse } from '../../build/promql/parse.ts'
import { build, latency, memory, node, queue, redis, requests, sent, up } from '../language/metrics.ts'
import { temporaryFolder } from '../output/folder.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { pinned } from '../targets/stack.ts'

const jobs = [node, redis]
const metrics = [requests, latency, memory, queue, sent, build, up] as unknown as readonly AnyMetric[]
const catalog = new Catalog({ stack: pinned, jobs, metrics, recordings: [] })
const scrape = 15
const world: World = { sizes: new Sizes(catalog, jobs), intervalOf: () => scrape }
const asked = (moments: number, step: number) => ({
  moments,
  step,
  rateInterval: 60,
  range: 3600,
  evaluationInterval: scrape,
})

const queries = [
  'memory_bytes',
  'queue{name="mail"}',
  'queue{name=~"mail|search"} > 5 and queue{name="mail"}',
  'rate(requests_total[$__rate_interval])',
  'sum by (method) (rate(requests_total[5m]))',
  'sum(rate(requests_total{method!="GET"}[5m])) / sum(rate(requests_total[5m]))',
  'sum(increase(requests_total[1h])) or vector(0)',
  'histogram_quantile(0.95, sum by (le, route) (rate(latency_seconds_bucket[5m])))',
  'sum(rate(latency_seconds_bucket{le=~"1(\\\\.0)?"}[5m])) / sum(rate(latency_seconds_count[5m]))',
  'topk(3, sum by (route) (rate(latency_seconds_sum[10m])))',
  'rate(sent_bytes_total[5m]) - rate(sent_bytes_total[5m] offset 30m)',
  'min by (job) (up) == 0',
  'memory_bytes * on (instance) group_left () max by (instance) (build_info)',
] as const

/** Subqueries, with what they compute inside, over how long, and how often; in seconds. */
const subqueries = [
  ['max_over_time(sum(rate(requests_total[5m]))[30m:1m])', 'sum(rate(requests_total[5m]))', 1800, 60],
  ['avg_over_time((memory_bytes / 2)[10m:])', 'memory_bytes / 2', 600, scrape],
] as const

/** The last sample's second: any fixed one. */
const end = 1_700_000_000

// The counts of the server are held against ours on the series that the catalog expects: in all at most 5% apart, each query 10%.
testWith(
  ['prometheus', 'promtool'],
  'a query reads as many samples as a real Prometheus counts',
  async ({ prometheus, promtool }) => {
    const folder = temporaryFolder()
    const text = join(folder, 'series.txt')
    writeFileSync(text, `${metrics.flatMap(seriesOf).sort().map(samplesIn).join('')}# EOF\n`)
    execFileSync(promtool, ['tsdb', 'create-blocks-from', '--quiet', 'openmetrics', text, join(folder, 'data')])
    await using server = await startPrometheus(prometheus, {
      folder,
      config: `global: { scrape_interval: ${scrape}s, evaluation_interval: ${scrape}s }\n`,
      retention: '100y',
    })
    const statistics = async (expr: string, moments: number, step: number): Promise<number> => {
      const query = expr.replace('$__rate_interval', '60s')
      const start = String(end - (moments - 1) * step)
      const answer =
        moments === 1
          ? await server.api('query', { query, stats: 'all', time: String(end) })
          : await server.api('query_range', { query, stats: 'all', start, end: String(end), step: String(step) })
      const { stats } = answer as { readonly stats: { readonly samples: { readonly totalQueryableSamples: number } } }
      return stats.samples.totalQueryableSamples
    }
    const counted: [string, number, number][] = []
    for (const [moments, step] of [
      [1, 15],
      [241, 15],
      [61, 60],
    ] as const) {
      const ours = (query: string) => samplesOf(parse(query), world, asked(moments, step))
      for (const query of queries)
        counted.push([`${query} × ${moments}`, ours(query), await statistics(query, moments, step)])
      for (const [query, inner, window, every] of subqueries) {
        // The server counts what a subquery answers, and not what it reads for that.
        const within = await statistics(inner, ((moments - 1) * step + window) / every, every)
        counted.push([`${query} × ${moments}`, ours(query), (await statistics(query, moments, step)) + within])
      }
    }
    const apart = counted.filter(([, ours, theirs]) => Math.abs(ours - theirs) > 0.1 * theirs)
    expect(apart).toEqual([])
    const [ours, theirs] = [1, 2].map((at) => counted.reduce((sum, each) => sum + Number(each[at]), 0))
    expect(Math.abs(Number(ours) / Number(theirs) - 1)).toBeLessThan(0.05)
  },
)

/** The series that the catalog expects of a metric: each combination of closed labels, and open ones that go together. */
function seriesOf(metric: AnyMetric): readonly string[] {
  const labels = Object.entries(metric.declared).filter(([label]) => label !== 'job' && label !== 'instance')
  const open = labels.flatMap(([label, values]) => (isClosed(values) ? [] : [[label, values.expected] as const]))
  let sets: readonly string[][] = [[]]
  for (const [label, values] of labels)
    if (isClosed(values)) sets = sets.flatMap((set) => values.map((value) => [...set, `${label}="${value}"`]))
  const longest = Math.max(1, ...open.map(([, expected]) => expected))
  sets = sets.flatMap((set) =>
    Array.from({ length: longest }, (_, at) => [
      ...set,
      ...open.map(([label, expected]) => `${label}="v${at % expected}"`),
    ]),
  )
  sets = sets.flatMap((set) => metric.jobs.map((job) => [...set, `job="${job}"`, `instance="${job}:1"`]))
  return seriesNames(metric).flatMap((name) =>
    sets.flatMap((set) => {
      const edges = name.endsWith('_bucket') ? [...(metric.edges ?? []).map(String), '+Inf'] : [undefined]
      return edges.map((le) => `${name}{${[...set, ...(le === undefined ? [] : [`le="${le}"`])].join(',')}}`)
    }),
  )
}

/** Three hours of it, off the edges of windows: whether they are inside is what Prometheus 2 and 3 disagree about. */
const samplesIn = (series: string): string =>
  Array.from(
    { length: (3 * 3600) / scrape },
    (_, at) => `${series} ${at} ${end - 3 * 3600 + (at + 1) * scrape - 1}\n`,
  ).join('')

test('series are counted by what matchers let through', () => {
  const selected = (text: string) => world.sizes.answered(parse(text))
  expect(selected('queue')).toBe(2)
  expect(selected('queue{name="mail"}')).toBe(1)
  expect(selected('queue{name=~"$name"}')).toBe(2)
  expect(selected('clients_nobody_knows')).toBe(1)
  expect(selected('latency_seconds_bucket')).toBe(40)
  expect(selected('latency_seconds_bucket{le="+Inf"}')).toBe(10)
  expect(selected('latency_seconds_bucket{route=~"/a|/b"}')).toBe(8)
  expect(selected('sum by (le) (rate(latency_seconds_bucket[5m]))')).toBe(4)
  expect(selected('histogram_quantile(0.9, sum by (le, route) (rate(latency_seconds_bucket[5m])))')).toBe(10)
  expect(selected('sum(rate(requests_total[5m]))')).toBe(1)
  expect(selected('topk(3, requests_total)')).toBe(3)
  expect(selected('sum without (route, status) (requests_total)')).toBe(3)
})
