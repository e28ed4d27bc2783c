import type { Comparison } from '../../promql/infer/domain.ts'
import type { Expr } from '../../promql/tree.ts'
import { isComparison, turned } from '../../promql/types/binary.ts'
import { children } from '../../promql/walk.ts'
import { constantOf } from './terms.ts'

/** An expression of a query, and what it stands in. */
export interface Placed {
  readonly node: Expr
  /** The expressions around it, from the nearest to the whole query. */
  readonly around: () => readonly Expr[]
}

interface Nested {
  readonly node: Expr
  readonly parent: Nested | undefined
}

/** Every expression of a query with what it stands in, the outer before the inner. */
export function placed(expr: Expr): readonly Placed[] {
  const found: Placed[] = []
  const open: Nested[] = [{ node: expr, parent: undefined }]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { node, parent } = place
    const here = place
    found.push({ node, around: () => outwards(parent) })
    open.push(
      ...children(node)
        .map((child) => ({ node: child, parent: here }))
        .reverse(),
    )
  }
  return found
}

function outwards(from: Nested | undefined): readonly Expr[] {
  const found: Expr[] = []
  for (let place = from; place !== undefined; place = place.parent) found.push(place.node)
  return found
}

/** A comparison of something with a number, read from the left: `5 < x` is `x > 5`. */
export interface Limit {
  readonly expr: Expr
  readonly op: Comparison
  readonly value: number
}

/** `expr` as a comparison with a number, if it is one. */
export function limitOf(expr: Expr): Limit | undefined {
  if (expr.is !== 'binary' || !isComparison(expr.op)) return undefined
  const right = constantOf(expr.right)
  if (right !== undefined) return { expr: expr.left, op: expr.op, value: right }
  const left = constantOf(expr.left)
  return left === undefined ? undefined : { expr: expr.right, op: turned[expr.op], value: left }
}
