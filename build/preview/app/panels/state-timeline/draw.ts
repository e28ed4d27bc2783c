import { colorManipulator, type GrafanaTheme2 } from '@grafana/data'
import { measureText, UPLOT_AXIS_FONT_SIZE } from '@grafana/ui'
import uPlot from 'uplot'
import type { StateTimelineOptions } from './options.ts'
import type { Row } from './rows.ts'
import type { State } from './states.ts'

/** Between a bar's edge and its text, in CSS pixels. */
const padding = 2

/** A state's bar, in pixels of the canvas. */
function barOf(u: uPlot, { from, to }: State, row: number, rowHeight: number) {
  const at = (value: number, scale: string) => Math.round(u.valToPos(value, scale, true))
  const margin = (1 - rowHeight) / 2
  const [left, top] = [at(from, 'x'), at(row + margin, 'y')]
  return {
    left,
    top,
    width: Math.max(1, at(to, 'x') - left),
    height: Math.max(1, at(row + 1 - margin, 'y') - top),
  }
}

/** Draws the states of all rows, with their texts where these fit. */
export function drawRows(u: uPlot, rows: readonly Row[], options: StateTimelineOptions, theme: GrafanaTheme2): void {
  const { ctx, bbox } = u
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.font = `${UPLOT_AXIS_FONT_SIZE * uPlot.pxRatio}px ${theme.typography.fontFamily}`
  ctx.textBaseline = 'middle'
  for (const [at, { states, look }] of rows.entries()) {
    for (const state of states) {
      const { left, top, width, height } = barOf(u, state, at, options.rowHeight)
      // Only what is visible counts for the text.
      const start = Math.max(left, bbox.left)
      const end = Math.min(left + width, bbox.left + bbox.width)
      if (end <= start) continue
      // Opaque, since the text has to contrast with what is seen.
      const color = colorManipulator.alpha(state.color, look.fillOpacity / 100)
      const fill = colorManipulator.onBackground(color, theme.colors.background.primary).toHexString()
      ctx.fillStyle = fill
      ctx.fillRect(left, top, width, height)
      if (look.lineWidth > 0) {
        ctx.strokeStyle = state.color
        ctx.lineWidth = look.lineWidth * uPlot.pxRatio
        ctx.strokeRect(left, top, width, height)
      }
      ctx.fillStyle = theme.colors.getContrastText(fill, 4.5)
      drawText(ctx, state.text, { start, end, middle: top + height / 2, height }, options)
    }
  }
  ctx.restore()
}

interface Room {
  readonly start: number
  readonly end: number
  readonly middle: number
  readonly height: number
}

function drawText(ctx: CanvasRenderingContext2D, text: string, room: Room, options: StateTimelineOptions): void {
  const { showValue, alignValue } = options
  const space = padding * uPlot.pxRatio
  const isTooLarge =
    room.height < UPLOT_AXIS_FONT_SIZE * uPlot.pxRatio ||
    ctx.measureText(text).width + 2 * space > room.end - room.start
  if (showValue === 'never' || (showValue === 'auto' && isTooLarge)) return
  ctx.textAlign = alignValue
  const x = { left: room.start + space, center: (room.start + room.end) / 2, right: room.end - space }[alignValue]
  ctx.fillText(text, x, room.middle)
}

/** A name cut to a width in pixels. */
export function fitted(name: string, width: number): string {
  if (measureText(name, UPLOT_AXIS_FONT_SIZE).width <= width) return name
  let length = name.length
  while (length > 1 && measureText(`${name.slice(0, length)}…`, UPLOT_AXIS_FONT_SIZE).width > width) length--
  return `${name.slice(0, length)}…`
}
