import { colorManipulator, type GrafanaTheme2 } from '@grafana/data'
import { UPLOT_AXIS_FONT_SIZE } from '@grafana/ui'
import uPlot from 'uplot'
import type { Buckets } from './buckets.ts'
import { placeOf } from './colors.ts'

/** What the cells of a histogram look like. */
export interface Look {
  /** From few to many. */
  readonly colors: readonly string[]
  readonly extent: readonly [number, number]
  readonly isShown: (count: number | null) => boolean
  /** Between cells, in CSS pixels. */
  readonly gap: number
  /** What is written into cells that are large enough, if anything. */
  readonly textOf: ((count: number) => string) | undefined
}

/** A rectangle in pixels. */
interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A cell's place without the gap, in the canvas's pixels or in those of the page. */
export function boxOf(u: uPlot, { times, step }: Buckets, cell: Cell, gap: number, isCanvas: boolean): Box {
  const end = times[cell.column] ?? 0
  const at = (value: number, scale: string) => Math.round(u.valToPos(value, scale, isCanvas))
  const [left, right] = [at(end - step, 'x'), at(end, 'x')]
  const [low, high] = [at(cell.bucket, 'y'), at(cell.bucket + 1, 'y')]
  return withoutGap(
    { left, top: Math.min(low, high), width: right - left, height: Math.abs(high - low) },
    isCanvas ? gap * uPlot.pxRatio : gap,
  )
}

/** Small cells keep most of their size. */
function withoutGap({ left, top, width, height }: Box, gap: number): Box {
  const rest = (size: number) => Math.max(1, size - Math.min(Math.round(gap), Math.floor(size * 0.3)))
  return { left, top, width: rest(width), height: rest(height) }
}

/** A cell's place among the times and the buckets. */
export interface Cell {
  readonly column: number
  readonly bucket: number
}

/** Draws the cells of the plot's range, those of one colour at a time, and their counts where these are asked for and fit. */
export function drawCells(u: uPlot, buckets: Buckets, look: Look, theme: GrafanaTheme2): void {
  const { colors, extent, textOf } = look
  const { ctx, bbox } = u
  const cells = drawnCells(u, buckets, look.isShown).map(({ cell, count }) => ({
    box: boxOf(u, buckets, cell, look.gap, true),
    place: placeOf(count, extent, colors.length),
    count,
  }))
  const paths = colors.map(() => new Path2D())
  for (const { box, place } of cells) paths[place]?.rect(box.left, box.top, box.width, box.height)
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const [place, path] of paths.entries()) {
    ctx.fillStyle = colors[place] ?? 'transparent'
    ctx.fill(path)
  }
  if (textOf !== undefined) {
    for (const { box, place, count } of cells) drawText(ctx, textOf(count), box, colors[place] ?? '', theme)
  }
  ctx.restore()
}

function drawnCells(u: uPlot, { times, step, counts }: Buckets, isShown: Look['isShown']) {
  const { min = 0, max = 0 } = u.scales.x ?? {}
  return counts.flatMap((row, bucket) =>
    row.flatMap((count, column) => {
      const end = times[column] ?? 0
      const isVisible = count !== null && isShown(count) && end > min && end - step < max
      return isVisible ? [{ cell: { column, bucket }, count }] : []
    }),
  )
}

function drawText(ctx: CanvasRenderingContext2D, text: string, box: Box, color: string, theme: GrafanaTheme2): void {
  const size = UPLOT_AXIS_FONT_SIZE * uPlot.pxRatio
  ctx.font = `${size}px ${theme.typography.fontFamily}`
  if (box.height < size || ctx.measureText(text).width > box.width) return
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = theme.colors.getContrastText(
    colorManipulator.onBackground(color, theme.colors.background.primary).toHexString(),
    4.5,
  )
  ctx.fillText(text, box.left + box.width / 2, box.top + box.height / 2)
}
