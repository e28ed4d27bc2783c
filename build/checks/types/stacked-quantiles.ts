import { below, objectsBelow } from '../../documents/values.ts'
import type { Panel, Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { unscaled } from '../support/merged.ts'

export const stackedQuantiles: Check = {
  id: 'stacked-quantiles',
  severity: 'error',
  covers: ['T07'],
  isLocal: true,
  about:
    'Stacked lines are read as parts of a sum, and quantiles have none: a P99 drawn on top of a P50 and a P95 ends at the sum of the three, which nobody waited for. Told are panels that stack two quantiles or more, and panels that stack the quantiles of several series. A panel in which an override decides who is stacked is left alone.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.filter(isStacked).flatMap(({ place, targets }) => {
        const quantiles = targets.flatMap(({ query }) => (query && isQuantile(subject, query) ? [query] : []))
        const [first] = quantiles
        if (first === undefined || (quantiles.length < 2 && !isSeveral(subject, first))) return []
        return [
          {
            place,
            query: { ...first, culprit: first.expr },
            what: `The panel stacks quantiles, so its upper line is the sum of ${quantiles.length < 2 ? 'those of all series' : `${quantiles.length} of them`}, which is a quantile of nothing.`,
            next: 'Set stacking to off, and draw the quantiles as lines.',
          },
        ]
      }),
    ),
}

function isStacked({ json, type }: Panel): boolean {
  const config = below(json, 'fieldConfig')
  const decides = objectsBelow(config, 'overrides').some((override) =>
    objectsBelow(override, 'properties').some(({ id }) => id === 'custom.stacking'),
  )
  // A bar chart is stacked as a whole.
  const mode = below(config, 'defaults', 'custom', 'stacking', 'mode') ?? below(json, 'options', 'stacking')
  const isOld = type === 'graph' && json.stack === true && objectsBelow(json, 'seriesOverrides').length === 0
  return isOld || (type !== 'graph' && !decides && (mode === 'normal' || mode === 'percent'))
}

const isQuantile = (subject: Subject, query: Query): boolean =>
  inferenceOf(subject, query).value.kind === 'quantile' || isWrittenSo(unscaled(query.expr))

/** A quantile by its function, or by the label of a summary, whatever it is of. */
function isWrittenSo(expr: Expr): boolean {
  switch (expr.is) {
    case 'call':
      return expr.fn === 'histogram_quantile' || expr.fn === 'quantile_over_time'
    case 'aggregation':
      return expr.op === 'quantile' || (['max', 'min', 'avg'].includes(expr.op) && isWrittenSo(unscaled(expr.expr)))
    case 'selector':
      return expr.matchers.some(
        ({ label, op, value }) =>
          label === 'quantile' && op.startsWith('=') && value.split('|').every((each) => /^0?\.\d+$/.test(each)),
      )
    default:
      return false
  }
}

/** Whether a query answers several series: a label tells them apart, and no variable chooses one of its values. */
const isSeveral = (subject: Subject, query: Query): boolean => {
  const { labels } = inferenceOf(subject, query).value
  const chosen = selectors(query.expr).flatMap(({ matchers }) =>
    matchers.flatMap(({ label, op }) => (op === '=' ? [label] : [])),
  )
  return labels.may.some(
    (label) => label !== '__name__' && !chosen.includes(label) && labels.get(label)?.values?.length !== 1,
  )
}
