import type { Expr } from '../tree.ts'
import type { EvaluationOptions, LabelSet, Sample } from './series.ts'
import type { Store } from './store.ts'

/** Evaluates a part of a query at a time in milliseconds. */
export type Instant = (at: number) => readonly Sample[]
export type Scalar = (at: number) => number
export type Ranges = (at: number) => readonly Window[]

/** The samples of one series within a range: those at the indices from `from` to before `to`, at least one. */
export interface Window {
  readonly labels: LabelSet
  readonly times: readonly number[]
  readonly values: readonly number[]
  readonly from: number
  readonly to: number
  /** The edges of the range in milliseconds, whether or not there are samples at them. */
  readonly start: number
  readonly end: number
}

/** What the parts of one query share while they are prepared. */
export interface Scope {
  readonly store: Store
  readonly options: EvaluationOptions
  /** When the whole query is evaluated, which `@ start()` and `@ end()` mean inside subqueries too. */
  readonly clock: { now: number }
  vector(expr: Expr): Instant
  scalar(expr: Expr): Scalar
  ranges(expr: Expr): Ranges
}
