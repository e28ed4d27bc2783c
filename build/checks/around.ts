import type { Expr } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'

/** An expression of a query, and the expressions that it stands in, from the nearest to the whole query. */
export interface Placed {
  readonly node: Expr
  readonly around: readonly Expr[]
}

/** Every expression of a query with what it stands in, the outer before the inner. */
export function* placed(node: Expr, around: readonly Expr[] = []): Generator<Placed, void> {
  yield { node, around }
  for (const child of children(node)) yield* placed(child, [node, ...around])
}

/** The expression inside parentheses. */
export const bare = (expr: Expr): Expr => (expr.is === 'paren' ? bare(expr.expr) : expr)

/** The number that an expression is, in parentheses or not; `undefined` for everything else. */
export function numberOf(expr: Expr): number | undefined {
  const inside = bare(expr)
  return inside.is === 'number' ? inside.value : undefined
}

const mirrored = { '>': '<', '<': '>', '>=': '<=', '<=': '>=', '==': '==', '!=': '!=' } as const
export type Comparing = keyof typeof mirrored

/** A comparison of something with a number, read from the left: `5 < x` is `x > 5`. */
export interface Limit {
  readonly expr: Expr
  readonly op: Comparing
  readonly value: number
}

/** `expr` as a comparison with a number, if it is one. */
export function limitOf(expr: Expr): Limit | undefined {
  if (expr.is !== 'binary' || !isComparing(expr.op)) return undefined
  const right = numberOf(expr.right)
  if (right !== undefined) return { expr: expr.left, op: expr.op, value: right }
  const left = numberOf(expr.left)
  return left === undefined ? undefined : { expr: expr.right, op: mirrored[expr.op], value: left }
}

export const isComparing = (op: string): op is Comparing => Object.hasOwn(mirrored, op)

/** Whether a value compares so with a number. */
export function compares(value: number, op: Comparing, other: number): boolean {
  switch (op) {
    case '>':
      return value > other
    case '<':
      return value < other
    case '>=':
      return value >= other
    case '<=':
      return value <= other
    case '==':
      return value === other
    case '!=':
      return value !== other
  }
}
