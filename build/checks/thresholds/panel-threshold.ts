import type { AlertRule } from '../../documents/views.ts'
import { hasMacro } from '../../promql/macros.ts'
import type { Expr } from '../../promql/tree.ts'
import { mapSelectors } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { decisiveOf } from '../support/comparisons.ts'
import { alertsOf } from '../support/rules.ts'
import { textButWindows } from '../support/shape.ts'
import { showsThresholds } from '../support/shown-thresholds.ts'

export const panelThreshold: Check = {
  id: 'panel-threshold',
  severity: 'warning',
  covers: ['H10', 'U06'],
  about:
    'A panel that draws what an alert compares has changed its colour where the alert fires. Otherwise the reader sees green while somebody is being woken. A panel belongs to an alert when its query is the one that the alert compares, apart from windows and Grafana variables; one that names its alert changes its colour at the very limit. Panels without thresholds claim nothing, and neither do those whose thresholds no colour, line or area shows.',
  run: (subject) => {
    const limits = alertsOf(subject).flatMap(({ rule }) => limitOf(rule) ?? [])
    return subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) => {
        const lines = panel.thresholds.flatMap(({ value }) => value ?? [])
        if (lines.length === 0 || !showsThresholds(panel)) return []
        const drawn = new Set(panel.targets.flatMap(({ query }) => (query === undefined ? [] : keyOf(query.expr))))
        // One scale for many things is that of none of them.
        if (drawn.size > mostDrawn && panel.alert === undefined) return []
        const own = limits.filter(({ alert, key }) => alert === panel.alert || drawn.has(key))
        const [first] = own
        const isMeant = panel.alert === undefined ? hasChanged : isAt
        if (first === undefined || own.some((each) => lines.some((line) => isMeant(line, each)))) return []
        const isAbove = first.limit === 0 && first.op === '>'
        return [
          {
            place: panel.place,
            what: `The panel changes its colour at ${lines.join(', ')}, and the alert ${first.alert} fires ${isAbove ? 'above' : 'at'} ${first.limit}.`,
            next: `Set a threshold ${isAbove ? 'just above 0' : `at ${first.limit}`}, or correct the alert's.`,
          },
        ]
      }),
    )
  },
}

/** A panel may draw the same at two quantiles, or beside its limit. */
const mostDrawn = 2

/** A colour begins at its step, and an alert that fires above zero does not fire at zero: such a step stands just above. */
const justAbove = 1e-9

/** Where an alert fires above zero, a colour that begins at one of what is counted is meant for it. */
const isAt = (line: number, { limit, op }: Limit): boolean =>
  Math.abs(line - limit) <= justAbove || (limit === 0 && op === '>' && line > 0 && line <= 1)

/** A colour may warn before anybody is woken: only one that is still the first where the alert fires hides it. */
const hasChanged = (line: number, each: Limit): boolean =>
  isAt(line, each) || (each.op.startsWith('>') ? line <= each.limit : line >= each.limit)

interface Limit {
  readonly alert: string
  readonly op: string
  readonly limit: number
  /** What is compared. */
  readonly key: string
}

function limitOf({ name, query }: AlertRule): Limit | undefined {
  const decisive = decisiveOf(query.expr)
  if (decisive === undefined || !/[<>]/.test(decisive.op)) return undefined
  return { alert: name, op: decisive.op, limit: decisive.limit, key: keyOf(decisive.measured) }
}

/** Equal for queries that differ only in their windows and in what Grafana's variables choose. */
const keyOf = (expr: Expr): string => textButWindows(withoutVariables(expr))

const withoutVariables = (expr: Expr): Expr =>
  mapSelectors(expr, (selector) => ({
    ...selector,
    matchers: selector.matchers.filter(({ value }) => !hasMacro(value)),
  }))
