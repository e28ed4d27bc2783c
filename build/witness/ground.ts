import type { AnyMetric } from '../language/metric.ts'
import type { Catalog } from '../model/catalog.ts'
import { parseDuration } from '../promql/duration.ts'
import type { Call, Expr, Matcher, Selector } from '../promql/tree.ts'
import type { Stack } from '../stack/schema.ts'
import { numberOf } from './affine.ts'
import type { Effort } from './effort.ts'
import type { KnownValues, Pick as Picked } from './labels.ts'
import type { Motion } from './motion.ts'
import type { Clock } from './time.ts'
import { Underivable } from './underivable.ts'
import { usualLevel } from './usual.ts'

/** Which metrics exist. */
export type Metrics = Pick<Catalog, 'names' | 'find' | 'metricOf'>

/** What of an installation's settings decides how series come in. */
export interface Settings extends Pick<Stack, 'scrape' | 'evaluationInterval'> {
  readonly targets: Readonly<Record<string, Pick<Stack['targets']['node'], 'address'>>>
}

/** Where series are worked out for: what exists, and how the clock goes. */
export interface Ground {
  readonly catalog: Metrics
  readonly stack: Settings
  readonly clock: Clock
  /** What is known already of the labels that selectors let through. */
  readonly values: KnownValues
  readonly effort: Effort
}

/** The metric that a selector reads. Throws `Underivable`. */
export type MetricOf = (selector: Selector) => AnyMetric

export const metricsIn =
  (catalog: Metrics): MetricOf =>
  (selector) => {
    const metric = catalog.metricOf(selector)
    if (metric !== undefined) return metric
    throw new Underivable(`the catalog has no ${selector.metric ?? 'metric of that kind'}`)
  }

/** Which series of an expression are meant, and how they move. */
export interface How {
  readonly pick: Picked
  readonly motion: Motion
  /** Growth is spread over the whole window, for alerts that must hold longer than one event is seen. */
  readonly steady: boolean
  /** Counters have grown before a test begins, so that no window is partly filled. */
  readonly begun: boolean
  /** For how many seconds before the end of a phase what draws nearer has been reached, from below or from above. */
  readonly late: number
  readonly rises: boolean
  /** What a counter grows by between two samples where nothing else is said. */
  readonly traffic: number
  /** Matchers that these series must not satisfy. */
  readonly besides?: readonly Matcher[]
}

export const anyhow: How = {
  pick: {},
  motion: { mode: 'level' },
  steady: false,
  begun: false,
  late: 0,
  rises: true,
  traffic: 1,
}

/** Of a busy process, between two samples: enough for a hundredth of a percent to be whole. */
export const busy = 10_000

const traceable =
  /^(?:i?rate|increase|i?delta|deriv|predict_linear|changes|resets|(?:min|max|avg|last|first|quantile)_over_time)$/

/** Whether a value can be traced back through a function: from growth, or from what stays the same over time. */
export const isTraceable = ({ fn }: Call): boolean => traceable.test(fn)

/**
 * How the argument of a call is meant: what has a rate is traffic, what is counted over a window may be a few events.
 * `of`: the metric that it reads. Throws `Underivable` for a horizon that is no number.
 */
export function inside(call: Call, argument: Expr, how: How, of: AnyMetric | undefined, { spacing }: Clock): How {
  // Of what rises and falls the usual level.
  const base = of === undefined ? 1 : usualLevel(of)
  const ahead = how.begun ? Math.round((rangeOf(argument) ?? 0) / spacing) : 0
  const growth: Motion = { mode: 'growth', ahead }
  switch (call.fn) {
    case 'rate':
    case 'irate':
      return { ...how, motion: growth, traffic: busy }
    case 'increase':
      return { ...how, motion: how.steady ? growth : { mode: 'events' }, traffic: 1 }
    case 'deriv':
    case 'delta':
    case 'idelta':
      return { ...how, motion: { mode: 'slope', base }, traffic: 1 }
    case 'predict_linear': {
      const horizon = numberOf(call.args[1])
      if (horizon === undefined || horizon <= 0)
        throw new Underivable('how far predict_linear looks ahead is no number')
      const { late, rises } = how
      return { ...how, motion: { mode: 'trend', ahead: horizon, late, rises, base } }
    }
    case 'changes':
    case 'resets': {
      const goes = call.fn === 'resets' ? 'down' : of?.unit === 'state' ? 'to and fro' : 'up'
      return {
        ...how,
        motion: { mode: 'changes', window: rangeOf(argument) ?? 0, steady: how.steady, goes },
        traffic: 1,
      }
    }
    default:
      return how
  }
}

/** What one per second, or one per window, is between two samples. */
export function perSample({ fn }: Call, argument: Expr, { motion }: How, { spacing }: Clock): number {
  if ((motion.mode !== 'growth' && motion.mode !== 'slope') || fn === 'idelta') return 1
  if (fn === 'rate' || fn === 'irate' || fn === 'deriv') return spacing / 1000
  const range = rangeOf(argument)
  return range === undefined ? 1 : spacing / range
}

/** In milliseconds. */
const rangeOf = (argument: Expr): number | undefined =>
  (argument.is === 'selector' || argument.is === 'subquery') && argument.range !== undefined
    ? parseDuration(argument.range)
    : undefined
