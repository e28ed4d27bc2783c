import { AxisPlacement } from '@grafana/schema'

/** The options of Grafana's heatmap that apply to buckets which come from the data source. */
export interface HeatmapOptions {
  readonly color: ColorOptions
  readonly cellGap: number
  readonly cellValues: { readonly unit?: string; readonly decimals?: number }
  /** Cells with counts outside are not drawn. */
  readonly filterValues: { readonly le?: number; readonly ge?: number }
  readonly showValue: 'auto' | 'always' | 'never'
  readonly yAxis: {
    readonly unit?: string
    readonly decimals?: number
    readonly reverse?: boolean
    readonly axisPlacement?: AxisPlacement
    readonly axisLabel?: string
    readonly axisWidth?: number
  }
  readonly legend: { readonly show: boolean }
  readonly tooltip: { readonly mode: 'single' | 'multi' | 'none'; readonly yHistogram?: boolean }
}

export interface ColorOptions {
  /** `scheme`: one of d3's; `opacity`: shades of `fill`. */
  readonly mode?: 'scheme' | 'opacity'
  readonly scheme: string
  readonly fill: string
  /** How opacity follows the count; a scheme is always linear. */
  readonly scale?: 'exponential' | 'linear'
  readonly exponent: number
  readonly steps: number
  readonly reverse: boolean
  /** The counts of the first and last colour; otherwise those of the data. */
  readonly min?: number
  readonly max?: number
}

export const defaultOptions: HeatmapOptions = {
  color: {
    mode: 'scheme',
    scheme: 'Oranges',
    fill: 'dark-orange',
    scale: 'exponential',
    exponent: 0.5,
    steps: 64,
    reverse: false,
  },
  cellGap: 1,
  cellValues: {},
  filterValues: { le: 1e-9 },
  showValue: 'auto',
  yAxis: { axisPlacement: AxisPlacement.Left },
  legend: { show: true },
  tooltip: { mode: 'single', yHistogram: false },
}
