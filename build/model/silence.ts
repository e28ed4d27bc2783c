import type { Job } from '../language/job.ts'
import type { Panel } from '../language/panel.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { isComparison } from '../promql/types/binary.ts'
import { walk } from '../promql/walk.ts'
import type { Catalog } from './catalog.ts'

/** What a panel says instead of a number. */
export interface Silence {
  /** Where the answer is empty. */
  readonly noValue: string
  /** Where it is NaN, as a quantile of no observations is. */
  readonly idle: string
}

/**
 * Counters that stand still mean that nothing happened, which their job has words for: a quantile is NaN then, and a ratio
 * that is guarded against dividing by 0 answers nothing. Whatever else answers nothing is not scraped.
 */
export function silenceIn(catalog: Catalog, jobs: readonly Job[]): (panel: Panel) => Silence {
  return ({ targets, noValue }) => {
    const metric = targets.flatMap(({ expr }) => selectors(expr)).map((selector) => catalog.metricOf(selector))[0]
    const counts = metric?.type === 'counter' || metric?.type === 'histogram'
    const idle = (counts ? jobs.find(({ name }) => name === metric.jobs[0])?.idle : undefined) ?? 'No data'
    const isGuarded = targets.some(({ expr }) => [...walk(expr)].some(isFilter))
    return {
      noValue: noValue ?? (isGuarded && idle !== 'No data' ? `${idle}, or not scraped` : 'No data'),
      idle: noValue ?? idle,
    }
  }
}

const isFilter = (expr: Expr): boolean => expr.is === 'binary' && expr.bool === undefined && isComparison(expr.op)
