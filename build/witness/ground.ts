import type { AnyMetric } from '../language/metric.ts'
import type { Catalog } from '../model/catalog.ts'
import { parseDuration } from '../promql/duration.ts'
import type { Call, Expr, Matcher, Selector } from '../promql/tree.ts'
import type { Stack } from '../stack/schema.ts'
import type { KnownValues, Pick } from './labels.ts'
import type { Clock } from './time.ts'
import { Underivable } from './underivable.ts'
import type { Mode } from './world.ts'

/** Where series are worked out for: what exists, and how the clock goes. */
export interface Ground {
  readonly catalog: Catalog
  readonly stack: Stack
  readonly clock: Clock
  /** What is known already of the labels that selectors let through. */
  readonly values: KnownValues
}

/** The metric that a selector reads. Throws `Underivable`. */
export type MetricOf = (selector: Selector) => AnyMetric

export const metricsIn =
  (catalog: Catalog): MetricOf =>
  (selector) => {
    const metric = catalog.metricOf(selector)
    if (metric !== undefined) return metric
    throw new Underivable(`the catalog has no ${selector.metric ?? 'metric of that kind'}`)
  }

/** Which series of an expression are meant, and how their counters count. */
export interface How {
  readonly pick: Pick
  readonly mode: Mode
  /** Growth is spread over the whole window, for alerts that must hold longer than one event is seen. */
  readonly steady: boolean
  /** What a counter grows by between two samples where nothing else is said. */
  readonly traffic: number
  /** Matchers that these series must not satisfy. */
  readonly besides?: readonly Matcher[]
}

export const anyhow: How = { pick: {}, mode: 'level', steady: false, traffic: 1 }

/** Of a busy process, between two samples: enough for a hundredth of a percent to be whole. */
export const busy = 10_000

/** Whether a value can be traced back through a function: from growth, or from what stays the same over time. */
export const isTraceable = ({ fn }: Call): boolean => /^(?:rate|increase|(?:min|max|avg|last)_over_time)$/.test(fn)

/** How the argument of a call is meant: what has a rate is traffic, what is counted over a window may be a few events. */
export function inside({ fn }: Call, how: How): How {
  if (fn === 'rate') return { ...how, mode: 'growth', traffic: busy }
  return fn === 'increase' ? { ...how, mode: how.steady ? 'growth' : 'events', traffic: 1 } : how
}

/** What one per second, or one per window, is between two samples. */
export function perSample({ fn }: Call, argument: Expr, { mode }: How, { spacing }: Clock): number {
  if (mode !== 'growth') return 1
  if (fn === 'rate') return spacing / 1000
  const range = argument.is === 'selector' || argument.is === 'subquery' ? argument.range : undefined
  return range === undefined ? 1 : spacing / parseDuration(range)
}
