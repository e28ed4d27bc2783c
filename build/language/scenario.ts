import type { Matcher } from '../promql/tree.ts'
import { type Labels, toMatchers, type Where } from './labels.ts'
import type { AnyMetric, Buckets, Counter, Gauge, Histogram } from './metric.ts'
import { type Amount, type Duration, magnitude, type PerSecond, type Unit } from './units.ts'

/** When events happen: seconds since Prometheus first looked, again and again, or before that. */
export type When =
  | { readonly at: readonly [number, ...number[]] }
  | { readonly every: number }
  | { readonly earlier: true }

/** At these moments of the scenario. */
export const at = (...moments: readonly [Duration, ...Duration[]]): When => {
  const [first, ...others] = moments
  return { at: [magnitude(first), ...others.map(magnitude)] }
}
/** Again and again, with this time between. */
export const every = (period: Duration): When => ({ every: magnitude(period) })
/** Before the scenario begins: a counter has it in its first sample. */
export const earlier: When = { earlier: true }

/** What one metric does in a scenario. Its matchers say which series it is; numbers are in base units. */
export type Happening = { readonly metric: AnyMetric } & (
  | { readonly does: 'count'; readonly when: When }
  /** `besides`: matchers that the series must not satisfy. */
  | { readonly does: 'flow'; readonly perSecond: number; readonly besides?: readonly Matcher[] }
  | { readonly does: 'observe'; readonly value: number; readonly when: When }
  | { readonly does: 'stand'; readonly value: number; readonly from: number; readonly until: number }
)

/** Something that may happen, told in the catalog's terms, and whether the alert must fire in it. */
export interface Scenario {
  /** What happens, as a clause: `one task fails every twelve minutes`. */
  readonly title: string
  readonly alert: 'fires' | 'silent'
  readonly happenings: readonly [Happening, ...Happening[]]
}

type Happenings = readonly [Happening | readonly Happening[], ...(Happening | readonly Happening[])[]]

/** The alert must fire when this happens. */
export const fires = (title: string, ...what: Happenings): Scenario => scenario(title, 'fires', what)
/** The alert must not fire at any time while this happens. */
export const silent = (title: string, ...what: Happenings): Scenario => scenario(title, 'silent', what)

/** A counter counts one more at each of these times. */
export const happens = <L extends Labels, U extends Unit>(metric: Counter<L, U>, when: When): Happening => ({
  metric,
  does: 'count',
  when,
})

/** An observation of this size at each of these times. */
export const takes = <L extends Labels, U extends Unit, B extends Buckets>(
  metric: Histogram<L, U, B>,
  amount: Amount<U>,
  when: When,
): Happening => ({ metric, does: 'observe', value: magnitude(amount), when })

/** A gauge has this value, all the time or for a while. */
export const stands = <L extends Labels, U extends Unit>(
  metric: Gauge<L, U>,
  amount: Amount<U>,
  { from = '0s', until }: { readonly from?: Duration; readonly until?: Duration } = {},
): Happening => ({
  metric,
  does: 'stand',
  value: magnitude(amount),
  from: magnitude(from),
  until: until === undefined ? Number.POSITIVE_INFINITY : magnitude(until),
})

/** A share of a counter's traffic, and the labels that it has. */
export interface Share<L extends Labels> {
  readonly share: `${number}%`
  readonly of: Where<L>
}

/** A counter grows steadily; with `part`, a share of that has these labels, and the rest has others. */
export function traffic<L extends Labels, U extends Unit>(
  metric: Counter<L, U>,
  speed: Amount<PerSecond<U>>,
  part?: Share<L>,
): readonly Happening[] {
  const perSecond = magnitude(speed)
  if (part === undefined) return [{ metric, does: 'flow', perSecond }]
  const share = magnitude(part.share)
  const besides = toMatchers(metric.declared, part.of as Parameters<typeof toMatchers>[1])
  return [
    { metric: metric.where(part.of), does: 'flow', perSecond: perSecond * share },
    { metric, does: 'flow', perSecond: perSecond * (1 - share), besides },
  ]
}

function scenario(title: string, alert: Scenario['alert'], what: Happenings): Scenario {
  const [first, ...others] = what.flat() as readonly Happening[] as readonly [Happening, ...Happening[]]
  return { title, alert, happenings: [first, ...others] }
}
