import { isDuration, secondsOf } from '../promql/duration.ts'
import { type Aggregation, type Expr, openWindow, type Selector } from '../promql/tree.ts'

/** A sum of what counters grew by: `sum by (le) (rate(x_bucket[5m]))`. Nothing else can be added up further and stay what it is. */
export interface RatedSum {
  readonly labels: readonly string[]
  readonly fn: 'rate' | 'increase'
  readonly selector: Selector
  /** As it is printed: `5m`, or `$__rate_interval`. */
  readonly window: string
}

/** What an expression adds up; `undefined` where it is no such sum. */
export function ratedSum(expr: Expr): RatedSum | undefined {
  if (expr.is !== 'aggregation' || expr.op !== 'sum' || expr.grouping?.kind === 'without') return undefined
  const { grouping, expr: rated } = expr
  if (rated.is !== 'call' || (rated.fn !== 'rate' && rated.fn !== 'increase')) return undefined
  const [selector] = rated.args
  if (selector?.is !== 'selector' || selector.range === undefined || selector.at !== undefined) return undefined
  return { labels: grouping?.labels ?? [], fn: rated.fn, selector, window: selector.range }
}

/** `sum by (…)` of an expression. */
export const sumBy = (labels: readonly string[], expr: Expr): Aggregation => ({
  is: 'aggregation',
  op: 'sum',
  ...(labels.length > 0 && { grouping: { kind: 'by', labels } }),
  expr,
})

/** The seconds of a window that somebody chose; `undefined` of one that follows the zoom. */
export const windowIn = (window: string): number | undefined =>
  window === openWindow || !isDuration(window) ? undefined : secondsOf(window)
