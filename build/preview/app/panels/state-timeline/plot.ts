import type { GrafanaTheme2, TimeRange } from '@grafana/data'
import { AxisPlacement, TooltipDisplayMode } from '@grafana/schema'
import type { UPlotConfigBuilder } from '@grafana/ui'
import type uPlot from 'uplot'
import { everyFew } from '../shared/every-few.ts'
import { rowsOverTime } from '../shared/rows-over-time.ts'
import { drawRows, fitted } from './draw.ts'
import type { StateTimelineOptions } from './options.ts'
import type { Row } from './rows.ts'
import { stateAt } from './states.ts'

interface Plot {
  readonly rows: readonly Row[]
  readonly options: StateTimelineOptions
  readonly theme: GrafanaTheme2
  readonly timeZone: string
  /** Asked for when it is drawn, so that a new range needs no new plot. */
  readonly range: () => TimeRange
}

/** A plot with a row for each series, the first on top; the names stand where other plots have their values. */
export function plotOf({ rows, options, theme, timeZone, range }: Plot): UPlotConfigBuilder {
  const builder = rowsOverTime({ timeZone, range, rows: rows.length, first: 'top' })
  builder.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    grid: { show: true },
  })
  const [first] = rows
  builder.addAxis({
    scaleKey: 'y',
    placement: first?.look.axisPlacement === 'hidden' ? AxisPlacement.Hidden : AxisPlacement.Left,
    theme,
    grid: { show: false },
    ticks: { show: false },
    gap: 15,
    size: first?.look.axisWidth ?? null,
    splits: (u) => everyFew([...rows.keys()], { plot: u, rows: rows.length, size: 14 }).map((row) => row + 0.5),
    values: (u, splits) => splits.map((at) => fitted(rows[Math.floor(at)]?.name ?? '', u.width * 0.4 - 20)),
  })
  for (const _ of rows) {
    builder.addSeries({
      scaleKey: 'y',
      theme,
      lineColor: 'transparent',
      pathBuilder: () => null,
      pointsBuilder: () => false,
    })
  }
  builder.addHook('draw', (u) => drawRows(u, rows, options, theme))
  builder.setCursor({
    y: false,
    focus: { prox: 1e9, dist: (u, series) => (series - 1 === rowBelow(u) ? 0 : 1) },
    points: { show: false },
    dataIdx: (u, series, _, time) => {
      if (options.tooltip.mode === TooltipDisplayMode.Single && series - 1 !== rowBelow(u)) return null
      if (stateAt(rows[series - 1]?.states ?? [], time) === undefined) return null
      return (u.data[0] as number[]).findLastIndex((moment) => moment <= time)
    },
  })
  return builder
}

/** The row that the cursor is over. */
const rowBelow = (u: uPlot): number => Math.floor(u.posToVal(u.cursor.top ?? -1, 'y'))
