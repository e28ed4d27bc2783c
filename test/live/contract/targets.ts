import * as z from 'zod'
import { until } from '../../support/until.ts'
import { Failed, type Phase } from '../phase.ts'
import { targets as jobs } from '../stack/addresses.ts'
import { ask } from '../stack/api.ts'
import type { ServerName } from '../stack/stack.ts'

const answer = z.object({
  activeTargets: z.array(
    z.object({
      labels: z.object({ job: z.string() }),
      health: z.string(),
      lastError: z.string(),
      scrapeUrl: z.string(),
    }),
  ),
})

/** The server that is scraped as a job. */
const serverOf: Readonly<Record<(typeof jobs)[number], ServerName>> = {
  'pybase-api': 'pybase-api',
  'extraction-worker': 'extraction-worker',
  'search-worker': 'search-worker',
  postgres: 'postgres_exporter',
  redis: 'redis_exporter',
  node: 'node_exporter',
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
}

/** Every scrape target of the generated configuration is up. Prometheus discovers them some seconds after its start. */
export const targets: Phase = {
  name: 'targets: every scrape target is up',
  async run({ addresses, servers }) {
    const read = async () => answer.parse(await ask(addresses.prometheus, 'targets', { state: 'active' })).activeTargets
    const allUp = async () => {
      const found = await read()
      return jobs.every((job) => found.some(({ labels, health }) => labels.job === job && health === 'up'))
    }
    if (await until(allUp, 60_000)) return [`${jobs.length} of ${jobs.length} up: ${jobs.join(', ')}`]
    const found = await read()
    throw new Failed(
      jobs.flatMap((job) => {
        const target = found.find(({ labels }) => labels.job === job)
        if (target === undefined) return [`${job}: Prometheus has no such target.`]
        if (target.health === 'up') return []
        const log = servers[serverOf[job]].log(20)
        return [`${job}: ${target.scrapeUrl} is ${target.health}: ${target.lastError}. The end of its log:\n${log}`]
      }),
    )
  },
}
