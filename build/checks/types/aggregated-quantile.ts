import type { Subject } from '../../model/subject.ts'
import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { recordedValue } from '../support/inference.ts'
import { type Inspected, inspect } from '../support/inspect.ts'
import { mergedLabel, unscaled } from '../support/merged.ts'

export const aggregatedQuantile: Check = {
  id: 'aggregated-quantile',
  severity: 'error',
  covers: ['T07'],
  isLocal: true,
  about:
    'The mean of two 95th percentiles is the 95th percentile of nothing: an idle instance weighs as much as a busy one, and how the values lie between is lost. Quantiles of several series can be compared (max, min, topk), not added up; the quantile of all of them comes from their added buckets. An aggregation that merges no series is left alone.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      if (node.is !== 'aggregation' || (node.op !== 'avg' && node.op !== 'sum')) return undefined
      const source = quantileIn(subject, node.expr, of)
      const label = source && mergedLabel(node, of)
      if (source === undefined || label === undefined) return undefined
      return {
        culprit: node,
        part: 'name',
        what: `${node.op} merges the quantiles of several series, one for each ${label}: the result is a quantile of nothing.`,
        next:
          source === 'buckets'
            ? 'Add the buckets up first: histogram_quantile(…, sum by (le) (rate(…))). max() shows the worst of them.'
            : 'Take max() for the worst of them: quantiles that a client computed cannot be put together again.',
      }
    }),
}

/** Where the quantiles come from that an expression is, if it is one. */
function quantileIn(subject: Subject, expr: Expr, of: Inspected['of']): 'buckets' | 'summary' | undefined {
  const inside = unscaled(expr)
  if (of(inside).kind === 'quantile') return 'buckets'
  if (inside.is !== 'selector') return undefined
  const name = inside.metric ?? ''
  if (recordedValue(subject, name)?.kind === 'quantile') return 'buckets'
  const known = subject.catalog.find(name)
  const labels =
    known === undefined || 'recording' in known
      ? []
      : Object.keys('metric' in known ? known.metric.declared : (known.foreign.labels ?? {}))
  return labels.includes('quantile') ? 'summary' : undefined
}
