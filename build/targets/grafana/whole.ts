import type { Target } from '../../language/panel.ts'
import type { Expr } from '../../promql/tree.ts'

/**
 * Whether values are whole but for Prometheus, which extrapolates what it counted to the edges of a window: nobody has seen a
 * tenth of a task.
 */
export const isWhole = ({ unit, expr }: Pick<Target, 'unit' | 'expr'>): boolean => unit === 'count' && isGrowth(expr)

function isGrowth(expr: Expr): boolean {
  switch (expr.is) {
    case 'call':
      return expr.fn === 'increase'
    case 'aggregation':
      return ['sum', 'max', 'min', 'topk', 'bottomk'].includes(expr.op) && isGrowth(expr.expr)
    case 'paren':
      return isGrowth(expr.expr)
    default:
      return false
  }
}
