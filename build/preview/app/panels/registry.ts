import type { PanelPlugin } from '@grafana/data'
import { alertlist } from './alertlist/alertlist.tsx'
import { barchart } from './barchart/barchart.tsx'
import { bargauge } from './bargauge/bargauge.tsx'
import { gauge } from './gauge/gauge.tsx'
import { heatmap } from './heatmap/heatmap.tsx'
import { histogram } from './histogram/histogram.tsx'
import { logs } from './logs/logs.tsx'
import { piechart } from './piechart/piechart.tsx'
import { stat } from './stat/stat.tsx'
import { stateTimeline } from './state-timeline/state-timeline.tsx'
import { statusHistory } from './status-history/status-history.tsx'
import { table } from './table/table.tsx'
import { text } from './text/text.tsx'
import { timeseries } from './timeseries/timeseries.tsx'

/** The panel types that can be drawn, by Grafana's names. */
export const panels: Readonly<Record<string, PanelPlugin>> = {
  timeseries,
  stat,
  gauge,
  bargauge,
  table,
  heatmap,
  'state-timeline': stateTimeline,
  'status-history': statusHistory,
  piechart,
  barchart,
  histogram,
  logs,
  alertlist,
  text,
}
