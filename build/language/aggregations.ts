import type { Expr } from '../promql/tree.ts'
import type { Condition } from './condition.ts'
import { type Fault, refuse } from './demands/demand.ts'
import { aQuery, countable } from './demands/kinds.ts'
import type { Info } from './metric.ts'
import { Query, type Readiness } from './query.ts'
import type { Amount, Summed, Unit } from './units.ts'

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

/** How much series differ from each other: their standard deviation. */
export function stdDev<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  query: Query<L, U, R, S, T> & Spread<U>,
): Query<never, U, R, L> {
  refuse('stdDev()', aQuery.faults(query, 'what stdDev() compares'))
  refuse('stdDev()', query.unit === 'state' ? [told(noSpread)] : [])
  return aggregated('stddev', query, query.unit)
}

/** What can differ by more and less. */
export type Spread<U extends Unit> = U extends 'state' ? typeof noSpread : unknown
const noSpread = 'a yes or no has no deviation: count() a condition'

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
