import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Application } from '../application/switches.ts'
import { Failed } from '../phase.ts'
import { portOf } from '../stack/addresses.ts'
import { queryNow } from '../stack/api.ts'
import type { ServerName, Stack } from '../stack/stack.ts'
import type { Fault, Kept } from './fault.ts'

/** What faults are done to. */
export interface World {
  readonly stack: Stack
  readonly application: Application
  /** What the exporter calls its collector of pg_stat_bgwriter: `bgwriter`, and `stat_bgwriter` in newer releases. */
  readonly writerCollector: string
}

/** Throws `Failed` where the exporter has no such collector. */
export async function writerCollector({ addresses }: Stack): Promise<string> {
  const [found] = await queryNow(addresses.prometheus, 'pg_scrape_collector_success{collector=~"(stat_)?bgwriter"}')
  if (found?.labels.collector === undefined)
    throw new Failed(['postgres_exporter has no collector of pg_stat_bgwriter'])
  return found.labels.collector
}

export const run = promisify(execFile)

/** A process that is stopped in its middle: its port takes connections, and nothing answers. */
export const paused = ({ stack }: World, name: ServerName): Pick<Fault, 'start' | 'lift'> => ({
  start: () => stack.servers[name].pause(),
  lift: () => stack.servers[name].resume(),
})

/** A process that is killed, and started again to lift the fault. */
export const killed = ({ stack }: World, name: ServerName): Pick<Fault, 'start' | 'lift'> => ({
  start: () => stack.servers[name].kill(),
  lift: () => stack.servers[name].start(),
})

/** Whether a query that compares has a result now. */
export const holds =
  ({ stack }: World, query: string) =>
  async (): Promise<boolean> =>
    (await queryNow(stack.addresses.prometheus, query)).length > 0

/** The targets of all jobs but these are up. */
export const othersUp = (world: World, ...down: readonly string[]): Kept => ({
  what: 'the other targets stay up',
  isSo: holds(world, `min(up{job!~"${down.join('|')}"}) == 1`),
})

/** The watchdog is told again after the fault began: the way from Prometheus to people is open. */
export const watchdogGoesOn = ({ stack: { receiver } }: World): Kept => ({
  what: 'the watchdog goes on',
  isSo: (since) => receiver.messages.slice(since).some(({ channel }) => channel === 'watchdog'),
})

/** Sends a command to Redis itself. */
export const redisCommand = ({ stack }: World, ...words: readonly string[]) =>
  run('redis-cli', ['-p', portOf(stack.addresses.broker), ...words])
