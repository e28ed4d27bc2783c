import * as z from 'zod'
import type { Server } from '../../../documents/views.ts'
import { parseDuration } from '../../../promql/duration.ts'
import { PromqlError } from '../../../promql/error.ts'
import type { Client } from '../../client/client.ts'
import { Unanswered } from '../../client/unanswered.ts'
import { ask } from '../api.ts'

/** What Prometheus says of itself. What it does not tell, as those that only speak its language, is `undefined`. Throws `Unanswered` where nobody answers. */
export async function serverOf(client: Client): Promise<Server> {
  const [version, flags, kept, targets, config] = await Promise.all([
    told(ask(client, z.object({ version: z.string() }), 'status/buildinfo')),
    told(ask(client, z.record(z.string(), z.string()), 'status/flags')),
    told(ask(client, z.object({ storageRetention: z.string() }), 'status/runtimeinfo')),
    told(ask(client, activeTargets, 'targets', { state: 'active' })),
    told(ask(client, z.object({ yaml: z.string() }), 'status/config')),
  ])
  const slowest = new Map<string, number>()
  for (const { labels, scrapeInterval = '' } of targets?.activeTargets ?? []) {
    const seconds = secondsIn(scrapeInterval)
    if (labels.job !== undefined && seconds !== undefined)
      slowest.set(labels.job, Math.max(seconds, slowest.get(labels.job) ?? 0))
  }
  return {
    version: /^v?(\d+\.\d+\.\d+)/.exec(version?.version ?? '')?.[1],
    // "15d or 10GiB": by size it may be less, and nobody knows how much.
    retention: secondsIn(/^\S+/.exec(kept?.storageRetention ?? '')?.[0] ?? ''),
    evaluationInterval: secondsIn(/^ {2}evaluation_interval: (\S+)$/m.exec(config?.yaml ?? '')?.[1] ?? ''),
    flags: flags && telling.flatMap((name) => (flags[name] ? [`--${name}=${flags[name]}`] : [])),
    jobs:
      targets &&
      [...slowest].map(([name, interval]) => ({ name, interval })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** The flags that decide what a query may say. */
const telling = ['enable-feature', 'query.lookback-delta']

const activeTargets = z.object({
  activeTargets: z.array(z.object({ labels: z.record(z.string(), z.string()), scrapeInterval: z.string().optional() })),
})

/** An answer that others than Prometheus itself refuse, or do not have. */
export async function told<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Unanswered && [400, 403, 404, 405, 501].includes(error.status ?? 0)) return undefined
    throw error
  }
}

function secondsIn(text: string): number | undefined {
  try {
    return parseDuration(text) / 1000
  } catch (error) {
    if (error instanceof PromqlError) return undefined
    throw error
  }
}
