import type { DayPlan, PlannedSeries, Span } from './day.ts'

const known = new WeakMap<DayPlan, Map<string, readonly number[]>>()

/**
 * When a series was scraped, in Unix milliseconds. One list for all that were scraped together: a day has thousands of
 * moments, and hundreds of series.
 */
export function timesOf({ earlier = [], process, within }: PlannedSeries, plan: DayPlan): readonly number[] {
  const key = JSON.stringify([earlier, process, within])
  const lists = known.get(plan) ?? new Map<string, readonly number[]>()
  known.set(plan, lists)
  const times = lists.get(key) ?? scrapes(plan, earlier, process, within)
  lists.set(key, times)
  return times
}

/**
 * How long before a round moment everything is scraped, in milliseconds: no sample ever falls on the edge of a window, where
 * Prometheus 2 and 3 differ, and pictures are the same whichever draws them.
 */
const phase = 4213

function scrapes(plan: DayPlan, earlier: readonly number[], process: string | undefined, within: Span | undefined) {
  const interval = plan.scrapeInterval * 1000
  const down = process === undefined ? [] : downtimes(plan, process)
  const times = new Set<number>()
  for (const back of [...earlier, 0].toSorted((a, b) => b - a)) {
    for (let time = plan.begin - back; time <= plan.now - back; time += interval) times.add(time - phase)
  }
  return [...times]
    .sort((a, b) => a - b)
    .filter((time) => within === undefined || isWithin(within, time))
    .filter((time) => !down.some((span) => isWithin(span, time)))
}

const isWithin = ({ from, until }: Span, time: number): boolean => time >= from && time < until

/** When the processes of a job could not be scraped, because they were being replaced. */
export const downtimes = ({ restarts, downFor }: Pick<DayPlan, 'restarts' | 'downFor'>, job: string): readonly Span[] =>
  (restarts[job] ?? []).map((start) => ({ from: start - downFor, until: start }))
