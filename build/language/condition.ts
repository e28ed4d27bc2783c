import type { Binary, Expr } from '../promql/tree.ts'
import { due, refuse } from './demands/demand.ts'
import { sameLabels, sameUnit } from './demands/labels.ts'
import { type Beside, joinFaults, matchingOf, type On } from './joins.ts'
import type { Unit } from './units.ts'

/** What a condition compares its query with. */
export interface Threshold {
  readonly op: '>' | '<' | '=='
  /** In the query's base unit. */
  readonly value: number
  /** As the author wrote it: `5%`. */
  readonly amount: string
}

/** What an alert fires on: a comparison, or several joined by `and`, `or`, `unless`. */
export class Condition<in out L extends string, in out U extends Unit> {
  readonly type = 'condition'
  readonly expr: Expr
  readonly unit: U
  readonly labels: readonly L[]
  /** The line that is crossed; what is narrowed down has that of its left side, and either of two has none. */
  readonly threshold: Threshold | undefined
  declare readonly carries: (label: L) => L
  declare readonly measures: (unit: U) => U

  constructor(expr: Expr, unit: U, labels: readonly L[], threshold?: Threshold) {
    this.expr = expr
    this.unit = unit
    this.labels = labels
    this.threshold = threshold
  }

  /** Both hold, for one set of labels, or where they carry different ones, `on` some. The value is this condition's. */
  and<V extends Unit, M extends string = L>(other: Condition<M, V>, ...[on]: Beside<L, M>): Condition<L, U> {
    return join(this, 'and', other, on)
  }

  /** Either holds. */
  or(other: Condition<L, U>): Condition<L, U> {
    return join(this, 'or', other)
  }

  /** This holds and the other does not, which includes that the other has no series at all. */
  unless<V extends Unit, M extends string = L>(other: Condition<M, V>, ...[on]: Beside<L, M>): Condition<L, U> {
    return join(this, 'unless', other, on)
  }
}

function join<L extends string, U extends Unit, M extends string, V extends Unit>(
  left: Condition<L, U>,
  op: 'and' | 'or' | 'unless',
  right: Condition<M, V>,
  on?: On<string>,
): Condition<L, U> {
  const word = `.${op}()`
  refuse(word, fellow.faults(right, 'the other side'))
  if (op === 'or') refuse(word, sameUnit(left, right, sides), sameLabels(left, right, sides))
  else refuse(word, joinFaults(left, right, on, sides))
  const matching = matchingOf(left, on, false)
  const joined = chain(left.expr, op, right.expr)
  const threshold = op === 'or' ? undefined : left.threshold
  return new Condition(matching === undefined ? joined : { ...joined, matching }, left.unit, left.labels, threshold)
}

const sides = ['one side', 'the other'] as const
const fellow = due(
  'a condition',
  (value) => value instanceof Condition,
  'Compare the query: .above(…), .below(…) or .is(…).',
)

/** `a or (b or c)` is `a or b or c`, which reads better. */
function chain(left: Expr, op: 'and' | 'or' | 'unless', right: Expr): Binary {
  if (op === 'or' && right.is === 'binary' && right.op === 'or')
    return chain(chain(left, op, right.left), op, right.right)
  return op === 'or'
    ? { is: 'binary', op, left: together(left), right: together(right) }
    : { is: 'binary', op, left, right }
}

/** In parentheses beside an `or`, so that a reader sees what belongs together. */
const together = (expr: Expr): Expr =>
  expr.is === 'binary' && (expr.op === 'and' || expr.op === 'unless') ? { is: 'paren', expr } : expr
