import { isClosed } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'

/**
 * About how many series the metrics of the catalog have, for sizing the disk. Closed labels multiply; of the open
 * ones the largest counts, since they mostly go together: a device has one file system.
 */
export const expectedSeries = (metrics: readonly AnyMetric[]): number =>
  metrics.reduce((sum, metric) => sum + seriesOf(metric), 0)

function seriesOf({ declared, jobs, edges }: AnyMetric): number {
  const values = Object.entries(declared).filter(([label]) => label !== 'job' && label !== 'instance')
  const closed = values.map(([, of]) => (isClosed(of) ? of.length : 1)).reduce((product, n) => product * n, 1)
  const open = Math.max(1, ...values.map(([, of]) => (isClosed(of) ? 1 : of.expected)))
  // A histogram exposes its edges, +Inf, a sum and a count.
  const parts = edges === undefined ? 1 : edges.length + 3
  return closed * open * parts * Math.max(1, jobs.length)
}
