import type { Dashboard } from '../dashboard.ts'
import type { AnyPanel, Row } from '../panels.ts'
import { called, everything, isRow } from './naming.ts'

const columns = 24

type Placed = Pick<AnyPanel | Row, 'gridPos'>
const meets = ({ gridPos: a }: Placed, { gridPos: b }: Placed): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const overlaps = (group: readonly (AnyPanel | Row)[]): string[] =>
  group.flatMap((a, i) =>
    group
      .slice(i + 1)
      .filter((b) => meets(a, b))
      .map((b) => `${called(a)} overlaps ${called(b)}`),
  )

/** Panels of unequal height share lines, so a column counts as covered by any panel that reaches down to the line. */
const gaps = (group: readonly AnyPanel[]): string[] =>
  [...new Set(group.map(({ gridPos }) => gridPos.y))].flatMap((y) => {
    const covered = new Set(
      group
        .filter(({ gridPos }) => gridPos.y <= y && y < gridPos.y + gridPos.h)
        .flatMap(({ gridPos }) => Array.from({ length: gridPos.w }, (_, i) => gridPos.x + i))
        .filter((column) => column < columns),
    )
    return covered.size === columns ? [] : [`grid line y=${y} covers ${covered.size} of ${columns} columns`]
  })

const wide = (each: AnyPanel | Row): string[] => {
  const { x, w } = each.gridPos
  return x + w > columns ? [`${called(each)} ends at column ${x + w}, beyond ${columns}`] : []
}

const rowShape = (row: Row): string[] => {
  const { x, w, h } = row.gridPos
  return [
    ...(x === 0 && w === columns && h === 1
      ? []
      : [`${called(row)} is at x=${x}, ${w} wide and ${h} high: a row is at x=0, ${columns} wide and 1 high`]),
    ...(row.collapsed || row.panels.length === 0 ? [] : [`${called(row)} holds panels but is not collapsed`]),
  ]
}

/** Overlaps, gaps in grid lines, panels beyond the right edge, and rows that are not one full line. */
export const layoutFindings = (dashboard: Dashboard): string[] => {
  const rows = dashboard.panels.filter(isRow)
  const open = dashboard.panels.filter((each): each is AnyPanel => !isRow(each))
  return [
    ...everything(dashboard).flatMap(wide),
    ...rows.flatMap(rowShape),
    ...overlaps(dashboard.panels),
    ...gaps(open),
    ...rows.flatMap(({ panels }) => [...overlaps(panels), ...gaps(panels)]),
  ]
}
