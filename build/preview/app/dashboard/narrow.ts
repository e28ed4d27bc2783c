import type { PanelModel } from './model.ts'

export type Cells = PanelModel['gridPos']

/** A single figure that is small on the desk, in columns, and whose title, in letters, can be read beside another. */
const isTile = ({ type, gridPos, title }: PanelModel): boolean =>
  type === 'stat' && gridPos.w <= 6 && title.length <= 16

/** Of two tiles, in rows of the grid. */
const height = 3

/**
 * Panels below each other, each as wide as the page, but neighbouring tiles two by two: what comes after them should be on the
 * first screen.
 */
export function stacked(
  panels: readonly PanelModel[],
  line: number,
  columns: number,
): readonly { readonly panel: PanelModel; readonly at: Cells }[] {
  const [panel, next, ...others] = panels
  if (panel === undefined) return []
  if (next !== undefined && isTile(panel) && isTile(next)) {
    const half = columns / 2
    return [
      { panel, at: { x: 0, y: line, w: half, h: height } },
      { panel: next, at: { x: half, y: line, w: half, h: height } },
      ...stacked(others, line + height, columns),
    ]
  }
  const h = Math.max(panel.gridPos.h, 1)
  return [{ panel, at: { x: 0, y: line, w: columns, h } }, ...stacked(panels.slice(1), line + h, columns)]
}
