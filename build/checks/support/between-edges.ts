import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'

/**
 * Whether an expression counts the observations between two edges of one histogram, or beyond one: `x_count - x_bucket`.
 * Both sides come from one scrape and restart together, so the difference only grows, like a counter.
 */
export function isBetweenEdges(expr: Expr): boolean {
  const difference = bare(expr)
  if (difference.is !== 'binary' || difference.op !== '-') return false
  const [left, right] = [bare(difference.left), bare(difference.right)]
  const from = left.is === 'selector' ? /^(.+)_(?:count|bucket)$/.exec(left.metric ?? '')?.[1] : undefined
  return from !== undefined && right.is === 'selector' && right.metric === `${from}_bucket`
}
