import { selectors } from '../../promql/rewrite.ts'
import type { Aggregation, Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Inspected } from './inspect.ts'
import { constantOf } from './terms.ts'

/**
 * A label that tells several series apart and that an aggregation drops; `undefined` if none is known to be dropped. What
 * nobody knows is of some instance, unless its query chooses one.
 */
export function mergedLabel(aggregation: Aggregation, of: Inspected['of']): string | undefined {
  const inside = of(aggregation.expr).labels
  const left = of(aggregation).labels
  const known = inside.must.find(
    (label) => label !== '__name__' && !left.isPossible(label) && inside.get(label)?.values?.length !== 1,
  )
  if (known !== undefined || !inside.open) return known
  const isScraped = selectors(aggregation.expr).every(({ metric = ':' }) => !metric.includes(':'))
  const isOne = inside.get('instance')?.values?.length === 1 || left.may.some((label) => identities.test(label))
  return isScraped && inside.isPossible('instance') && !left.isPossible('instance') && !isOne ? 'instance' : undefined
}

/** Labels that tell one thing from another as an instance does: what is kept apart by them is merged with nothing. */
const identities =
  /(?:^|_)(?:id|uid|uuid|pod|node|host|hostname|server|daemon|device|name|address|ip|target|member|broker)$/

/** What an expression is without parentheses and the numbers that scale it: `100 * (1 - a / b)` is `a / b`. */
export function unscaled(expr: Expr): Expr {
  const inside = bare(expr)
  if (inside.is === 'unary') return unscaled(inside.expr)
  if (inside.is !== 'binary' || !['+', '-', '*', '/'].includes(inside.op)) return inside
  if (constantOf(inside.right) !== undefined) return unscaled(inside.left)
  return constantOf(inside.left) !== undefined && inside.op !== '/' ? unscaled(inside.right) : inside
}

/** The quotient of how much two counters grew, which an expression is but for parentheses and scale. */
export function growthQuotient(expr: Expr, of: Inspected['of']): (Expr & { readonly is: 'binary' }) | undefined {
  const inside = unscaled(expr)
  const isGrowth = (side: Expr): boolean => ['rate', 'increase'].includes(of(side).kind)
  return inside.is === 'binary' && inside.op === '/' && isGrowth(inside.left) && isGrowth(inside.right)
    ? inside
    : undefined
}
