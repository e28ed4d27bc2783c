import type { Inference } from '../../promql/infer/infer.ts'
import { anyLabels } from '../../promql/infer/labels.ts'
import { hasMacro } from '../../promql/macros.ts'
import type { Expr } from '../../promql/tree.ts'
import { children } from '../../promql/walk.ts'

/** An inference in which whatever is made with labels that Grafana will choose, as in `sum by ($labels) (x)`, may carry any. */
export function openMacroLabels(expr: Expr, { value, of, facts }: Inference): Inference {
  const chosen = new Set<Expr>()
  markChosen(expr, chosen)
  if (chosen.size === 0) return { value, of, facts }
  const opened: Inference['of'] = (node) => (chosen.has(node) ? { ...of(node), labels: anyLabels } : of(node))
  return { value: opened(expr), of: opened, facts: facts.filter(({ node }) => !chosen.has(node)) }
}

/** Collects the expressions whose labels a macro has chosen, and those around them. */
function markChosen(expr: Expr, chosen: Set<Expr>): boolean {
  const inside = children(expr).map((child) => markChosen(child, chosen))
  const own = labelsNamedIn(expr).some(hasMacro)
  if (own || inside.includes(true)) chosen.add(expr)
  return chosen.has(expr)
}

function labelsNamedIn(expr: Expr): readonly string[] {
  if (expr.is === 'aggregation') return expr.grouping?.labels ?? []
  return expr.is === 'binary' ? [...(expr.matching?.labels ?? []), ...(expr.matching?.group?.include ?? [])] : []
}
