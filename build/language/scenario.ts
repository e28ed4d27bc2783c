import type { Matcher } from '../promql/tree.ts'
import { amountOf, aTime } from './demands/amounts.ts'
import { type Demand, due, isPlain, listOf, optional, options, refuse, text } from './demands/demand.ts'
import { aCounter, aGauge, aHistogram, aMoment, eventful } from './demands/kinds.ts'
import { shown } from './demands/shown.ts'
import { type Labels, toMatchers, type Where } from './labels.ts'
import { type AnyMetric, type Buckets, type Counter, type Gauge, type Histogram, Timestamp } from './metric.ts'
import { type Amount, type Duration, magnitude, type PerSecond, perSecond as perSecondOf, type Unit } from './units.ts'

/** When events happen: seconds since Prometheus first looked, again and again, or before that. */
export type When =
  | { readonly at: readonly [number, ...number[]] }
  | { readonly every: number }
  | { readonly earlier: true }

/** At these moments of the scenario. */
export const at = (...moments: readonly [Duration, ...Duration[]]): When => {
  refuse('at()', listOf(aTime, { least: 1 }).faults(moments, 'the moments'))
  const [first, ...others] = moments
  return { at: [magnitude(first), ...others.map(magnitude)] }
}
/** Again and again, with this time between. */
export const every = (period: Duration): When => {
  refuse('every()', aTime.faults(period, 'the time between'), isZero(period) ? [never] : [])
  return { every: magnitude(period) }
}
const isZero = (period: unknown): boolean => /^[0.]+[a-z]+$/.test(String(period))
const never = { what: 'the time between is 0.', next: "Write how often it happens: every('30s')." }
/** Before the scenario begins: a counter has it in its first sample. */
export const earlier: When = { earlier: true }

/** What one metric does in a scenario. Its matchers say which series it is; numbers are in base units. */
export type Happening = { readonly metric: AnyMetric } & (
  | { readonly does: 'count'; readonly when: When }
  /** `besides`: matchers that the series must not satisfy. */
  | { readonly does: 'flow'; readonly perSecond: number; readonly besides?: readonly Matcher[] }
  | { readonly does: 'observe'; readonly value: number; readonly when: When }
  | { readonly does: 'stand'; readonly value: number; readonly from: number; readonly until: number }
  /** A moment is `value` seconds after the scenario begins, until it is set to now. */
  | { readonly does: 'date'; readonly value: number; readonly when?: When }
)

/** Something that may happen, told in the catalog's terms, and whether the alert must fire in it. */
export interface Scenario {
  readonly type: 'scenario'
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

/** A counter counts one more at each of these times, or a moment is set to each of them. */
export function happens<L extends Labels, U extends Unit, D extends string>(
  metric: Counter<L, U> | Timestamp<D>,
  when: When,
): Happening {
  refuse('happens()', eventful.faults(metric, 'what happens'), aTimeOf.faults(when, 'when it happens'))
  return metric instanceof Timestamp ? { metric, does: 'date', value: 0, when } : { metric, does: 'count', when }
}

/** When the scenario begins a moment lies so far back: `ago(batch.lastSuccess, '27h')`. It ages while it is played. */
export const ago = <L extends string>(moment: Timestamp<L>, time: Duration): Happening =>
  dated('ago()', moment, time, -1)
/** When the scenario begins a moment is so far ahead: `ahead(certificate.expiry, '10d')`. */
export const ahead = <L extends string>(moment: Timestamp<L>, time: Duration): Happening =>
  dated('ahead()', moment, time, 1)

function dated<L extends string>(word: string, metric: Timestamp<L>, time: Duration, sign: 1 | -1): Happening {
  refuse(word, aMoment.faults(metric, 'the moment'), aTime.faults(time, 'how far away'))
  return { metric, does: 'date', value: sign * magnitude(time) }
}

const aTimeOf: Demand = due(
  'a time of events',
  (value) => isPlain(value) && ['at', 'every', 'earlier'].includes(Object.keys(value).join()),
  "Write at('20m'), every('30s') or earlier.",
)

/** An observation of this size at each of these times. */
export const takes = <L extends Labels, U extends Unit, B extends Buckets>(
  metric: Histogram<L, U, B>,
  amount: Amount<U>,
  when: When,
): Happening => {
  refuse('takes()', aHistogram.faults(metric, 'what observes'))
  refuse('takes()', amountOf(metric.unit).faults(amount, 'what is observed'), aTimeOf.faults(when, 'when it happens'))
  return { metric, does: 'observe', value: magnitude(amount), when }
}

/** A gauge has this value, all the time or for a while. */
export const stands = <L extends Labels, U extends Unit>(
  metric: Gauge<L, U>,
  amount: Amount<U>,
  span: { readonly from?: Duration; readonly until?: Duration } = {},
): Happening => {
  refuse('stands()', aGauge.faults(metric, 'what stands'))
  refuse(
    'stands()',
    amountOf(metric.unit).faults(amount, 'where it stands'),
    aSpan.faults(span, 'from when and until when'),
  )
  const { from = '0s', until } = span
  return {
    metric,
    does: 'stand',
    value: magnitude(amount),
    from: magnitude(from),
    until: until === undefined ? Number.POSITIVE_INFINITY : magnitude(until),
  }
}

const aSpan = options({ from: optional(aTime), until: optional(aTime) })

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
  refuse('traffic()', aCounter.faults(metric, 'what counts'))
  refuse(
    'traffic()',
    amountOf(perSecondOf(metric.unit)).faults(speed, 'how fast'),
    part === undefined ? [] : aShare.faults(part, 'the share'),
  )
  const perSecond = magnitude(speed)
  if (part === undefined) return [{ metric, does: 'flow', perSecond }]
  const share = magnitude(part.share)
  const besides = toMatchers(metric, part.of as Parameters<typeof toMatchers>[1])
  return [
    { metric: metric.where(part.of), does: 'flow', perSecond: perSecond * share },
    { metric, does: 'flow', perSecond: perSecond * (1 - share), besides },
  ]
}

/** `where()` says what is wrong with the labels. */
const aShare = options({
  share: amountOf('ratio'),
  of: due('an object of labels', isPlain, 'Write the labels that it has.'),
})

function scenario(title: string, alert: Scenario['alert'], what: Happenings): Scenario {
  refuse(
    `${alert}(${shown(title)})`,
    text.faults(title, 'its title'),
    listOf(aHappening, { least: 1 }).faults(what.flat(), 'what happens'),
  )
  const [first, ...others] = what.flat() as readonly Happening[] as readonly [Happening, ...Happening[]]
  return { type: 'scenario', title, alert, happenings: [first, ...others] }
}

const aHappening = due(
  'something that happens',
  (value) => isPlain(value) && 'does' in value && 'metric' in value,
  'Write happens(…), takes(…), stands(…), ago(…), ahead(…) or traffic(…).',
)
