import { below } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'
import { nearest } from '../../nearest.ts'
import type { Value } from '../../promql/infer/value.ts'
import { hasMacro } from '../../promql/macros.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { carriedBy } from '../support/identity.ts'
import { inferenceOf } from '../support/inference.ts'
import { legendsOf } from '../support/legend.ts'

export const legendLabel: Check = {
  id: 'legend-label',
  severity: 'error',
  covers: ['G01'],
  isLocal: true,
  about:
    'A legend can only mention labels that the series carry. Grafana prints one that was aggregated away, or that the metric never had, as nothing or as its own name, and all lines are called alike. Series of unknown metrics may have any label, and table columns have no legend. A gauge or stat of one value shows none.',
  run: (subject) =>
    legendsOf(subject).flatMap(({ panel, target: { legend, query }, labels }) => {
      if (groupsByMacro(query.expr)) return []
      const { value, of } = inferenceOf(subject, query)
      if (hidesLegend(panel, value)) return []
      const carried = value.labels.may.filter((label) => label !== '__name__')
      return labels
        .filter(({ name }) => !value.labels.isPossible(name))
        .map(({ name, from, to }) => {
          const had = selectors(query.expr).some((selector) => of(selector).labels.isPossible(name))
          const carries = carriedBy(value)
          const meant = nearest(name, carried)
          const several = name.split(/[\s,|]+/)
          if (several.length > 1)
            return {
              place: panel.place,
              excerpt: { text: legend, from, to },
              what: `Grafana takes "${name}" for the name of one label, and prints it as nothing.`,
              next: `Write ${several.map((each) => `{{${each}}}`).join(' ')}.`,
            }
          return {
            place: panel.place,
            excerpt: { text: legend, from, to },
            what: had
              ? `The query aggregates ${name} away, so the legend cannot show it; its series carry ${carries}.`
              : `The query's series never have the label ${name}; they carry ${carries}.`,
            next: had
              ? `Keep ${name} in the aggregation's by (…), or leave it out of the legend.`
              : `Write ${meant === undefined ? 'a label that is there' : `{{${meant}}}`}, or leave it out.`,
          }
        })
    }),
}

/** Whether the panel prints no names: a gauge, and a stat that is not told to, has none beside its only value. */
function hidesLegend({ type, targets, json }: Panel, { labels }: Value): boolean {
  // A heatmap that sorts values into cells by itself names no series.
  if (type === 'heatmap') return below(json, 'options', 'calculate') === true
  if (labels.open || labels.may.length > 0 || targets.length > 1) return false
  if (type === 'singlestat') return json.valueName !== 'name'
  const mode = below(json, 'options', 'textMode') ?? 'auto'
  return type === 'gauge' || type === 'bargauge' || (type === 'stat' && (mode === 'auto' || mode === 'value'))
}

/** `by ($dimension)`: only Grafana knows which labels are left. */
export const groupsByMacro = (expr: Expr): boolean =>
  [...walk(expr)].some((node) => node.is === 'aggregation' && node.grouping?.labels.some(hasMacro))
