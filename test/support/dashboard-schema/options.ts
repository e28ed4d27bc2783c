import type { Options as BarChart } from '@grafana/grafana-foundation-sdk/barchart'
import type { Options as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge'
import * as sdk from '@grafana/grafana-foundation-sdk/common'
import type { Options as Gauge } from '@grafana/grafana-foundation-sdk/gauge'
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap'
import type { Options as Histogram } from '@grafana/grafana-foundation-sdk/histogram'
import * as pie from '@grafana/grafana-foundation-sdk/piechart'
import type { Options as Stat } from '@grafana/grafana-foundation-sdk/stat'
import type { Options as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline'
import type { Options as StatusHistory } from '@grafana/grafana-foundation-sdk/statushistory'
import type { Options as Table } from '@grafana/grafana-foundation-sdk/table'
import * as text from '@grafana/grafana-foundation-sdk/text'
import type { Options as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries'
import * as z from 'zod'
import { axis, scaleDistribution } from './custom.ts'
import { mirror } from './mirror.ts'
import { color, reducer, unit } from './values.ts'

const flag = z.boolean().exactOptional()
const number = z.number().exactOptional()
const orientation = z.enum(sdk.VizOrientation)
const timezone = z.array(z.string()).exactOptional()

const legend = mirror<sdk.VizLegendOptions>()({
  displayMode: z.enum(sdk.LegendDisplayMode),
  placement: z.enum(sdk.LegendPlacement),
  showLegend: z.boolean(),
  calcs: z.array(reducer),
  sortBy: z.string().exactOptional(),
  sortDesc: flag,
  width: number,
})

const tooltip = mirror<sdk.VizTooltipOptions>()({
  mode: z.enum(sdk.TooltipDisplayMode),
  sort: z.enum(sdk.SortOrder),
  maxWidth: number,
  maxHeight: number,
  hideZeros: flag,
})

/** That `calcs` is not empty is a finding of its own, not a wrong structure: empty is the SDK's default. */
const single = {
  reduceOptions: mirror<sdk.ReduceDataOptions>()({
    values: flag,
    limit: number,
    calcs: z.array(reducer),
    fields: z.string().exactOptional(),
  }),
  text: mirror<sdk.VizTextDisplayOptions>()({
    titleSize: number,
    valueSize: number,
    percentSize: number,
  }).exactOptional(),
  orientation,
}
const sizes = { sizing: z.enum(sdk.BarGaugeSizing), minVizWidth: z.number(), minVizHeight: z.number() }

const buckets = mirror<sdk.HeatmapCalculationBucketConfig>()({
  mode: z.enum(sdk.HeatmapCalculationMode).exactOptional(),
  value: z.string().exactOptional(),
  scale: scaleDistribution.exactOptional(),
})

/** Annotated: the SDK's interfaces cost the compiler far less than what zod would infer. */
interface Options {
  timeseries: z.core.$ZodType<TimeSeries>
  stat: z.core.$ZodType<Stat>
  gauge: z.core.$ZodType<Gauge>
  bargauge: z.core.$ZodType<BarGauge>
  heatmap: z.core.$ZodType<heatmap.Options>
  table: z.core.$ZodType<Table>
  'state-timeline': z.core.$ZodType<StateTimeline>
  'status-history': z.core.$ZodType<StatusHistory>
  piechart: z.core.$ZodType<pie.Options>
  barchart: z.core.$ZodType<BarChart>
  histogram: z.core.$ZodType<Histogram>
  text: z.core.$ZodType<text.Options>
}

interface Dial {
  shape?: string
  barShape?: string
  barWidthFactor?: number
  effects?: object
  endpointMarker?: string
  segmentCount?: number
  segmentSpacing?: number
  sparkline?: boolean
  textMode?: string
}

/** `options` of each kind of panel. */
export const options: Options = {
  timeseries: mirror<TimeSeries>()({ legend, tooltip, timezone, orientation: orientation.exactOptional() }),
  stat: mirror<Stat>()({
    ...single,
    graphMode: z.enum(sdk.BigValueGraphMode),
    colorMode: z.enum(sdk.BigValueColorMode),
    justifyMode: z.enum(sdk.BigValueJustifyMode),
    textMode: z.enum(sdk.BigValueTextMode),
    wideLayout: z.boolean(),
    showPercentChange: z.boolean(),
    percentChangeColorMode: z.enum(sdk.PercentChangeColorMode),
  }),
  // Newer releases know more than the SDK.
  gauge: mirror<Gauge & Dial>()({
    ...single,
    ...sizes,
    showThresholdLabels: z.boolean(),
    showThresholdMarkers: z.boolean(),
    shape: z.enum(['gauge', 'circle']).exactOptional(),
    barShape: z.enum(['flat', 'rounded']).exactOptional(),
    barWidthFactor: z.number().exactOptional(),
    effects: z.strictObject({ barGlow: z.boolean(), centerGlow: z.boolean(), gradient: z.boolean() }).exactOptional(),
    endpointMarker: z.enum(['point', 'glow', 'none']).exactOptional(),
    segmentCount: z.number().exactOptional(),
    segmentSpacing: z.number().exactOptional(),
    sparkline: flag,
    textMode: z.enum(['auto', 'value_and_name', 'value', 'name', 'none']).exactOptional(),
  }),
  bargauge: mirror<BarGauge>()({
    ...single,
    ...sizes,
    displayMode: z.enum(sdk.BarGaugeDisplayMode),
    valueMode: z.enum(sdk.BarGaugeValueMode),
    namePlacement: z.enum(sdk.BarGaugeNamePlacement),
    showUnfilled: z.boolean(),
    legend,
    maxVizHeight: z.number(),
  }),
  heatmap: mirror<heatmap.Options>()({
    calculate: flag,
    calculation: mirror<sdk.HeatmapCalculationOptions>()({
      xBuckets: buckets.exactOptional(),
      yBuckets: buckets.exactOptional(),
    }).exactOptional(),
    color: mirror<heatmap.HeatmapColorOptions>()({
      mode: z.enum(heatmap.HeatmapColorMode).exactOptional(),
      scheme: z.string().min(1),
      fill: color,
      scale: z.enum(heatmap.HeatmapColorScale).exactOptional(),
      exponent: z.number(),
      steps: z.int().min(2).max(128),
      reverse: z.boolean(),
      min: number,
      max: number,
    }),
    filterValues: mirror<heatmap.FilterValueRange>()({ le: number, ge: number }).exactOptional(),
    rowsFrame: mirror<heatmap.RowsHeatmapOptions>()({
      value: z.string().exactOptional(),
      layout: z.enum(sdk.HeatmapCellLayout).exactOptional(),
    }).exactOptional(),
    showValue: z.enum(sdk.VisibilityMode),
    cellGap: number,
    cellRadius: number,
    cellValues: mirror<heatmap.CellValues>()({ unit: unit.exactOptional(), decimals: number }).exactOptional(),
    yAxis: mirror<heatmap.YAxisConfig>()({
      ...axis,
      unit: unit.exactOptional(),
      reverse: flag,
      decimals: number,
      min: number,
      max: number,
    }),
    legend: mirror<heatmap.HeatmapLegend>()({ show: z.boolean() }),
    tooltip: mirror<heatmap.HeatmapTooltip>()({
      mode: z.enum(sdk.TooltipDisplayMode),
      maxHeight: number,
      maxWidth: number,
      yHistogram: flag,
      showColorScale: flag,
    }),
    exemplars: mirror<heatmap.ExemplarConfig>()({ color }),
    selectionMode: z.enum(heatmap.HeatmapSelectionMode).exactOptional(),
  }),
  table: mirror<Table>()({
    frameIndex: z.int().min(0),
    showHeader: z.boolean(),
    showTypeIcons: flag,
    sortBy: z
      .array(mirror<sdk.TableSortByFieldState>()({ displayName: z.string().min(1), desc: flag }))
      .exactOptional(),
    footer: mirror<sdk.TableFooterOptions>()({
      show: z.boolean(),
      reducer: z.array(reducer),
      fields: z.array(z.string()).exactOptional(),
      enablePagination: flag,
      countRows: flag,
    }).exactOptional(),
    cellHeight: z.enum(sdk.TableCellHeight).exactOptional(),
  }),
  'state-timeline': mirror<StateTimeline>()({
    showValue: z.enum(sdk.VisibilityMode),
    rowHeight: z.number(),
    mergeValues: flag,
    alignValue: z.enum(sdk.TimelineValueAlignment).exactOptional(),
    legend,
    tooltip,
    timezone,
    perPage: number,
  }),
  'status-history': mirror<StatusHistory>()({
    rowHeight: z.number(),
    showValue: z.enum(sdk.VisibilityMode),
    colWidth: number,
    legend,
    tooltip,
    timezone,
    perPage: number,
  }),
  piechart: mirror<pie.Options>()({
    ...single,
    pieType: z.enum(pie.PieChartType),
    displayLabels: z.array(z.enum(pie.PieChartLabels)).exactOptional(),
    tooltip,
    legend: mirror<pie.PieChartLegendOptions>()({
      ...legend.shape,
      values: z.array(z.enum(pie.PieChartLegendValues)),
      asTable: flag,
      isVisible: flag,
    }),
  }),
  barchart: mirror<BarChart>()({
    xField: z.string().min(1).exactOptional(),
    colorByField: z.string().exactOptional(),
    orientation,
    barRadius: number,
    xTickLabelRotation: z.number(),
    xTickLabelMaxLength: z.number(),
    xTickLabelSpacing: number,
    stacking: z.enum(sdk.StackingMode),
    showValue: z.enum(sdk.VisibilityMode),
    barWidth: z.number(),
    groupWidth: z.number(),
    legend,
    tooltip,
    text: single.text,
    fullHighlight: z.boolean(),
  }),
  histogram: mirror<Histogram>()({
    bucketCount: number,
    bucketSize: number,
    bucketOffset: number,
    legend,
    tooltip,
    combine: flag,
  }),
  text: mirror<text.Options>()({
    mode: z.enum(text.TextMode),
    content: z.string().min(1),
    code: mirror<text.CodeOptions>()({
      language: z.enum(text.CodeLanguage),
      showLineNumbers: z.boolean(),
      showMiniMap: z.boolean(),
    }).exactOptional(),
  }),
}
