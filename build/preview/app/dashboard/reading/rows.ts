import type { AsksPrometheus } from '../../../../documents/data-source.ts'
import { sectionsOf } from '../../../../documents/sections.ts'
import type { RowModel } from '../model.ts'
import { type Json, maybeText, number, object, text } from './json.ts'
import { readPanel } from './panel.ts'

/** The rows of a dashboard, those above the first in one without a title. */
export const readRows = (dashboard: Json, asks: AsksPrometheus): readonly RowModel[] =>
  withOwnIds(
    sectionsOf(dashboard).map(({ row = {}, isOld, inside, after }) => {
      if (isOld) return oldRow(row, inside, asks)
      const panels = [...inside, ...after].map((panel) => readPanel(panel, asks, maybeText(row.repeat)))
      const title = row.type === 'row' ? text(row.title) : undefined
      return { id: number(row.id, 0), title, collapsed: row.collapsed === true, panels }
    }),
  )

/** Before version 16, a row's panels were `span` of 12 columns wide and as high as the row. */
function oldRow(row: Json, inside: readonly Json[], asks: AsksPrometheus): RowModel {
  const lines = linesOf(row.height)
  const repeat = maybeText(row.repeat)
  let x = 0
  let y = 0
  const panels = inside.map((json) => {
    const w = number(json.span, 4) * 2
    if (x + w > 24) [x, y] = [0, y + lines]
    const gridPos = { x, y, w, h: lines, ...object(json.gridPos) }
    x += w
    return readPanel({ ...json, gridPos }, asks, repeat)
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
