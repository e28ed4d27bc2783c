import { type AsksPrometheus, dataSourcesOf } from '../documents/data-source.ts'
import { isObject } from '../documents/values.ts'
import { PromqlError } from '../promql/error.ts'
import { parse } from '../promql/parse.ts'
import type { Expr } from '../promql/tree.ts'
import type { Json, ReadDashboard } from './read.ts'

/** A query of a dashboard, and the labels that its legend mentions. */
export interface PanelQuery {
  readonly expr: Expr
  readonly text: string
  readonly mentions: readonly string[]
}

const longestQuery = 100_000

/** The queries of a panel's targets that can be read, one for each target; `undefined` for what is none of Prometheus'. */
export function queriesOfPanel(panel: Json, asks: AsksPrometheus): readonly (PanelQuery | 'unread' | undefined)[] {
  const targets = Array.isArray(panel.targets) ? (panel.targets as readonly unknown[]) : []
  return targets.map((target) => {
    if (!isObject(target) || typeof target.expr !== 'string' || target.expr.trim() === '') return undefined
    if (panel.type === 'logs' || !asks(target.datasource, panel.datasource)) return undefined
    const text = target.expr.trim()
    if (text.length > longestQuery) return 'unread'
    try {
      return { expr: parse(text), text, mentions: mentionedIn(target.legendFormat) }
    } catch (error) {
      if (error instanceof PromqlError || error instanceof RangeError) return 'unread'
      throw error
    }
  })
}

const mentionedIn = (legend: unknown): readonly string[] =>
  typeof legend === 'string' ? [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label) : []

/** What variables and annotations read: nothing of it is said in words, and the catalog has its metrics. */
export function readBesides({ json }: ReadDashboard): readonly PanelQuery[] {
  const variables = isObject(json.templating) ? objects(json.templating.list) : []
  const annotations = isObject(json.annotations) ? objects(json.annotations.list) : []
  const texts = [
    ...variables.flatMap(({ query, definition }) => [isObject(query) ? query.query : query, definition]),
    ...annotations.flatMap(({ expr, target }) => [expr, isObject(target) ? target.expr : undefined]),
  ]
  return texts.flatMap((text) => (typeof text === 'string' && text.length < longestQuery ? readQuery(text) : []))
}

/** `label_values(up{job="a"}, instance)`, `query_result(up)`, or a query. */
function readQuery(text: string): readonly PanelQuery[] {
  const values = /^\s*label_values\(([\s\S]*),\s*([\w$]+)\s*\)\s*$/.exec(text)
  const result = /^\s*query_result\(([\s\S]*)\)\s*$/.exec(text)
  const inner = values?.[1] ?? result?.[1] ?? text
  try {
    return [{ expr: parse(inner), text: inner, mentions: values?.[2] === undefined ? [] : [values[2]] }]
  } catch (error) {
    if (error instanceof PromqlError || error instanceof RangeError) return []
    throw error
  }
}

/** All queries of a dashboard in the order of its panels. */
export function queriesOfDashboard({ json }: ReadDashboard): readonly PanelQuery[] {
  const asks = dataSourcesOf(json)
  return panelsIn(json).flatMap((panel) =>
    queriesOfPanel(panel, asks).filter((each): each is PanelQuery => typeof each === 'object'),
  )
}

/** Every panel of the classic JSON, rows left out. */
export function panelsIn(json: Json): readonly Json[] {
  const all = [...objects(json.panels), ...objects(json.rows).flatMap((row) => objects(row.panels))]
  return all.flatMap((panel) => (panel.type === 'row' ? objects(panel.panels) : [panel]))
}

/** The members of a list that are objects. */
export const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
