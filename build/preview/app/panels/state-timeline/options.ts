import {
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from '@grafana/schema'

/** The options of Grafana's state timeline. */
export interface StateTimelineOptions {
  readonly mergeValues: boolean
  readonly showValue: 'auto' | 'always' | 'never'
  readonly alignValue: 'left' | 'center' | 'right'
  /** The share of its row that a bar is high. */
  readonly rowHeight: number
  readonly legend: VizLegendOptions
  readonly tooltip: VizTooltipOptions
}

/** A field's own options, below `custom`. */
export interface StateTimelineField {
  readonly lineWidth: number
  /** In percent. */
  readonly fillOpacity: number
  readonly spanNulls: boolean | number
  readonly axisPlacement: string
  readonly axisWidth: number | undefined
  readonly hideFrom: { readonly viz: boolean; readonly legend: boolean; readonly tooltip: boolean }
}

export const defaultOptions: StateTimelineOptions = {
  mergeValues: true,
  showValue: 'auto',
  alignValue: 'left',
  rowHeight: 0.9,
  legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
  tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
}

export const defaultField: StateTimelineField = {
  lineWidth: 0,
  fillOpacity: 70,
  spanNulls: false,
  axisPlacement: 'auto',
  axisWidth: undefined,
  hideFrom: { viz: false, legend: false, tooltip: false },
}
