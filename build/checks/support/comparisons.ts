import type { Binary, Expr } from '../../promql/tree.ts'
import { isComparison, turned } from '../../promql/types/binary.ts'
import { bare, children } from '../../promql/walk.ts'
import { constantOf } from './terms.ts'

/** `measured > limit`, turned so that the constant stands on the right. */
export interface Comparison {
  readonly node: Binary
  readonly measured: Expr
  readonly op: '==' | '!=' | '>' | '<' | '>=' | '<='
  /** The constant as it is written, such as `14.4 * 0.01`. */
  readonly written: Expr
  readonly limit: number
  /** The aggregation inside which it stands: series that are compared in two of them need not be the same. */
  readonly within?: Expr | undefined
}

/** The comparison with a constant that an expression is; `undefined` if it is none, or one that only answers 0 or 1. */
export function comparisonOf(expr: Expr): Comparison | undefined {
  const node = bare(expr)
  if (node.is !== 'binary' || !isComparison(node.op) || node.bool) return undefined
  const right = constantOf(node.right)
  const left = constantOf(node.left)
  if (left !== undefined && right !== undefined) return undefined
  if (right !== undefined) return { node, measured: bare(node.left), op: node.op, written: node.right, limit: right }
  if (left === undefined) return undefined
  return { node, measured: bare(node.right), op: turned[node.op], written: node.left, limit: left }
}

/** The comparison that decides over an alert: the whole condition, or the first of what `and` and `unless` join. */
export function decisiveOf(expr: Expr): Comparison | undefined {
  const inner = bare(expr)
  const joined = inner.is === 'binary' && (inner.op === 'and' || inner.op === 'unless')
  return joined ? decisiveOf(inner.left) : comparisonOf(inner)
}

/** More than anyone writes; beyond it the ways to hold are not told apart. */
const most = 64

/**
 * The ways in which an expression can answer: of each, the comparisons with a constant that must hold at once. `or` opens
 * another way; what `unless` takes away, what guards a divisor against zero, and what a subquery asks at other times has no
 * part in it.
 */
export function waysToHold(expr: Expr, within?: Expr): readonly (readonly Comparison[])[] {
  const inner = bare(expr)
  const own = comparisonOf(inner)
  if (own !== undefined) return waysToHold(own.measured, within).map((way) => [{ ...own, within }, ...way])
  if (inner.is === 'binary' && inner.op === 'or')
    return [...waysToHold(inner.left, within), ...waysToHold(inner.right, within)]
  if (inner.is === 'binary' && inner.op === 'unless') return waysToHold(inner.left, within)
  if (inner.is === 'subquery' || (inner.is === 'call' && inner.fn.startsWith('absent'))) return [[]]
  const parts = inner.is === 'binary' && inner.op === '/' ? [inner.left] : children(inner)
  return parts.reduce<readonly (readonly Comparison[])[]>(
    (ways, child) => {
      const others = waysToHold(child, inner.is === 'aggregation' ? inner : within)
      if (ways.length * others.length > most) return ways
      return ways.flatMap((way) => others.map((other) => [...way, ...other]))
    },
    [[]],
  )
}

/** Every comparison on which an alert's firing depends. */
export const conditionsOf = (expr: Expr): readonly Comparison[] => [
  ...new Map(
    waysToHold(expr)
      .flat()
      .map((comparison) => [comparison.node, comparison]),
  ).values(),
]
