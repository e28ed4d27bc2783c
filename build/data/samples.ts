import type { LabelSet, Series } from '../promql/evaluate/series.ts'
import { counted, type Scrapes } from './counter.ts'
import type { DayPlan, GaugeBehaviour, PlannedSeries, TimestampBehaviour } from './day.ts'
import { observed } from './histogram.ts'
import { type At, course } from './signal.ts'
import { timesOf } from './times.ts'

/** The samples of what is planned: one series, or those of a histogram. Always the same for the same plan. */
export function samples(planned: PlannedSeries, plan: DayPlan): readonly Series[] {
  const times = timesOf(planned, plan)
  const starts = (planned.process === undefined ? undefined : plan.restarts[planned.process]) ?? []
  return sampled(planned, { times, starts, seconds: plan.scrapeInterval })
}

/** The same, scraped at other times. */
export function sampled(planned: PlannedSeries, scrapes: Scrapes): readonly Series[] {
  const { name, labels, behaviour } = planned
  const { times } = scrapes
  const named = (suffix: string, more: LabelSet = {}): LabelSet => ({ __name__: name + suffix, ...labels, ...more })
  switch (behaviour.is) {
    case 'counter':
      return [{ labels: named(''), times, values: counted(behaviour, scrapes) }]
    case 'histogram':
      return observed(behaviour, scrapes).map(({ suffix, le, values }) => ({
        labels: named(suffix, le === undefined ? {} : { le }),
        times,
        values,
      }))
    case 'gauge':
      return [{ labels: named(''), times, values: times.map(levelOf(behaviour, JSON.stringify(named('')))) }]
    case 'timestamp':
      return [{ labels: named(''), times, values: times.map(momentOf(behaviour)) }]
  }
}

function levelOf({ level, whole = false, least, most }: GaugeBehaviour, seed: string): At {
  const at = course(level, seed)
  return (time) => {
    const value = Math.min(most ?? Number.POSITIVE_INFINITY, Math.max(least ?? Number.NEGATIVE_INFINITY, at(time)))
    return whole ? Math.round(value) : value
  }
}

const momentOf =
  ({ moments }: TimestampBehaviour): At =>
  (time) =>
    (moments.findLast((moment) => moment <= time) ?? moments[0] ?? 0) / 1000
