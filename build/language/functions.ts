import { type Expr, openWindow } from '../promql/tree.ts'
import { Condition } from './condition.ts'
import { amountOf } from './demands/amounts.ts'
import { howMany, refuse } from './demands/demand.ts'
import { aCounter, aGauge, aQuery } from './demands/kinds.ts'
import { call, number } from './expressions.ts'
import type { Labels } from './labels.ts'
import { type Counter, type Gauge, keys, select } from './metric.ts'
import { type Open, Query, type Readiness } from './query.ts'
import { type Amount, magnitude, type PerSecond, perSecond, type Unit } from './units.ts'

export { avg, count, max, min, stdDev, sum } from './aggregations.ts'
export { dayOfMonth, dayOfWeek, hour, month } from './calendar.ts'
export { increaseBeyond, quantile, rateBeyond } from './distributions.ts'
export { age, changes, until } from './moments.ts'
export {
  avgOverTime,
  countOverTime,
  derivative,
  maxOverTime,
  minOverTime,
  predictLinear,
  stdDevOverTime,
} from './over-time.ts'
export { mean, ratio } from './shares.ts'

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

/** The `k` largest series at one moment. For tables and bars: in a time series the members would change under the line. */
export const topK = ranked('topk')
/** The `k` smallest series at one moment. */
export const bottomK = ranked('bottomk')

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
    const word = op === 'topk' ? 'topK()' : 'bottomK()'
    refuse(word, howMany.faults(k, 'how many'), aQuery.faults(query, `what ${word} ranks`))
    const expr: Expr = { is: 'aggregation', op, param: number(k), expr: query.expr }
    return { type: 'ranking', expr, unit: query.unit, labels: query.labels }
  }
}
