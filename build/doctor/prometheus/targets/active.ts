import * as z from 'zod'
import type { Client } from '../../client/client.ts'
import { ask } from '../api.ts'

const answer = z.object({
  activeTargets: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      scrapeUrl: z.string(),
      health: z.string(),
      lastError: z.string(),
      scrapeTimeout: z.string().optional(),
    }),
  ),
})

/** A target that Prometheus scrapes, and how its last scrape went. */
export interface Target {
  readonly job: string
  readonly instance: string
  /** With those that the configuration adds to every series. */
  readonly labels: Readonly<Record<string, string>>
  readonly url: string
  /** `unknown` before the first scrape. */
  readonly health: string
  /** Why it is down, in Prometheus' words. */
  readonly error: string
  /** How long a scrape may take, as the configuration writes it. */
  readonly timeout: string
}

/** The targets of all jobs. */
export async function targetsOf(client: Client): Promise<readonly Target[]> {
  const { activeTargets } = await ask(client, answer, 'targets', { state: 'active' })
  return activeTargets.map(({ labels, scrapeUrl, health, lastError, scrapeTimeout }) => ({
    job: labels.job ?? '',
    instance: labels.instance ?? '',
    labels,
    url: scrapeUrl,
    health,
    error: lastError,
    timeout: scrapeTimeout ?? 'the scrape timeout',
  }))
}
