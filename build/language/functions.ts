import { Refused } from '../problem.ts'
import { type Expr, openWindow } from '../promql/tree.ts'
import { Condition } from './condition.ts'
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
  return new Query(call('rate', select(counter, openWindow)), perSecond(counter.unit), keys(counter.declared))
}

/** Growth of a counter over a window chosen later. */
export function increase<L extends Labels, U extends Unit>(counter: Counter<L, U>): Query<keyof L & string, U, Open> {
  return new Query(call('increase', select(counter, openWindow)), counter.unit, keys(counter.declared))
}

/** The series added up; yes-or-no series add up to a count. */
export function sum<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T> & Additive<U, T>,
): Query<never, Summed<U>, R, L> {
  const unit: Unit = query.unit === 'state' ? 'count' : query.unit
  return aggregated('sum', query.expr, unit as Summed<U>)
}

/** The largest value. */
export function max<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T>,
): Query<never, U, R, L, T> {
  return aggregated('max', query.expr, query.unit)
}

/** The smallest value. */
export function min<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T>,
): Query<never, U, R, L, T> {
  return aggregated('min', query.expr, query.unit)
}

/** The mean over series. Not for quantiles and shares: their mean means nothing; take `ratio` of two sums. */
export function avg<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T> & Additive<U, T> & Averaged<U>,
): Query<never, U, R, L> {
  return aggregated('avg', query.expr, query.unit)
}

/** What can be added up: not a quantile, whose thresholds are bucket edges. The sentence is the compiler's error. */
export type Additive<U extends Unit, T> = [Amount<U>] extends [T]
  ? unknown
  : 'quantiles of several series cannot be added up: take the quantile of them all'
/** What has a mean. */
export type Averaged<U extends Unit> = U extends 'ratio'
  ? 'the mean of shares weighs an idle series like a busy one: take ratio() of two sums'
  : U extends 'state'
    ? 'a yes or no has no mean: count() a condition, or take min() or max()'
    : unknown

/** How many series there are, or for how many a condition holds. */
export function count<L extends string, U extends Unit>(condition: Condition<L, U>): Query<never, 'count', 'ready', L>
export function count<L extends string>(info: Info<L>): Query<never, 'count', 'ready', L>
export function count<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T>,
): Query<never, 'count', R, L>
export function count<R extends Readiness>({ expr }: { readonly expr: Expr }): Query<never, 'count', R, string> {
  return aggregated('count', expr, 'count')
}

export type Quantile = 0.5 | 0.9 | 0.95 | 0.99

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
  const rated = call('rate', select(histogram, openWindow, '_bucket'))
  const split = (by: readonly string[]): Expr =>
    call('histogram_quantile', number(q), {
      is: 'aggregation',
      op: 'sum',
      grouping: { kind: 'by', labels: ['le', ...by] },
      expr: rated,
    })
  return new Query<never, U, Open, keyof L & string, Edges<B>>(split([]), histogram.unit, [], split)
}

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
  return new Query(call('increase', beyond(histogram, edge)), 'count', keys(histogram.declared))
}

/** The same per second. */
export function rateBeyond<L extends Labels, U extends Unit, B extends Buckets>(
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Query<keyof L & string, 'count/s', Open> {
  return new Query(call('rate', beyond(histogram, edge)), 'count/s', keys(histogram.declared))
}

function beyond<L extends Labels, U extends Unit, B extends Buckets>(
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Expr {
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
  return new Query(call('changes', select(moment, openWindow)), 'count', moment.labels)
}

/** Seconds since a moment. */
export function age<L extends string>(moment: Timestamp<L>): Query<L, 'seconds'> {
  const since: Expr = { is: 'binary', op: '-', left: call('time'), right: select(moment) }
  return new Query(since, 'seconds', moment.labels)
}

/** True when a metric of one job has no series at all; the answer carries the job. Throws `Refused` for several jobs. */
export function absent<L extends Labels, U extends Unit>(metric: Gauge<L, U>): Condition<'job', 'state'> {
  if (!metric.matchers.some(({ label, op }) => label === 'job' && op === '=')) {
    throw new Refused({
      where: `absent(${metric.name})`,
      what: `${metric.name} is exposed by ${metric.jobs.join(', ')}, and absent() can name one job only.`,
      next: "Choose one with .where({ job: '…' }).",
    })
  }
  return new Condition<'job', 'state'>(call('absent', metric.expr), 'state', ['job'])
}

/** The same amount for every series of a query: a fallback for the left side of `or`. */
export function constant<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  amount: Amount<U>,
  like: Query<L, U, R, S, T>,
): Query<L, U, R, S> {
  const value = magnitude(amount)
  const flat = (of: Expr): Expr => {
    const zero: Expr = { is: 'binary', op: '*', left: of, right: number(0) }
    return value === 0 ? zero : { is: 'binary', op: '+', left: zero, right: number(value) }
  }
  const { split } = like
  return new Query(flat(like.expr), like.unit, like.labels, split && ((by) => flat(split(by))))
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
  ): Ranking<L, U, R> => ({
    type: 'ranking',
    expr: { is: 'aggregation', op, param: number(k), expr: query.expr },
    unit: query.unit,
    labels: query.labels,
  })
}

function overTime(fn: 'max_over_time' | 'min_over_time') {
  return <L extends Labels, U extends Unit>(gauge: Gauge<L, U>): Query<keyof L & string, U, Open> =>
    new Query(call(fn, select(gauge, openWindow)), gauge.unit, gauge.labels)
}

function aggregated<U extends Unit, R extends Readiness, L extends string, T = Amount<U>>(
  op: string,
  expr: Expr,
  unit: U,
): Query<never, U, R, L, T> {
  const split = (labels: readonly string[]): Expr =>
    labels.length === 0
      ? { is: 'aggregation', op, expr }
      : { is: 'aggregation', op, grouping: { kind: 'by', labels }, expr }
  return new Query<never, U, R, L, T>(split([]), unit, [], split)
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
