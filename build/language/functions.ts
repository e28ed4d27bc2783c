import { type Expr, openWindow } from '../promql/tree.ts'
import { Condition } from './condition.ts'
import { amountOf } from './demands/amounts.ts'
import { due, type Fault, oneOf, refuse } from './demands/demand.ts'
import { aCounter, aGauge, aHistogram, aMoment, aQuery, countable } from './demands/kinds.ts'
import { sameLabels, sameUnit } from './demands/labels.ts'
import type { Labels } from './labels.ts'
import {
  type Buckets,
  type Counter,
  type Gauge,
  type Histogram,
  type Info,
  keys,
  select,
  type Timestamp,
} from './metric.ts'
import { binary, type Join, type Open, Query, type Readiness } from './query.ts'
import { type Amount, magnitude, type PerSecond, perSecond, type Summed, type Unit } from './units.ts'

/** Growth of a counter per second, over a window chosen later. */
export function rate<L extends Labels, U extends Unit>(
  counter: Counter<L, U>,
): Query<keyof L & string, PerSecond<U>, Open> {
  refuse('rate()', aCounter.faults(counter, 'what rate() reads'))
  return new Query(call('rate', select(counter, openWindow)), perSecond(counter.unit), keys(counter.declared))
}

/** Growth of a counter over a window chosen later. */
export function increase<L extends Labels, U extends Unit>(counter: Counter<L, U>): Query<keyof L & string, U, Open> {
  refuse('increase()', aCounter.faults(counter, 'what increase() reads'))
  return new Query(call('increase', select(counter, openWindow)), counter.unit, keys(counter.declared))
}

/** The series added up; yes-or-no series add up to a count. */
export function sum<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T> & Additive<U, T>,
): Query<never, Summed<U>, R, L> {
  refuse('sum()', aQuery.faults(query, 'what sum() adds up'))
  refuse('sum()', additive(query))
  const unit: Unit = query.unit === 'state' ? 'count' : query.unit
  return aggregated('sum', query, unit as Summed<U>)
}

/** The largest value. */
export function max<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T>,
): Query<never, U, R, L, T> {
  refuse('max()', aQuery.faults(query, 'what max() compares'))
  return aggregated('max', query, query.unit, query.exactAt)
}

/** The smallest value. */
export function min<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T>,
): Query<never, U, R, L, T> {
  refuse('min()', aQuery.faults(query, 'what min() compares'))
  return aggregated('min', query, query.unit, query.exactAt)
}

/** The mean over series. Not for quantiles and shares: their mean means nothing; take `ratio` of two sums. */
export function avg<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T> & Additive<U, T> & Averaged<U>,
): Query<never, U, R, L> {
  refuse('avg()', aQuery.faults(query, 'what avg() takes the mean of'))
  refuse('avg()', additive(query), averaged(query.unit))
  return aggregated('avg', query, query.unit)
}

/** What can be added up: not a quantile, whose thresholds are bucket edges. The sentence is the compiler's error. */
export type Additive<U extends Unit, T> = [Amount<U>] extends [T] ? unknown : typeof noSum
const noSum = 'quantiles of several series cannot be added up: take the quantile of them all'

/** What has a mean. */
export type Averaged<U extends Unit> = U extends keyof typeof noMean ? (typeof noMean)[U] : unknown
const noMean = {
  ratio: 'the mean of shares weighs an idle series like a busy one: take ratio() of two sums',
  state: 'a yes or no has no mean: count() a condition, or take min() or max()',
} as const

const additive = ({ exactAt }: { readonly exactAt: unknown }): readonly Fault[] =>
  exactAt === undefined ? [] : [told(noSum)]
const averaged = (unit: Unit): readonly Fault[] => (unit === 'ratio' || unit === 'state' ? [told(noMean[unit])] : [])

/** A sentence of the compiler, as a fault. */
function told(sentence: string): Fault {
  const [what = '', next = ''] = sentence.split(': ')
  return { what: `${what}.`, next: `${next.slice(0, 1).toUpperCase()}${next.slice(1)}.` }
}

/** How many series there are, or for how many a condition holds. */
export function count<L extends string, U extends Unit>(condition: Condition<L, U>): Query<never, 'count', 'ready', L>
export function count<L extends string>(info: Info<L>): Query<never, 'count', 'ready', L>
export function count<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T>,
): Query<never, 'count', R, L>
export function count<R extends Readiness>(counted: Aggregated<string>): Query<never, 'count', R, string> {
  refuse('count()', countable.faults(counted, 'what count() counts'))
  return aggregated('count', counted, 'count')
}

const quantiles = [0.5, 0.9, 0.95, 0.99] as const
export type Quantile = (typeof quantiles)[number]

/**
 * A quantile is exact at a bucket's edge, a guess between two, and never above the last edge. So the edges, less
 * the last, are the thresholds that it can be compared with.
 */
type Edges<B extends Buckets> = B extends readonly [...infer Head, unknown] ? Head[number] : never

/** The value that a share `q` of the observations did not exceed. */
export function quantile<L extends Labels, U extends Unit, B extends Buckets>(
  q: Quantile,
  histogram: Histogram<L, U, B>,
): Query<never, U, Open, keyof L & string, Edges<B>> {
  refuse('quantile()', oneOf(quantiles).faults(q, 'the share'), aHistogram.faults(histogram, 'what quantile() reads'))
  const rated = call('rate', select(histogram, openWindow, '_bucket'))
  const keep = (by: readonly string[]): Expr =>
    call('histogram_quantile', number(q), {
      is: 'aggregation',
      op: 'sum',
      grouping: { kind: 'by', labels: ['le', ...by] },
      expr: rated,
    })
  return new Query<never, U, Open, keyof L & string, Edges<B>>(keep([]), histogram.unit, [], {
    split: { of: keys(histogram.declared), keep },
    exactAt: histogram.buckets.slice(0, -1),
  })
}

const shares = ['the part', 'the whole'] as const

/**
 * `part / whole`, series by series: both measure the same thing and carry the same labels. Without traffic
 * there is no answer, rather than a NaN.
 */
export function ratio<
  L extends string,
  U extends Unit,
  R extends Readiness,
  R2 extends Readiness,
  S extends string,
  S2 extends string,
>(part: Query<L, U, R, S>, whole: Query<L, U, R2, S2>): Query<L, 'ratio', Join<R, R2>, S & S2> {
  refuse('ratio()', aQuery.faults(part, 'the part'), aQuery.faults(whole, 'the whole'))
  refuse('ratio()', sameUnit(part, whole, shares), sameLabels(part, whole, shares))
  return binary(part, '/', whole, 'ratio', positive)
}

/** `total / count`: what one of them takes, in the total's unit. */
export function mean<
  L extends string,
  U extends Unit,
  R extends Readiness,
  R2 extends Readiness,
  S extends string,
  S2 extends string,
>(total: Query<L, U, R, S>, counted: Query<L, 'count', R2, S2>): Query<L, U, Join<R, R2>, S & S2> {
  refuse('mean()', aQuery.faults(total, 'the total'), aQuery.faults(counted, 'the count'))
  refuse(
    'mean()',
    counted.unit === 'count'
      ? []
      : [{ what: `the count measures ${counted.unit}.`, next: 'Divide by how many there were.' }],
    sameLabels(total, counted, ['the total', 'the count']),
  )
  return binary(total, '/', counted, total.unit, positive)
}

/**
 * Growth of the number of observations beyond a bucket's edge: for the last edge, which no quantile exceeds. The
 * difference is taken first and its growth second: two growths are extrapolated each in its own way, and differ by a
 * fraction where nothing was beyond the edge.
 */
export function increaseBeyond<L extends Labels, U extends Unit, B extends Buckets>(
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Query<keyof L & string, 'count', Open> {
  return new Query(call('increase', beyond('increaseBeyond()', histogram, edge)), 'count', keys(histogram.declared))
}

/** The same per second. */
export function rateBeyond<L extends Labels, U extends Unit, B extends Buckets>(
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Query<keyof L & string, 'count/s', Open> {
  return new Query(call('rate', beyond('rateBeyond()', histogram, edge)), 'count/s', keys(histogram.declared))
}

function beyond<L extends Labels, U extends Unit, B extends Buckets>(
  word: string,
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Expr {
  refuse(word, aHistogram.faults(histogram, `what ${word} reads`))
  const [left, right] = [select(histogram.count), select(histogram.upTo(edge))]
  const difference: Expr = { is: 'binary', op: '-', matching: { kind: 'ignoring', labels: ['le'] }, left, right }
  return { is: 'subquery', expr: difference, range: openWindow }
}

/** The `k` largest series at one moment. For tables and bars: in a time series the members would change under the line. */
export const top = ranked('topk')
/** The `k` smallest series at one moment. */
export const bottom = ranked('bottomk')

/** The highest value of a gauge over a window chosen later. */
export const maxOverTime = overTime('max_over_time')
/** The lowest value of a gauge over a window chosen later. */
export const minOverTime = overTime('min_over_time')

/** How often a moment moved within a window chosen later: a restart, a reload. */
export function changes<L extends string>(moment: Timestamp<L>): Query<L, 'count', Open> {
  refuse('changes()', aMoment.faults(moment, 'what changes() reads'))
  return new Query(call('changes', select(moment, openWindow)), 'count', moment.labels)
}

/** Seconds since a moment. */
export function age<L extends string>(moment: Timestamp<L>): Query<L, 'seconds'> {
  refuse('age()', aMoment.faults(moment, 'what age() reads'))
  const since: Expr = { is: 'binary', op: '-', left: call('time'), right: select(moment) }
  return new Query(since, 'seconds', moment.labels)
}

/** True when a metric of one job has no series at all; the answer carries the job. Throws `Refused` for several jobs. */
export function absent<L extends Labels, U extends Unit>(metric: Gauge<L, U>): Condition<'job', 'state'> {
  refuse('absent()', aGauge.faults(metric, 'what absent() looks for'))
  const several = {
    what: `the metric ${metric.name} is exposed by ${metric.jobs.join(', ')}, and absent() can name one job only.`,
    next: "Choose one with .where({ job: '…' }).",
  }
  const isOfOneJob = metric.matchers.some(({ label, op }) => label === 'job' && op === '=')
  refuse(`absent(${metric.name})`, isOfOneJob ? [] : [several])
  return new Condition<'job', 'state'>(call('absent', metric.expr), 'state', ['job'])
}

/** The same amount for every series of a query: a fallback for the left side of `or`. */
export function constant<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  amount: Amount<U>,
  like: Query<L, U, R, S, T>,
): Query<L, U, R, S> {
  refuse('constant()', aQuery.faults(like, 'the query that it is like'))
  refuse('constant()', amountOf(like.unit).faults(amount, 'the amount'))
  const value = magnitude(amount)
  const flat = (of: Expr): Expr => {
    const zero: Expr = { is: 'binary', op: '*', left: of, right: number(0) }
    return value === 0 ? zero : { is: 'binary', op: '+', left: zero, right: number(value) }
  }
  const { expr, unit, labels, split } = like
  return new Query(flat(expr), unit, labels, {
    split: split && { of: split.of, keep: (by) => flat(split.keep(by)) },
  })
}

/** A value that is always there: what the watchdog fires on. */
export const always: Condition<never, 'count'> = new Condition<never, 'count'>(call('vector', number(1)), 'count', [])

/** Series ordered by size at one moment: something to list, not to draw over time or to alert on. */
export interface Ranking<out L extends string, in out U extends Unit, out R extends Readiness = Readiness> {
  readonly type: 'ranking'
  readonly expr: Expr
  readonly unit: U
  readonly labels: readonly L[]
  readonly readiness?: R
}

function ranked(op: 'topk' | 'bottomk') {
  return <L extends string, U extends Unit, R extends Readiness, S extends string, T>(
    k: number,
    query: Query<L, U, R, S, T>,
  ): Ranking<L, U, R> => {
    const word = op === 'topk' ? 'top()' : 'bottom()'
    refuse(word, howMany.faults(k, 'how many'), aQuery.faults(query, `what ${word} ranks`))
    const expr: Expr = { is: 'aggregation', op, param: number(k), expr: query.expr }
    return { type: 'ranking', expr, unit: query.unit, labels: query.labels }
  }
}

const howMany = due(
  'a whole number from 1 on',
  (value) => Number.isInteger(value) && Number(value) >= 1,
  'Write 10, say.',
)

function overTime(fn: 'max_over_time' | 'min_over_time') {
  const word = fn === 'max_over_time' ? 'maxOverTime()' : 'minOverTime()'
  return <L extends Labels, U extends Unit>(gauge: Gauge<L, U>): Query<keyof L & string, U, Open> => {
    refuse(word, aGauge.faults(gauge, `what ${word} reads`))
    return new Query(call(fn, select(gauge, openWindow)), gauge.unit, gauge.labels)
  }
}

interface Aggregated<L extends string> {
  readonly expr: Expr
  readonly labels: readonly L[]
}

function aggregated<U extends Unit, R extends Readiness, L extends string, T = Amount<U>>(
  op: string,
  { expr, labels: of }: Aggregated<L>,
  unit: U,
  exactAt?: readonly unknown[],
): Query<never, U, R, L, T> {
  const keep = (labels: readonly string[]): Expr =>
    labels.length === 0
      ? { is: 'aggregation', op, expr }
      : { is: 'aggregation', op, grouping: { kind: 'by', labels }, expr }
  return new Query<never, U, R, L, T>(keep([]), unit, [], { split: { of, keep }, exactAt })
}

function call(fn: string, ...args: readonly Expr[]): Expr {
  return { is: 'call', fn, args }
}

function number(value: number): Expr {
  return { is: 'number', value }
}

function positive(divisor: Expr): Expr {
  return isPositive(divisor) ? divisor : { is: 'binary', op: '>', left: divisor, right: number(0) }
}

const isPositive = (expr: Expr): boolean =>
  expr.is === 'binary' && expr.op === '>' && expr.right.is === 'number' && expr.right.value === 0
