import type { PanelModel, RowModel } from './model.ts'
import { type Cells, stacked } from './narrow.ts'

/** The height of a row of the grid, and the gap between panels, in pixels: Grafana's. */
const cell = 30
const gap = 8
const columns = 24

/** Below this width of the dashboard, in pixels, panels stand below each other. */
const narrow = 768 - 2 * gap

/** Where something stands, in pixels from the corner of the dashboard. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A row with its heading, unless it has no title, and its panels in reading order; none while it is collapsed. */
export interface PlacedRow {
  readonly row: RowModel
  readonly heading: Box | undefined
  readonly isCollapsed: boolean
  readonly panels: readonly { readonly panel: PanelModel; readonly box: Box }[]
}

export interface Layout {
  readonly rows: readonly PlacedRow[]
  readonly height: number
}

/** Places rows below each other, each open one with its panels on the grid, `width` pixels wide. */
export function layOut(rows: readonly RowModel[], width: number, isCollapsed: (row: RowModel) => boolean): Layout {
  let line = 0
  const placed = rows.map((row): PlacedRow => {
    const collapsed = row.title !== undefined && isCollapsed(row)
    const heading = row.title === undefined ? undefined : boxOf({ x: 0, y: line, w: columns, h: 1 }, width)
    if (heading !== undefined) line += 1
    const cells = collapsed ? [] : cellsOf(row.panels, width < narrow, line)
    line = Math.max(line, ...cells.map(({ at }) => at.y + at.h))
    const panels = cells.map(({ panel, at }) => ({ panel, box: boxOf(at, width) }))
    return { row, heading, isCollapsed: collapsed, panels }
  })
  return { rows: placed, height: Math.max(0, line * (cell + gap) - gap) }
}

/** The cells of a row's panels from a line downwards; panels that would overlap move down. */
function cellsOf(panels: readonly PanelModel[], isNarrow: boolean, line: number) {
  const ordered = [...panels].sort((a, b) => a.gridPos.y - b.gridPos.y || a.gridPos.x - b.gridPos.x)
  if (isNarrow) return stacked(ordered, line, columns)
  const first = ordered[0]?.gridPos.y ?? 0
  const taken: Cells[] = []
  return ordered.map((panel) => {
    const { x, y, w, h } = panel.gridPos
    const width = Math.min(Math.max(w, 1), columns)
    const left = Math.min(Math.max(x, 0), columns - width)
    const at = below(taken, { x: left, y: line + y - first, w: width, h: Math.max(h, 1) })
    taken.push(at)
    return { panel, at }
  })
}

function below(taken: readonly Cells[], wanted: Cells): Cells {
  const inTheWay = taken.find(
    ({ x, y, w, h }) => wanted.x < x + w && x < wanted.x + wanted.w && wanted.y < y + h && y < wanted.y + wanted.h,
  )
  return inTheWay === undefined ? wanted : below(taken, { ...wanted, y: inTheWay.y + inTheWay.h })
}

function boxOf({ x, y, w, h }: Cells, width: number): Box {
  const column = (width + gap) / columns
  return { left: x * column, top: y * (cell + gap), width: w * column - gap, height: h * (cell + gap) - gap }
}
