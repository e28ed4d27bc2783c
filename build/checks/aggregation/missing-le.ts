import type { Aggregation, Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { readsBuckets } from '../support/bucket-reads.ts'
import { type Inspected, inspect } from '../support/inspect.ts'

export const missingLe: Check = {
  id: 'missing-le',
  severity: 'error',
  covers: ['A01'],
  isLocal: true,
  about:
    'The buckets of a histogram are told apart by the label le. Once an aggregation has dropped it, here or in the recording rule that is read, histogram_quantile() has nothing to go by and answers nothing: the panel is empty and the alert silent.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      const [, buckets] = node.is === 'call' && node.fn === 'histogram_quantile' ? node.args : []
      if (buckets === undefined || of(buckets).labels.isPossible('le') || !readsBuckets(subject, buckets, of))
        return undefined
      // VictoriaMetrics has histograms whose buckets are told apart by another label.
      if (of(buckets).labels.may.includes('vmrange')) return undefined
      const dropped = droppedBy(buckets, of)
      if (dropped === undefined) {
        return {
          culprit: buckets,
          what: 'histogram_quantile() needs the label le, and the rule that records this has dropped it.',
          next: 'Keep le in the recording rule: sum by (le, …).',
        }
      }
      const { op, grouping } = dropped
      const labels = grouping?.labels ?? []
      return {
        culprit: grouping ?? dropped,
        what: `histogram_quantile() needs the label le, and ${op} ${grouping?.kind === 'without' ? `drops ${labels.join(', ')}` : `keeps ${labels.join(', ') || 'no label'}`}.`,
        next:
          grouping?.kind === 'without'
            ? `Take le out of ${op} without (${labels.join(', ')}).`
            : `Write ${op} by (${['le', ...labels].join(', ')}).`,
      }
    }),
}

/** The aggregation that le goes into and does not come out of. */
const droppedBy = (expr: Expr, of: Inspected['of']): Aggregation | undefined =>
  [...walk(expr)].find(
    (node): node is Aggregation =>
      node.is === 'aggregation' && of(node.expr).labels.isPossible('le') && !of(node).labels.isPossible('le'),
  )
