import { sectionsOf } from '../../documents/sections.ts'
import { below, objectsBelow, textBelow } from '../../documents/values.ts'
import { Query } from '../promql/query.ts'

export type Json = Readonly<Record<string, unknown>>

/** A dashboard in the classic form, whatever it was written in. */
export interface DashboardView {
  readonly file: string
  readonly uid: string | undefined
  readonly title: string
  /** In the order in which they are shown; panels above the first row stand in none. */
  readonly rows: readonly RowView[]
  /** In reading order. */
  readonly panels: readonly PanelView[]
  readonly json: Json
}

export interface RowView {
  readonly title: string
  readonly json: Json
}

export interface PanelView {
  readonly id: string | undefined
  readonly title: string
  readonly type: string
  readonly row: RowView | undefined
  readonly targets: readonly TargetView[]
  readonly json: Json
}

export interface TargetView {
  readonly refId: string
  readonly query: Query
  /** The data source by its uid, name or type, of the query or else of its panel. */
  readonly datasource: string | undefined
  /** Whether the data source is told by its name, as it was before there were uids. */
  readonly isNamed: boolean
  readonly json: Json
}

/** Reads the classic JSON, of today or with the `rows` of old. Whatever is of another shape is left out. */
export function readDashboard(file: string, json: Json): DashboardView {
  const rows: RowView[] = []
  const panels: PanelView[] = []
  for (const { row, inside, after } of sectionsOf(json)) {
    const view = row && { title: textBelow(row, 'title') ?? '', json: row }
    if (view !== undefined) rows.push(view)
    panels.push(...[...inside, ...after].map((panel) => readPanel(panel, view)))
  }
  return {
    file,
    uid: textBelow(json, 'uid'),
    title: textBelow(json, 'title') ?? '',
    rows,
    panels: ordered(panels),
    json,
  }
}

function readPanel(json: Json, row: RowView | undefined): PanelView {
  const { id } = json
  return {
    id: typeof id === 'number' || typeof id === 'string' ? String(id) : undefined,
    title: textBelow(json, 'title') ?? '',
    type: textBelow(json, 'type') ?? '',
    row,
    targets: objectsBelow(json, 'targets').map((target) => ({
      refId: textBelow(target, 'refId') ?? '',
      query: new Query(queryOf(target)),
      datasource: sourceName(target.datasource) ?? sourceName(json.datasource),
      isNamed: typeof (target.datasource ?? json.datasource) === 'string',
      json: target,
    })),
    json,
  }
}

/** Data sources call their query by different names. */
function queryOf(target: Json): string {
  const [found = ''] = ['expr', 'rawSql', 'query', 'expression', 'target'].flatMap(
    (key) => textBelow(target, key) ?? [],
  )
  return found
}

/** Names of old for data sources of Grafana itself, and what newer releases write. */
const builtIn = new Map([['-- Grafana --', 'grafana']])

/** A data source by its uid, name or type; a name and an object that holds it are the same. */
export function sourceName(source: unknown): string | undefined {
  if (typeof source === 'string') return builtIn.get(source) ?? (source === '' ? undefined : source)
  const [name] = ['uid', 'name', 'type'].flatMap((key) => textBelow(source, key) || [])
  return name
}

/** As people read: row by row, and there from top to bottom and from left to right. */
function ordered(panels: readonly PanelView[]): readonly PanelView[] {
  const rank = new Map<RowView | undefined, number>()
  for (const { row } of panels) if (!rank.has(row)) rank.set(row, rank.size)
  const at = ({ json }: PanelView, side: string): number => {
    const value = below(json, 'gridPos', side)
    return typeof value === 'number' ? value : 0
  }
  return panels.toSorted(
    (a, b) => (rank.get(a.row) ?? 0) - (rank.get(b.row) ?? 0) || at(a, 'y') - at(b, 'y') || at(a, 'x') - at(b, 'x'),
  )
}

/** How wide and high a panel is, in Grafana's grid. The width of one that is repeated side by side follows from how many there are. */
export function sizeOf({ json }: PanelView): string | undefined {
  const [w, h] = ['w', 'h'].map((side) => below(json, 'gridPos', side))
  const isShared = Boolean(json.repeat) && json.repeatDirection !== 'v'
  if (isShared && typeof h === 'number') return `${h} high`
  return typeof w === 'number' && typeof h === 'number' ? `${w}×${h}` : undefined
}

/** Grafana's id of the unit; that of old panels stood beside their query. */
export const unitOf = ({ json }: PanelView): string | undefined =>
  textBelow(json, 'fieldConfig', 'defaults', 'unit') ?? textBelow(json, 'format')

/** The members of a list that have a name: variables, annotations. */
export const named = (json: Json, ...path: readonly string[]): readonly Json[] =>
  objectsBelow(json, ...path).filter(({ name }) => typeof name === 'string')
