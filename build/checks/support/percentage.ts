import type { Binary, Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import { constantOf } from './terms.ts'

/** Whether an expression is a quotient times 100: `a / b * 100`, `100 * (1 - a / b)`, `100 - 100 * a / b`. */
export function isPercentage(expr: Expr): boolean {
  const inner = bare(expr)
  if (inner.is === 'aggregation')
    return ['sum', 'avg', 'max', 'min', 'topk', 'bottomk'].includes(inner.op) && isPercentage(inner.expr)
  if (inner.is !== 'binary') return false
  if (inner.op === '-') return constantOf(inner.left) === 100 && isPercentage(inner.right)
  if (['>', '<', '>=', '<=', '!='].includes(inner.op))
    return constantOf(inner.right) !== undefined && isPercentage(inner.left)
  const { factors, divisors } = terms(inner)
  const isQuotient = divisors.some((each) => constantOf(each) === undefined) || factors.some(holdsQuotient)
  const constant = [
    ...factors.map((each) => conversionOf(each) ?? 1),
    ...divisors.map((each) => 1 / (conversionOf(each) ?? 1)),
  ]
  return isQuotient && constant.reduce((product, each) => product * each, 1) === 100
}

/** The number that somebody converts by: `1 - 0.99` is what an objective leaves, though it is 0.01. */
function conversionOf(expr: Expr): number | undefined {
  const inner = bare(expr)
  return inner.is === 'binary' && (inner.op === '+' || inner.op === '-') ? undefined : constantOf(inner)
}

/** What a chain of products and quotients multiplies, and what it divides by. */
function terms(expr: Expr): { readonly factors: readonly Expr[]; readonly divisors: readonly Expr[] } {
  const inner = bare(expr)
  if (inner.is !== 'binary' || !['*', '/'].includes(inner.op)) return { factors: [inner], divisors: [] }
  const [left, right] = [terms(inner.left), terms(inner.right)]
  const [over, under] = inner.op === '*' ? [right.factors, right.divisors] : [right.divisors, right.factors]
  return { factors: [...left.factors, ...over], divisors: [...left.divisors, ...under] }
}

/** `1 - a`, or a quotient that an aggregation is of. */
function holdsQuotient(expr: Expr): boolean {
  const inner = bare(expr)
  if (inner.is === 'aggregation') return isShare(bare(inner.expr))
  // What is subtracted from 1 is a share, whatever it is.
  return (
    inner.is === 'binary' && inner.op === '-' && constantOf(inner.left) === 1 && constantOf(inner.right) === undefined
  )
}

/** Whether an expression is a quotient, of no number. */
export const isShare = (expr: Expr): expr is Binary =>
  expr.is === 'binary' && expr.op === '/' && constantOf(expr.right) === undefined
