import { PromqlError } from '../promql/error.ts'
import { hasMacro } from '../promql/macros.ts'
import { parse } from '../promql/parse.ts'
import { due, type Fault, isPlain, refuse } from './demands/demand.ts'
import { shown } from './demands/shown.ts'
import type { Panel, Target, Written } from './panel.ts'
import { type AboutWritten, aboutPanel, written } from './written.ts'

/**
 * A panel as Grafana keeps it, such as its "Panel JSON" shows. Its id and its place are given by the dashboard, all else is
 * left as it is, and checked as `npm run check` checks anybody's. Throws `Refused` for a query that Prometheus cannot read.
 */
export function verbatim(panel: Written, about: AboutWritten = {}): Panel {
  refuse('verbatim()', aPanelJson.faults(panel, 'the panel'), aboutPanel.faults(about, 'what follows the panel'))
  const title = panel.title as string
  const targets = queriesIn(panel)
  refuse(
    `verbatim ${shown(title)}`,
    targets.flatMap((each) => ('what' in each ? [each] : [])),
  )
  return { ...written(title, about, panel), targets: targets.filter((each): each is Target => 'expr' in each) }
}

const aPanelJson = due(
  "a panel of Grafana's with a type and a title",
  (value) =>
    isPlain(value) &&
    [value.type, value.title].every((each) => typeof each === 'string' && each !== '') &&
    !('key' in value) &&
    !ours.includes(value.type),
  'Paste what Grafana shows under Inspect › Panel JSON.',
)

/** Types of what the language makes, which have a title too. */
const ours: readonly unknown[] = ['row', 'dashboard', 'scenario']

/** Its queries to Prometheus; a fault for each that cannot be read. One in which a variable stands for syntax is left alone. */
function queriesIn({ targets, datasource, type }: Written): readonly (Target | Fault)[] {
  if (!Array.isArray(targets) || type === 'logs') return []
  return targets.flatMap((target: unknown): readonly (Target | Fault)[] => {
    if (!isPlain(target) || typeof target.expr !== 'string' || target.expr.trim() === '') return []
    if (!asksPrometheus(target.datasource ?? datasource)) return []
    const { expr, refId, legendFormat, instant, format } = target
    const letter = typeof refId === 'string' ? refId : ''
    try {
      const legend = typeof legendFormat === 'string' && legendFormat !== '__auto' ? legendFormat : ''
      const kind = format === 'table' || format === 'heatmap' ? format : 'time_series'
      return [
        {
          legend,
          expr: parse(expr),
          unit: 'count',
          labels: [],
          written: { refId: letter, instant: instant === true, format: kind },
        },
      ]
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error
      if (hasMacro(expr.slice(error.from, error.to + 1))) return []
      return [
        {
          what: `the query ${letter} ${shown(expr)} cannot be read: ${error.message} It is at ${error.to > error.from ? shown(expr.slice(error.from, error.to)) : 'its end'}.`,
          next: 'Mend the PromQL; it is parsed with the grammar of Prometheus.',
        },
      ]
    }
  })
}

/** Without a data source it asks the default one; another kind has another language. */
const asksPrometheus = (source: unknown): boolean =>
  source === undefined ||
  source === null ||
  !isPlain(source) ||
  source.type === undefined ||
  source.type === 'prometheus'
