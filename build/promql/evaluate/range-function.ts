import type { Refused } from '../../findings/problem.ts'
import type { Window } from './scope.ts'
import type { EvaluationOptions } from './series.ts'

interface RangeContext {
  /** When the call is evaluated, in milliseconds; an offset does not move it. */
  readonly at: number
  /** The scalar arguments. */
  readonly numbers: readonly number[]
  readonly options: EvaluationOptions
  refuse(what: string): Refused
}

/** A function of one series' samples within a range; `undefined` where it has no result. */
export type RangeFunction = (window: Window, context: RangeContext) => number | undefined
