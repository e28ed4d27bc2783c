import type { Dashboard } from '../language/dashboard.ts'
import type { Defined } from '../model/load.ts'
import { packageName } from '../place.js'
import { print } from '../promql/print.ts'
import { closeWindow } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { append, bare, brackets, importing, opening, quoted, unquoted } from './source.ts'

/** The dashboard's text with the panel as another line of a row, which is added at the end where there is none. */
export function placed(file: string, text: string, row: string, call: string): string {
  const line = `[${call}]`
  const open = callOf(text, 'row', row)
  if (open !== undefined) return append(text, open, line)
  const dashboard = opening(file, text, /^export default dashboard\(/, 'export default dashboard(')
  return importing(append(text, dashboard, `row(${quoted(row)}, ${line})`), 'row', packageName)
}

/** A time series that draws this query, and no alert yet: what it is called, and where it stands. */
export function panelWith(expr: Expr, window: string, dashboards: readonly Defined<Dashboard>[]) {
  const wanted = print(closeWindow(expr, window))
  const all = dashboards.flatMap((dashboard) =>
    dashboard.value.rows.flatMap((row) =>
      row.lines.flat().map((panel) => ({ dashboard, row: row.title, title: panel.title, panel })),
    ),
  )
  return all.find(
    ({
      panel: {
        type,
        alert,
        targets: [only, ...others],
      },
    }) =>
      type === 'timeseries' &&
      alert === undefined &&
      only !== undefined &&
      others.length === 0 &&
      print(closeWindow(only.expr, window)) === wanted,
  )
}

/** The dashboard's text with an alert in the options of a panel, or `undefined` where the panel is written otherwise. */
export function watching(text: string, title: string, alert: string): string | undefined {
  const open = callOf(text, 'timeseries', title)
  const entries = open === undefined ? [] : (brackets(text, open)?.entries ?? [])
  const options = entries[3]
  if (open === undefined || entries.length < 3) return undefined
  if (options === undefined) return append(text, open, `{ alert: ${alert} }`)
  return text.charAt(options) === '{' ? append(text, options, `alert: ${alert}`) : undefined
}

/** Where the bracket of the call opens whose first argument is this text. */
function callOf(text: string, name: string, first: string): number | undefined {
  const code = bare(text)
  const calls = [...code.matchAll(new RegExp(`\\b${name}\\(`, 'g'))].map(({ index }) => index + name.length)
  return calls.find((open) => {
    const literal = /^\s*('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")/.exec(text.slice(open + 1))?.[1]
    return literal !== undefined && unquoted(literal) === first && brackets(text, open) !== undefined
  })
}
