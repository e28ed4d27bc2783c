import type { Options as Bars } from '@grafana/grafana-foundation-sdk/barchart'
import type { Options as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge'
import type {
  BarGaugeDisplayMode,
  GraphFieldConfig,
  ReduceDataOptions,
  VizLegendOptions,
  VizTooltipOptions,
} from '@grafana/grafana-foundation-sdk/common'
import type { Options as Gauge } from '@grafana/grafana-foundation-sdk/gauge'
import type { Options as Heatmap, FieldConfig as HeatmapField } from '@grafana/grafana-foundation-sdk/heatmap'
import type { Options as Histogram, FieldConfig as HistogramField } from '@grafana/grafana-foundation-sdk/histogram'
import type { Options as Pie } from '@grafana/grafana-foundation-sdk/piechart'
import type { Options as Stat } from '@grafana/grafana-foundation-sdk/stat'
import type { Options as States, FieldConfig as StatesField } from '@grafana/grafana-foundation-sdk/statetimeline'
import type { Options as History, FieldConfig as HistoryField } from '@grafana/grafana-foundation-sdk/statushistory'
import type { Options as Table } from '@grafana/grafana-foundation-sdk/table'
import type { Options as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries'
import type { Panel } from '../../language/panel.ts'
import { hasLegend, isLegendBelow, type PlacedPanel } from '../../model/layout.ts'
import { isJudged } from './colors.ts'
import type { Json } from './sdk.ts'
import { grafanaUnit } from './units.ts'

const last: Json<ReduceDataOptions> = { values: false, calcs: ['lastNotNull'], fields: '' }
const hidden: Json<VizLegendOptions> = { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] }
const tooltip: Json<VizTooltipOptions> = { mode: 'multi', sort: 'desc', hideZeros: false }
/** What is hidden where: nothing. */
const hideFrom = { legend: false, tooltip: false, viz: false }

/** What newer releases of Grafana ask of a gauge, and the SDK does not know yet: as they draw one that says nothing. */
const dial = {
  shape: 'gauge',
  barShape: 'flat',
  barWidthFactor: 0.5,
  effects: { barGlow: false, centerGlow: false, gradient: false },
  endpointMarker: 'point',
  segmentCount: 1,
  segmentSpacing: 0.3,
  sparkline: false,
  textMode: 'auto',
} as const

/** What Grafana writes of an axis that looks as all do. */
const plainAxis = {
  axisPlacement: 'auto',
  axisLabel: '',
  axisColorMode: 'text',
  axisBorderShow: false,
  axisCenteredZero: false,
} as const

/** The options of a panel's visualization. */
export function optionsOf(panel: PlacedPanel): object {
  switch (panel.type) {
    case 'timeseries':
      return { legend: legend(panel), tooltip } satisfies Json<TimeSeries>
    case 'stat':
      return {
        graphMode: 'none',
        // Whoever looks for what is wrong sees a red tile before a red figure.
        colorMode: panel.steps.length > 1 ? 'background' : 'value',
        justifyMode: 'auto',
        textMode: 'value',
        wideLayout: true,
        showPercentChange: false,
        percentChangeColorMode: 'standard',
        reduceOptions: last,
        orientation: 'auto',
      } satisfies Json<Stat>
    case 'gauge':
      return {
        showThresholdLabels: false,
        showThresholdMarkers: true,
        sizing: 'auto',
        minVizWidth: 75,
        minVizHeight: 75,
        reduceOptions: last,
        orientation: 'auto',
        ...dial,
      } satisfies Json<Gauge> & typeof dial
    case 'bargauge':
      return {
        displayMode: 'basic' satisfies `${BarGaugeDisplayMode}`,
        valueMode: 'color',
        namePlacement: 'auto',
        showUnfilled: true,
        sizing: 'auto',
        minVizWidth: 8,
        minVizHeight: 16,
        maxVizHeight: 40,
        text: { titleSize: 14, valueSize: 16 },
        legend: hidden,
        reduceOptions: last,
        orientation: 'horizontal',
      } satisfies Json<BarGauge>
    case 'heatmap':
      return heatmap(panel)
    case 'table':
      return {
        frameIndex: 0,
        showHeader: true,
        cellHeight: 'sm',
        sortBy: [{ displayName: panel.columns.sortBy ?? panel.targets[0]?.legend ?? '', desc: true }],
      } satisfies Json<Table>
    case 'status-history':
      return { showValue: 'never', rowHeight: 0.9, colWidth: 0.9, legend: hidden, tooltip } satisfies Json<History>
    case 'piechart':
      return {
        pieType: 'pie',
        displayLabels: ['percent'],
        legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: [], values: ['value', 'percent'] },
        reduceOptions: last,
        tooltip,
        orientation: 'auto',
      } satisfies Json<Pie>
    case 'barchart': {
      const [label] = panel.targets[0]?.labels ?? []
      return {
        ...(label === undefined ? {} : { xField: label }),
        orientation: 'auto',
        xTickLabelRotation: 0,
        xTickLabelMaxLength: 0,
        xTickLabelSpacing: 0,
        stacking: 'none',
        showValue: 'auto',
        barWidth: 0.97,
        groupWidth: 0.7,
        barRadius: 0,
        fullHighlight: false,
        legend: hidden,
        tooltip,
      } satisfies Json<Bars>
    }
    case 'histogram':
      return { legend: hidden, tooltip, combine: true } satisfies Json<Histogram>
    case 'written':
      return {}
    case 'state-timeline':
      return {
        showValue: 'auto',
        rowHeight: 0.9,
        mergeValues: true,
        alignValue: 'left',
        legend: hidden,
        tooltip,
      } satisfies Json<States>
  }
}

/** What `fieldConfig.defaults.custom` holds for the panel's visualization; `undefined` where it has nothing to say. */
export function customOf(panel: Panel): object | undefined {
  const { type, unit, stacked, graph } = panel
  switch (type) {
    case 'timeseries': {
      const limits = limitsOf(panel)
      // The limit is in view, so that noise far below it looks like noise. A counter at rest lies on the ground of a scale
      // up to 1, not of one up to 100.
      const top = limits.length > 0 ? Math.max(...limits) : unit === 'count' ? 1 : undefined
      return {
        ...plainAxis,
        drawStyle: 'line',
        lineInterpolation: 'linear',
        barAlignment: 0,
        barWidthFactor: 0.6,
        lineWidth: 1,
        fillOpacity: stacked ? 40 : 10,
        gradientMode: isJudged(panel) ? 'scheme' : 'none',
        showPoints: 'auto',
        pointSize: 4,
        spanNulls: false,
        insertNulls: false,
        showValues: false,
        axisSoftMin: 0,
        ...(top === undefined ? {} : { axisSoftMax: top }),
        ...(graph.axis?.label === undefined ? {} : { axisLabel: graph.axis.label }),
        scaleDistribution: graph.axis?.scale === undefined ? { type: 'linear' } : { type: graph.axis.scale, log: 10 },
        hideFrom,
        stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
        // Dashed, since a line at rest on its limit would be taken for data.
        thresholdsStyle: { mode: limits.length > 0 ? 'dashed' : 'off' },
      } satisfies Json<GraphFieldConfig> & { showValues: boolean }
    }
    case 'heatmap':
      return { scaleDistribution: { type: 'linear' }, hideFrom } satisfies Json<HeatmapField>
    case 'state-timeline':
      return {
        axisPlacement: 'auto',
        lineWidth: 0,
        fillOpacity: 70,
        spanNulls: false,
        insertNulls: false,
        hideFrom,
      } satisfies Json<StatesField> & { axisPlacement: 'auto' }
    case 'status-history':
      return { lineWidth: 1, fillOpacity: 70, hideFrom } satisfies Json<HistoryField>
    case 'histogram':
      return { lineWidth: 1, fillOpacity: 80, gradientMode: 'none', hideFrom } satisfies Json<HistogramField>
    case 'stat':
    case 'gauge':
    case 'bargauge':
    case 'piechart':
    case 'barchart':
    case 'written':
      return undefined
    case 'table':
      return {
        align: 'auto',
        cellOptions: { type: 'auto' },
        inspect: false,
        footer: { reducers: [] },
      }
  }
}

/** The values from which a panel turns orange or red; a scale of blues has none. */
const limitsOf = ({ steps }: Panel): readonly number[] =>
  steps.some(({ color }) => color === 'green') ? steps.flatMap(({ from }) => from ?? []) : []

const legend = (panel: PlacedPanel): Json<VizLegendOptions> =>
  hasLegend(panel) && panel.graph.legend !== 'hidden'
    ? {
        showLegend: true,
        displayMode: 'table',
        placement: panel.graph.legend ?? (isLegendBelow(panel, panel.gridPos) ? 'bottom' : 'right'),
        calcs: ['lastNotNull', isBadLow(panel) ? 'min' : 'max'],
        sortBy: 'Last *',
        sortDesc: true,
      }
    : hidden

/** Whether what is low is wrong: then the lowest is what one looks for. */
const isBadLow = ({ bad, steps: [first] }: Panel): boolean =>
  bad === 'low' || first?.color === 'red' || first?.color === 'orange'

const heatmap = ({ unit }: Panel) =>
  ({
    calculate: false,
    color: {
      mode: 'scheme',
      scheme: 'Oranges',
      fill: 'dark-orange',
      scale: 'exponential',
      exponent: 0.5,
      steps: 64,
      reverse: false,
    },
    filterValues: { le: 1e-9 },
    rowsFrame: { layout: 'auto' },
    showValue: 'never',
    // A gap of a pixel is a stripe where a cell is three wide: one scrape of an hour.
    cellGap: 0,
    cellValues: { unit: 'short' },
    yAxis: { unit: grafanaUnit[unit], axisPlacement: 'left', reverse: false },
    legend: { show: true },
    tooltip: { mode: 'single', yHistogram: true, showColorScale: false },
    exemplars: { color: 'rgba(255,0,255,0.7)' },
  }) satisfies Json<Heatmap>
