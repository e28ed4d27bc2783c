import * as sdk from '@grafana/grafana-foundation-sdk/common'
import type { FieldConfig as HeatmapField } from '@grafana/grafana-foundation-sdk/heatmap'
import type { FieldConfig as HistogramField } from '@grafana/grafana-foundation-sdk/histogram'
import type { FieldConfig as TimelineField } from '@grafana/grafana-foundation-sdk/statetimeline'
import type { FieldConfig as HistoryField } from '@grafana/grafana-foundation-sdk/statushistory'
import type { FieldConfig as TableField } from '@grafana/grafana-foundation-sdk/table'
import type { FieldConfig as TimeSeriesField } from '@grafana/grafana-foundation-sdk/timeseries'
import * as z from 'zod'
import { mirror } from './mirror.ts'
import { color } from './values.ts'

const flag = z.boolean().exactOptional()
const number = z.number().exactOptional()
const text = z.string().exactOptional()
const percent = z.number().min(0).max(100).exactOptional()
const nulls = z.union([z.boolean(), z.number()]).exactOptional()

export const scaleDistribution = mirror<sdk.ScaleDistributionConfig>()({
  type: z.enum(sdk.ScaleDistribution),
  log: z.literal([2, 10]).exactOptional(),
  linearThreshold: number,
})

const hideFrom = mirror<sdk.HideSeriesConfig>()({ tooltip: z.boolean(), legend: z.boolean(), viz: z.boolean() })

export const axis = mirror<sdk.AxisConfig>()({
  axisPlacement: z.enum(sdk.AxisPlacement).exactOptional(),
  axisColorMode: z.enum(sdk.AxisColorMode).exactOptional(),
  axisLabel: text,
  axisWidth: number,
  axisSoftMin: number,
  axisSoftMax: number,
  axisGridShow: flag,
  scaleDistribution: scaleDistribution.exactOptional(),
  axisCenteredZero: flag,
  axisBorderShow: flag,
}).shape

const graph = {
  ...axis,
  drawStyle: z.enum(sdk.GraphDrawStyle).exactOptional(),
  gradientMode: z.enum(sdk.GraphGradientMode).exactOptional(),
  thresholdsStyle: mirror<sdk.GraphThresholdsStyleConfig>()({
    mode: z.enum(sdk.GraphThresholdsStyleMode),
  }).exactOptional(),
  transform: z.enum(sdk.GraphTransform).exactOptional(),
  lineColor: color.exactOptional(),
  lineWidth: number,
  lineInterpolation: z.enum(sdk.LineInterpolation).exactOptional(),
  lineStyle: mirror<sdk.LineStyle>()({
    fill: z.enum(['solid', 'dash', 'dot', 'square']).exactOptional(),
    dash: z.array(z.number()).exactOptional(),
  }).exactOptional(),
  fillColor: color.exactOptional(),
  fillOpacity: percent,
  fillBelowTo: text,
  showPoints: z.enum(sdk.VisibilityMode).exactOptional(),
  pointSize: number,
  pointColor: color.exactOptional(),
  pointSymbol: text,
  barAlignment: z.enum(sdk.BarAlignment).exactOptional(),
  barWidthFactor: number,
  barMaxWidth: number,
  stacking: mirror<sdk.StackingConfig>()({
    mode: z.enum(sdk.StackingMode).exactOptional(),
    group: text,
  }).exactOptional(),
  hideFrom: hideFrom.exactOptional(),
  insertNulls: nulls,
  spanNulls: nulls,
}

const cell = sdk.TableCellDisplayMode
const cellOptions = z.discriminatedUnion('type', [
  mirror<sdk.TableAutoCellOptions>()({ type: z.literal(cell.Auto), wrapText: flag }),
  mirror<sdk.TableColorTextCellOptions>()({ type: z.literal(cell.ColorText), wrapText: flag }),
  mirror<sdk.TableColoredBackgroundCellOptions>()({
    type: z.literal(cell.ColorBackground),
    mode: z.enum(sdk.TableCellBackgroundDisplayMode).exactOptional(),
    applyToRow: flag,
    wrapText: flag,
  }),
  mirror<sdk.TableBarGaugeCellOptions>()({
    type: z.literal(cell.Gauge),
    mode: z.enum(sdk.BarGaugeDisplayMode).exactOptional(),
    valueDisplayMode: z.enum(sdk.BarGaugeValueMode).exactOptional(),
  }),
  mirror<sdk.TableSparklineCellOptions>()({ type: z.literal(cell.Sparkline), ...graph, hideValue: flag }),
  mirror<sdk.TableDataLinksCellOptions>()({ type: z.literal(cell.DataLinks) }),
  mirror<sdk.TableJsonViewCellOptions>()({ type: z.literal(cell.JSONView) }),
])

const timeline = {
  ...axis,
  lineWidth: number,
  fillOpacity: percent,
  hideFrom: hideFrom.exactOptional(),
}

/** The schema of a kind of panel's own field settings, its keys known only when it runs. */
export type Custom = z.ZodObject<Record<string, z.ZodType>>

/** `fieldConfig.defaults.custom` of each kind of panel; each key is also the override property `custom.<key>`. */
export const custom: Record<
  'none' | 'timeseries' | 'heatmap' | 'table' | 'state-timeline' | 'status-history' | 'histogram',
  Custom
> = {
  none: z.strictObject({}),
  // Newer releases know more than the SDK.
  timeseries: mirror<TimeSeriesField & { showValues?: boolean }>()({ ...graph, showValues: flag }),
  heatmap: mirror<HeatmapField>()({
    scaleDistribution: scaleDistribution.exactOptional(),
    hideFrom: hideFrom.exactOptional(),
  }),
  table: mirror<TableField & { footer?: { reducers: string[] } }>()({
    width: number,
    minWidth: number,
    align: z.enum(sdk.FieldTextAlignment),
    displayMode: z.enum(cell).exactOptional(),
    cellOptions: cellOptions.exactOptional(),
    hidden: flag,
    inspect: z.boolean(),
    filterable: flag,
    hideHeader: flag,
    footer: z.strictObject({ reducers: z.array(z.string()) }).exactOptional(),
  }),
  'state-timeline': mirror<TimelineField>()({
    ...timeline,
    spanNulls: nulls,
    insertNulls: nulls,
  }),
  'status-history': mirror<HistoryField>()(timeline),
  histogram: mirror<HistogramField>()({
    ...timeline,
    stacking: graph.stacking,
    gradientMode: graph.gradientMode,
  }),
}
