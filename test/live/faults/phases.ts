import type { FaultOutcome } from '../../../build/model/faults.ts'
import { until } from '../../support/until.ts'
import { Application } from '../application/switches.ts'
import { Failed, type Phase } from '../phase.ts'
import { Faults } from './fault.ts'
import { diskFault, fullDisk } from './host.ts'
import { Observer } from './observer.ts'
import { record } from './record.ts'
import { runningReleases } from './releases.ts'
import { stages, type Track } from './tracks.ts'
import { type World, writerCollector } from './world.ts'

const watchdog = { alert: 'PyBaseWatchdog', labels: {} }

/** Makes every alert fire by a fault, and compares what came of each with what is committed. */
export const faults: Phase = {
  name: 'faults: every alert fires, arrives, is inhibited where it should be, and resolves',
  async run(stack, { update }) {
    const world: World = {
      stack,
      application: new Application(stack.home),
      writerCollector: await writerCollector(stack),
    }
    const observer = new Observer(stack)
    const disk = await fullDisk(world)
    const releases = await runningReleases(stack)
    const titles = new Set([`${watchdog.alert} (monitoring)`])

    const outcomes = [await healthy(observer)]
    const ofDisk = typeof disk === 'string' ? [] : [disk]
    for (const tracks of stages(world, observer, ofDisk)) outcomes.push(...(await atOnce(observer, titles, tracks)))
    await nothingElse(observer, titles)

    const untried = typeof disk === 'string' ? [diskFault] : []
    return [
      `${outcomes.length} faults, ${outcomes.flatMap(({ told }) => told).length} alerts told`,
      'substituted: the clock of the extraction worker, for the task that takes more than ten minutes',
      'substituted: 8 s between scrapes of postgres_exporter while PostgreSQL is down, for it takes 5 s to say so',
      'substituted: a window of 20 s for PyBaseRedisDown while Prometheus restarts, which takes as long as in life',
      ...untried.map((fault) => `not tried: ${fault}: ${disk}`),
      ...record({ releases, outcomes, untried }, update),
    ]
  },
}

/** The watchdog fires from the first evaluation on, and never ends. */
async function healthy(observer: Observer): Promise<FaultOutcome> {
  const expected = observer.expected(watchdog)
  await observer.heard(expected, 'firing', 0)
  await observer.inAlertmanager(expected, false)
  return {
    fault: 'Nothing goes wrong',
    done: 'the stack runs',
    told: [{ ...watchdog, by: expected.channels }],
    inhibited: [],
    kept: [],
  }
}

/** Runs tracks side by side. Throws `Failed` with what each of them found. */
async function atOnce(
  observer: Observer,
  titles: Set<string>,
  tracks: readonly Track[],
): Promise<readonly FaultOutcome[]> {
  const runs = tracks.map((track) => ({ track, faults: new Faults(observer, titles) }))
  const ended = await Promise.allSettled(runs.map(({ track, faults }) => track(faults)))
  const reasons = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  if (reasons.length === 0) return runs.flatMap(({ faults }) => faults.outcomes)
  throw new Failed(reasons.flatMap((reason) => (reason instanceof Failed ? reason.findings : [String(reason)])))
}

/** When all faults are lifted nothing fires, and nothing was told that no fault was to cause. */
async function nothingElse(observer: Observer, titles: ReadonlySet<string>): Promise<void> {
  const { messages, misunderstood } = observer.stack.receiver
  const others = async () => (await observer.firing()).filter((name) => name !== watchdog.alert)
  await until(async () => (await others()).length === 0, 60_000)
  const unexpected = new Set(messages.map(({ title }) => title).filter((title) => !titles.has(title)))
  const ended = messages.some(({ channel, status }) => channel === 'watchdog' && status === 'resolved')
  const findings = [
    ...[...unexpected].map((title) => `${title} is told, and no fault was to cause it`),
    ...(await others()).map((name) => `${name} still fires although every fault is lifted`),
    ...(ended ? ['the watchdog is told as resolved, which sounds like a sign of life'] : []),
    ...misunderstood,
  ]
  if (findings.length > 0) throw new Failed(findings)
}
