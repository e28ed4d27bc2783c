import type { GrafanaTheme2, TimeRange } from '@grafana/data'
import { AxisPlacement } from '@grafana/schema'
import type { UPlotConfigBuilder } from '@grafana/ui'
import { everyFew } from '../shared/every-few.ts'
import { rowsOverTime } from '../shared/rows-over-time.ts'
import { cellAt } from './buckets.ts'
import { boxOf, drawCells } from './cells.ts'
import type { HeatmapOptions } from './options.ts'
import type { Picture } from './picture.ts'

interface Plot {
  readonly picture: Picture
  readonly options: HeatmapOptions
  readonly theme: GrafanaTheme2
  readonly timeZone: string
  /** Asked for when it is drawn, so that a new range needs no new plot. */
  readonly range: () => TimeRange
}

/** A plot with a row of equal height for each bucket; each bucket is a series, which is found below the cursor and drawn as cells. */
export function plotOf({ picture, options, theme, timeZone, range }: Plot): UPlotConfigBuilder {
  const { buckets, look, labels } = picture
  const rows = buckets.edges.length
  const { axisPlacement = AxisPlacement.Auto, axisLabel, axisWidth, reverse } = options.yAxis
  const builder = rowsOverTime({ timeZone, range, rows, first: reverse ? 'top' : 'bottom' })
  const grid = { show: false }
  builder.addAxis({ scaleKey: 'x', isTime: true, placement: AxisPlacement.Bottom, timeZone, theme, grid })
  builder.addAxis({
    scaleKey: 'y',
    placement: axisPlacement,
    theme,
    grid,
    label: axisLabel,
    size: axisWidth ?? null,
    splits: (u) => everyFew([...labels.keys()], { plot: u, rows, size: 16 }),
    values: (_, edges) => edges.map((edge) => labels[edge] ?? ''),
  })
  for (const _ of buckets.edges) {
    builder.addSeries({ scaleKey: 'y', theme, pathBuilder: () => null, pointsBuilder: () => false })
  }
  builder.addHook('ready', (u) => {
    // uPlot's marks are round; this one is a cell.
    for (const mark of u.over.querySelectorAll<HTMLElement>('.u-cursor-pt')) mark.style.borderRadius = '0'
  })
  builder.addHook('draw', (u) => drawCells(u, buckets, look, theme))
  builder.setCursor({
    // Only the series of the cell below the cursor has an index, so any distance is near enough.
    focus: { prox: 1, dist: () => 0 },
    points: {
      one: true,
      fill: theme.colors.action.selected,
      stroke: theme.colors.text.primary,
      width: 1,
      bbox: (u, series) =>
        boxOf(u, buckets, { column: u.cursor.idxs?.[series] ?? 0, bucket: series - 1 }, look.gap, false),
    },
    dataIdx: (u, series, _, time) => {
      // A cursor that follows another panel's has a time, but no bucket.
      if (u.cursor.event === undefined || u.cursor.event === null) return null
      const cell = cellAt(buckets, time, u.posToVal(u.cursor.top ?? -1, 'y'))
      return cell?.bucket === series - 1 ? cell.column : null
    },
  })
  return builder
}
