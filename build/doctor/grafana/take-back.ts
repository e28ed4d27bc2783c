import { inferenceOf } from '../../checks/support/inference.ts'
import type { DashboardPair } from '../../diff/compare/pairs.ts'
import { type PanelView, type TargetView, unitOf } from '../../diff/read/dashboard.ts'
import { textBelow } from '../../documents/values.ts'
import { readMetrics, sourceOf } from '../../model/records.ts'
import type { Subject } from '../../model/subject.ts'
import { nameOf } from '../../promql/infer/unit.ts'
import { printLine } from '../../promql/print.ts'
import { selectors } from '../../promql/rewrite.ts'
import { type Expr, openWindow } from '../../promql/tree.ts'
import { mapSelectors } from '../../promql/walk.ts'

/** What makes a panel of each type, in the words of the language. */
const makers: Readonly<Record<string, string>> = {
  timeseries: 'timeseries',
  stat: 'stat',
  gauge: 'gauge',
  bargauge: 'bars',
  'state-timeline': 'states',
}

/** Lines of code that say what somebody asked for in Grafana: queries that changed, and panels that are new. */
export function codeOf({ panels }: DashboardPair, subject: Subject): readonly string[] {
  return [
    ...panels.pairs.flatMap(([before, after]) => {
      const asked = after.targets.filter(({ query }) => !before.targets.some((old) => old.query.equals(query)))
      return asked.flatMap((target) => {
        const code = queryOf(target, after, subject)
        return code === undefined ? [] : [`${text(after.title)}: ${code}`]
      })
    }),
    ...panels.added.flatMap((panel) => {
      const queries = panel.targets.flatMap((target) => queryOf(target, panel, subject) ?? [])
      const maker = makers[panel.type]
      if (maker === undefined || queries.length === 0) return []
      const description = text(textBelow(panel.json, 'description') || 'What it shows, and when it is bad.')
      return [`${maker}(${text(panel.title)}, ${shownOf(queries, panel)}, ${description}),`]
    }),
  ]
}

const shownOf = (queries: readonly string[], { targets }: PanelView): string =>
  queries.length === 1
    ? String(queries[0])
    : `{ ${queries.map((query, at) => `${text(targets[at]?.refId ?? String(at))}: ${query}`).join(', ')} }`

/** The escape hatch, since a machine does not know which words a person would use. `undefined` for what is no PromQL. */
function queryOf({ query }: TargetView, panel: PanelView, subject: Subject): string | undefined {
  const { expr } = query.canonical
  if (expr === undefined) return undefined
  const sources = (subject.model?.own.recordings ?? []).flatMap((recording) => sourceOf(recording, 0) ?? [])
  const own = withoutVariables(readMetrics(expr, sources))
  const { labels, unit } = inferenceOf(subject, { place: { file: '', path: [] }, text: query.written, expr: own }).value
  const known = labels.open ? [] : labels.may.map(text)
  const measured = nameOf(unit) ?? grafanaUnits[unitOf(panel) ?? ''] ?? 'count'
  const word = selectors(own).some(({ range }) => range === openWindow) ? 'openPromql' : 'promql'
  return `${word}({ labels: [${known.join(', ')}], unit: ${text(measured)} })\`${template(printLine(own))}\``
}

const grafanaUnits: Readonly<Record<string, string>> = { s: 'seconds', bytes: 'bytes', percentunit: 'ratio' }

/** The dashboard adds its variables itself. */
const withoutVariables = (expr: Expr): Expr =>
  mapSelectors(expr, (selector) => ({
    ...selector,
    matchers: selector.matchers.filter(({ value }) => !value.startsWith('$')),
  }))

const text = (words: string): string => `'${words.replace(/[\\']/g, '\\$&').replace(/\s+/g, ' ')}'`
const template = (promql: string): string => promql.replace(/[\\`]|\$\{/g, '\\$&')
