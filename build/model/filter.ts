import type { Filter } from '../language/dashboard.ts'
import type { AnyMetric } from '../language/metric.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { mapSelectors } from '../promql/walk.ts'
import type { Catalog } from './catalog.ts'
import type { PlacedPanel } from './layout.ts'

/** A filter narrows a selector whose metric comes from the filter's jobs and has its label. */
export function filtered(panel: PlacedPanel, filters: readonly Filter[], catalog: Catalog): PlacedPanel {
  if (filters.length === 0 || panel.written !== undefined) return panel
  const targets = panel.targets.map((target) => {
    const metrics = selectors(target.expr).flatMap((selector) => catalog.metricOf(selector) ?? [])
    const applied = filters.filter((filter) => metrics.every((metric) => !isLost(filter, metric)))
    return { ...target, expr: narrowed(target.expr, applied, catalog) }
  })
  return { ...panel, targets }
}

const narrowed = (expr: Expr, filters: readonly Filter[], catalog: Catalog): Expr =>
  mapSelectors(expr, (selector) => {
    const metric = catalog.metricOf(selector)
    const added = filters
      .filter((filter) => metric !== undefined && narrows(filter, metric))
      .map(({ name, of }) => ({ label: of, op: '=~', value: `$${name}` }) as const)
    return { ...selector, matchers: [...selector.matchers, ...added] }
  })

/**
 * Whether a filter cannot reach a number of its own jobs: a share of the server's connections in which only those of the
 * chosen database are counted would look well on a full server. Texts that are joined are no numbers.
 */
const isLost = (filter: Filter, metric: AnyMetric): boolean =>
  metric.type !== 'info' && isOfItsJobs(filter, metric) && !(filter.of in metric.declared)

/** Whether a filter's label and jobs are those of a metric. */
export const narrows = (filter: Filter, metric: AnyMetric): boolean =>
  isOfItsJobs(filter, metric) && filter.of in metric.declared

const isOfItsJobs = ({ metric: offered }: Filter, { jobs }: AnyMetric): boolean =>
  jobs.length > 0 && jobs.every((job) => offered.jobs.includes(job))
