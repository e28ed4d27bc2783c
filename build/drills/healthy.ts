import type { DayPlan, PlannedSeries } from '../data/day.ts'
import { plan } from '../data/plan.ts'
import type { Model } from '../model/model.ts'

/** A working day's traffic on which nothing goes wrong: the synthetic day, without what happens meanwhile. */
export interface Healthy {
  /** The midnight, in Unix milliseconds, at which the day begins. */
  readonly midnight: number
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number
  readonly windows: DayPlan['windows']
  /** In milliseconds. */
  readonly evaluationInterval: number
  readonly series: readonly PlannedSeries[]
}

const day = 86_400_000

/** The healthy stack of these definitions: what each target exposes that anybody reads. */
export function healthy(model: Model): Healthy {
  const { now, series, scrapeInterval, windows, evaluationInterval } = plan(model)
  const present = series.filter(({ within }) => within === undefined || now < within.until)
  return {
    midnight: Math.floor(now / day) * day,
    scrapeInterval,
    windows,
    evaluationInterval,
    series: present.map(({ within: _, earlier: __, ...rest }) => reliable(undisturbed(rest) as PlannedSeries)),
  }
}

/** Without what happens for a while. */
function undisturbed(plan: unknown): unknown {
  if (Array.isArray(plan)) return plan.map(undisturbed)
  if (typeof plan !== 'object' || plan === null) return plan
  return Object.fromEntries(
    Object.entries(plan)
      .filter(([key]) => key !== 'meanwhile')
      .map(([key, value]) => [key, undisturbed(value)]),
  )
}

/** The day shows an API that errs more often than it promises: one that is well answers a tenth as many requests so. */
function reliable(planned: PlannedSeries): PlannedSeries {
  const { behaviour, labels } = planned
  if (behaviour.is !== 'counter' || behaviour.share === undefined || !labels.status?.startsWith('5')) return planned
  const { share } = behaviour
  return { ...planned, behaviour: { ...behaviour, share: { ...share, peak: share.peak / 10 } } }
}
