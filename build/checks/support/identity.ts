import type { Value } from '../../promql/infer/value.ts'
import type { Expr } from '../../promql/tree.ts'

/** The labels of series for people: `job, instance`. */
export function carriedBy({ labels }: Value): string {
  const known = labels.may.filter((label) => label !== '__name__')
  return known.join(', ') || (labels.open ? 'others' : 'no label')
}

/**
 * The labels by which the series of an answer differ, as far as that is certain: every series has them, and their value is
 * not fixed by the query. Empty where other labels may exist that nobody knows.
 */
export function distinguishing({ labels }: Value): readonly string[] {
  if (labels.open) return []
  return labels.must.filter((label) => label !== '__name__' && labels.get(label)?.values?.length !== 1)
}

/** The labels that the outermost aggregation keeps by name, through comparisons and arithmetic on its left side. */
export function keptByName(expr: Expr): readonly string[] {
  switch (expr.is) {
    case 'paren':
      return keptByName(expr.expr)
    case 'aggregation':
      return expr.grouping?.kind === 'by' ? expr.grouping.labels : []
    case 'binary':
      return keptByName(expr.left)
    case 'call':
      return expr.args.flatMap(keptByName)
    default:
      return []
  }
}
