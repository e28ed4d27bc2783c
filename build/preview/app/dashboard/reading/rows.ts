import type { PanelModel, RowModel } from '../model.ts'
import { type Json, maybeText, number, object, objects, text } from './json.ts'
import { readPanel } from './panel.ts'

/** The rows of a dashboard: a list of panels in which rows are headings, or in old dashboards rows with their panels. */
export const readRows = ({ panels, rows }: Json): readonly RowModel[] =>
  withOwnIds(objects(panels).length > 0 ? rowsIn(objects(panels)) : objects(rows).map(oldRow))

function rowsIn(panels: readonly Json[]): readonly RowModel[] {
  const rows: (RowModel & { readonly panels: PanelModel[]; readonly repeat: string | undefined })[] = []
  for (const json of panels) {
    const { id, type, title, collapsed } = json
    if (type === 'row') {
      const repeat = maybeText(json.repeat)
      const inside = objects(json.panels).map((panel) => readPanel(panel, repeat))
      rows.push({ id: number(id, 0), title: text(title), collapsed: collapsed === true, panels: inside, repeat })
      continue
    }
    if (rows.length === 0) rows.push({ id: 0, title: undefined, collapsed: false, panels: [], repeat: undefined })
    const row = rows.at(-1)
    row?.panels.push(readPanel(json, row.repeat))
  }
  return rows.map(({ repeat, ...row }) => row)
}

/** Before version 16, a row's panels were `span` of 12 columns wide and as high as the row. */
function oldRow(row: Json): RowModel {
  const lines = linesOf(row.height)
  const repeat = maybeText(row.repeat)
  let x = 0
  let y = 0
  const panels = objects(row.panels).map((json) => {
    const w = number(json.span, 4) * 2
    if (x + w > 24) [x, y] = [0, y + lines]
    const gridPos = { x, y, w, h: lines, ...object(json.gridPos) }
    x += w
    return readPanel({ ...json, gridPos }, repeat)
  })
  return {
    id: 0,
    title: row.showTitle === true ? text(row.title) : undefined,
    collapsed: row.collapse === true,
    panels,
  }
}

/** A height in pixels, `250px` or 250, in lines of the grid. */
function linesOf(height: unknown): number {
  const pixels = typeof height === 'string' ? Number.parseFloat(height) : number(height, 250)
  return Number.isFinite(pixels) && pixels > 0 ? Math.ceil(pixels / 38) : 7
}

/** Gives those that have no id, or that of one before them, the next that is free. */
function withOwnIds(rows: readonly RowModel[]): readonly RowModel[] {
  const all = rows.flatMap((row) => [row.id, ...row.panels.map(({ id }) => id)])
  const taken = new Set<number>()
  let last = all.filter(Number.isSafeInteger).reduce((one, other) => Math.max(one, other), 0)
  const own = (id: number): number => {
    const free = Number.isSafeInteger(id) && id > 0 && !taken.has(id) ? id : ++last
    taken.add(free)
    return free
  }
  // Panels first: addresses name them, and nothing names a row.
  const panels = rows.map((row) => row.panels.map((panel) => ({ ...panel, id: own(panel.id) })))
  return rows.map((row, at) => ({ ...row, id: own(row.id), panels: panels[at] ?? [] }))
}
