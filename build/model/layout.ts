import type { Row } from '../language/dashboard.ts'
import type { Panel, PanelType } from '../language/panel.ts'
import { idOf } from './identity.ts'
import type { Silence } from './silence.ts'

/** Grafana's grid: 24 columns; a row of height 8 is about 300 pixels. */
export interface GridPos {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface PlacedPanel extends Omit<Panel, keyof Silence>, Silence {
  readonly id: number
  readonly gridPos: GridPos
}

export interface PlacedRow {
  readonly title: string
  readonly id: number
  readonly gridPos: GridPos
  readonly panels: readonly PlacedPanel[]
  readonly collapsed: boolean
  readonly repeat: string | undefined
}

const columns = 24
const height: Readonly<Record<PanelType, number>> = {
  stat: 4,
  gauge: 6,
  timeseries: 8,
  'state-timeline': 6,
  'status-history': 6,
  piechart: 8,
  barchart: 8,
  histogram: 8,
  written: 8,
  bargauge: 8,
  // The names of a dozen buckets stand one below the other.
  heatmap: 10,
  table: 8,
}

/** Several series need their numbers beside their names; a single one is named by the title. */
export const hasLegend = ({ type, targets }: Pick<Panel, 'type' | 'targets'>): boolean =>
  type === 'timeseries' && (targets.length > 1 || targets.some(({ labels }) => labels.length > 0))

/**
 * Whether a legend stands below the drawing, for which the panel is higher: a third of it is the legend's, six lines. Beside a
 * drawing that takes half of the width there is room for more.
 */
export const isLegendBelow = ({ targets }: Pick<Panel, 'targets'>, { w }: Pick<GridPos, 'w'>): boolean =>
  w < columns / 2 || (w === columns && targets.some(({ labels }) => labels.length > 0))
const withLegendBelow = 12

/** Puts each line's panels side by side over the full width, and the lines below one another. */
export function place(rows: readonly Row[], silenceOf: (panel: Panel) => Silence): readonly PlacedRow[] {
  let y = 0
  return rows.map(({ title, key, lines, collapsed, repeat }) => {
    const header = { x: 0, y, w: columns, h: 1 }
    y += 1
    const panels = lines.flatMap((line) => {
      const h = Math.max(...line.map((panel, at) => heightOf(panel, share(line.length, at))))
      const placed = line.map((panel, at) => ({
        ...panel,
        id: idOf(panel.key),
        ...silenceOf(panel),
        gridPos: { ...share(line.length, at), y, h },
      }))
      y += h
      return placed
    })
    // Below a closed row the grid goes on as if it were empty.
    if (collapsed) y = header.y + 1
    return { title, id: idOf(`row ${key}`), gridPos: header, panels, collapsed, repeat }
  })
}

const heightOf = (panel: Panel, place: Pick<GridPos, 'w'>): number =>
  hasLegend(panel) && isLegendBelow(panel, place) ? withLegendBelow : (writtenHeight(panel) ?? height[panel.type])

function writtenHeight({ written }: Panel): number | undefined {
  const { gridPos } = (written ?? {}) as { readonly gridPos?: { readonly h?: unknown } }
  return typeof gridPos?.h === 'number' && Number.isInteger(gridPos.h) && gridPos.h > 0 ? gridPos.h : undefined
}

/** Where the panel at this place of a line begins, and its width; the last ones take what an uneven share leaves. */
function share(of: number, at: number): { readonly x: number; readonly w: number } {
  const x = Math.floor((columns * at) / of)
  return { x, w: Math.floor((columns * (at + 1)) / of) - x }
}
