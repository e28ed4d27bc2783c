import type { PanelPlugin } from '@grafana/data'
import { bargauge } from './bargauge/bargauge.tsx'
import { gauge } from './gauge/gauge.tsx'
import { heatmap } from './heatmap/heatmap.tsx'
import { stat } from './stat/stat.tsx'
import { stateTimeline } from './state-timeline/state-timeline.tsx'
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
  text,
}
