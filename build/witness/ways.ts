import { print } from '../promql/print.ts'
import type { BinaryOp, Expr, Selector } from '../promql/tree.ts'
import { Underivable } from './underivable.ts'

export type Comparison = '>' | '<' | '=='

/** One thing that a condition asks: how a value compares with a number, or whether series are gone. */
export type Atom =
  | { readonly asks: 'value'; readonly expr: Expr; readonly op: Comparison; readonly value: number }
  | { readonly asks: 'absence'; readonly selector: Selector }

/** One way for a condition to be true: all of `holds`, and none of `fails`. */
export interface Way {
  readonly holds: readonly Atom[]
  readonly fails: readonly Atom[]
}

/** The ways in which a condition can be true: `a or b` has two. Throws `Underivable`. */
export function waysOf(expr: Expr): readonly Way[] {
  if (expr.is === 'paren') return waysOf(expr.expr)
  if (isAlways(expr)) return [{ holds: [], fails: [] }]
  if (expr.is === 'call' && expr.fn === 'absent' && expr.args[0]?.is === 'selector')
    return [{ holds: [{ asks: 'absence', selector: expr.args[0] }], fails: [] }]
  if (expr.is !== 'binary') throw new Underivable(`${print(expr)} is compared with nothing`)
  const { op, left, right } = expr
  if (op === 'or') return [...waysOf(left), ...waysOf(right)]
  if (op === 'and') return waysOf(left).flatMap((a) => waysOf(right).map((b) => both(a, b)))
  if (op === 'unless') {
    const fails = waysOf(right).map(only)
    return waysOf(left).map((way) => both(way, { holds: [], fails }))
  }
  if (right.is === 'number' && isComparison(op))
    return [{ holds: [{ asks: 'value', expr: left, op, value: right.value }], fails: [] }]
  throw new Underivable(`${print(expr)} is no comparison with a number`)
}

/** `always` needs no series, `liveness` fires when some are gone, `threshold` when a value crosses a line. */
export type AlertClass = 'always' | 'liveness' | 'threshold'

/** The class of an alert, which the ways of its conditions tell. */
export function classOf(ways: readonly Way[]): AlertClass {
  if (ways.every(({ holds, fails }) => holds.length + fails.length === 0)) return 'always'
  return ways.some(firesOnAbsence) ? 'liveness' : 'threshold'
}

const firesOnAbsence = ({ holds, fails }: Way): boolean =>
  fails.length > 0 || holds.some(({ asks }) => asks === 'absence')

/** A number that is always there. */
const isAlways = (expr: Expr): boolean => expr.is === 'call' && expr.fn === 'vector' && expr.args[0]?.is === 'number'

const isComparison = (op: BinaryOp): op is Comparison => op === '>' || op === '<' || op === '=='

const both = (a: Way, b: Way): Way => ({ holds: [...a.holds, ...b.holds], fails: [...a.fails, ...b.fails] })

function only({ holds: [first, ...others], fails }: Way): Atom {
  if (first !== undefined && others.length === 0 && fails.length === 0) return first
  throw new Underivable('several conditions together are excepted by one unless')
}
