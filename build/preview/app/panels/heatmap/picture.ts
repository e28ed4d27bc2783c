import {
  colorManipulator,
  type DataFrame,
  FieldType,
  formattedValueToString,
  type GrafanaTheme2,
  getDisplayProcessor,
} from '@grafana/data'
import type { AlignedData } from 'uplot'
import { type Buckets, bucketsOf, extent, isWithin } from './buckets.ts'
import type { Look } from './cells.ts'
import { palette } from './colors.ts'
import { edgeLabels } from './labels.ts'
import type { HeatmapOptions } from './options.ts'

/** Everything that is drawn of some data, but for its size and its moment. */
export interface Picture {
  readonly buckets: Buckets
  readonly look: Look
  /** The edges from the lowest to the highest: one more than there are buckets. */
  readonly labels: readonly string[]
  readonly formatCount: (count: number) => string
  /** The times, and a series of counts for each bucket. */
  readonly plotted: AlignedData
}

/** Reads frames and options; `undefined` where there is no histogram. */
export function pictureOf(
  frames: readonly DataFrame[],
  options: HeatmapOptions,
  theme: GrafanaTheme2,
): Picture | undefined {
  const buckets = bucketsOf(frames)
  if (buckets === undefined) return undefined
  const formatCount = formatter(options.cellValues, theme)
  const isShown = isWithin(options.filterValues)
  const fade = (color: string, opacity: number) =>
    colorManipulator.alpha(theme.visualization.getColorByName(color), opacity)
  return {
    buckets,
    look: {
      colors: palette(options.color, { isDark: theme.isDark, fade }),
      extent: extent(buckets, options.color, isShown),
      isShown,
      gap: options.cellGap,
      textOf: options.showValue === 'never' ? undefined : formatCount,
    },
    labels: edgeLabels(buckets.edges, formatter(options.yAxis, theme)),
    formatCount,
    plotted: [[...buckets.times], ...buckets.counts.map((counts) => [...counts])],
  }
}

interface Format {
  readonly unit?: string
  readonly decimals?: number
}

function formatter({ unit, decimals }: Format, theme: GrafanaTheme2): (value: number) => string {
  const display = getDisplayProcessor({ field: { type: FieldType.number, config: { unit, decimals } }, theme })
  return (value) => formattedValueToString(display(value))
}
