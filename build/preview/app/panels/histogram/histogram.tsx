import {
  buildHistogram,
  type DataFrame,
  FieldColorModeId,
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  type HistogramTransformerOptions,
  type PanelProps,
} from '@grafana/data'
import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema'
import { measureText, useTheme2 } from '@grafana/ui'
import { useMemo } from 'react'
import { definePanel } from '../define.ts'
import { NoData } from '../shared/no-data.tsx'
import { scaleOf } from '../shared/scale.ts'
import { axisSize, type Box, shareIn, ValueAxis } from '../shared/value-axis.tsx'

type Options = OptionsWithLegend &
  OptionsWithTooltip & {
    readonly combine: boolean
    readonly bucketCount?: number
    readonly bucketSize?: number
    readonly bucketOffset?: number
  }

/** How often which value is met, counted in buckets by Grafana's own function. */
function HistogramPanel(props: PanelProps<Options>) {
  const { data, title, width, height, options, fieldConfig } = props
  const theme = useTheme2()
  const counted = useMemo(
    () => buildHistogram(numbersOf(data.series), asked(options), theme),
    [data.series, options, theme],
  )
  const shown = counted?.counts.filter(({ config }) => config.custom?.hideFrom?.viz !== true) ?? []
  const [first] = shown
  if (counted === null || first === undefined) return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  const edges: readonly (readonly [number, number])[] = counted.xMin.values.map((from: number, at: number) => [
    from,
    counted.xMax.values[at],
  ])
  const tellEdge = (value: number): string => {
    const display = counted.xMin.display ?? getDisplayProcessor({ field: counted.xMin, theme })
    return formattedValueToString(display(value))
  }
  const most = Math.max(...shown.flatMap(({ values }) => values))
  const scale = scaleOf(0, most, Math.max(1, Math.floor(height / 40)))
  const left = Math.max(...scale.ticks.map((tick) => measureText(String(tick), axisSize).width)) + 12
  const box: Box = { left, top: 8, width: Math.max(1, width - left - 24), height: Math.max(1, height - axisSize - 18) }
  const across = { min: edges[0]?.[0] ?? 0, max: edges.at(-1)?.[1] ?? 1 }
  const x = (value: number): number => box.left + shareIn(across, value) * box.width
  const labels = edgesIn(across, edges)
  const every = Math.max(
    1,
    Math.ceil(
      (Math.max(...labels.map((value) => measureText(tellEdge(value), axisSize).width)) + 10) /
        (box.width / Math.max(1, labels.length - 1)),
    ),
  )
  const told = edges.map(
    ([from, to], at) => `${tellEdge(from)} – ${tellEdge(to)}: ${shown.map(({ values }) => values[at] ?? 0).join(', ')}`,
  )
  return (
    <svg role="img" aria-label={`${title}: ${told.join('; ')}`} width={width} height={height}>
      <ValueAxis box={box} scale={scale} tell={String} />
      {shown.map((field) => {
        const color = colorOf(field.display?.(field.values[0]).color) ?? theme.visualization.getColorByName('blue')
        const opacity = (field.config.custom?.fillOpacity ?? 80) / 100
        return edges.map(([from, to], at) => {
          const count: number = field.values[at] ?? 0
          const share = shareIn(scale, count)
          return count === 0 ? null : (
            <rect
              key={`${field.name} ${from}`}
              x={x(from)}
              width={Math.max(1, x(to) - x(from) - 1)}
              y={box.top + (1 - share) * box.height}
              height={share * box.height}
              fill={color}
              fillOpacity={opacity}
              stroke={color}
              strokeWidth={field.config.custom?.lineWidth ?? 1}
            >
              {options.tooltip.mode !== TooltipDisplayMode.None && <title>{told[at]}</title>}
            </rect>
          )
        })
      })}
      {labels.map((value, at) =>
        at % every === 0 ? (
          <text
            key={value}
            x={x(value)}
            y={height - 4}
            textAnchor="middle"
            fontSize={axisSize}
            fill={theme.colors.text.primary}
          >
            {tellEdge(value)}
          </text>
        ) : null,
      )}
    </svg>
  )
}

/** The edges of all buckets, also of those that hold nothing, and so are not among those counted. */
function edgesIn(
  { min, max }: { readonly min: number; readonly max: number },
  edges: readonly (readonly [number, number])[],
) {
  const size = Math.min(...edges.map(([from, to]) => to - from))
  const count = Math.round((max - min) / size)
  if (!(count > 0 && count <= 1000)) return [...edges.map(([from]) => from), max]
  return Array.from({ length: count + 1 }, (_, at) => Number((min + at * size).toPrecision(12)))
}

const colorOf = (color: string | undefined): string | undefined => (color === '' ? undefined : color)

/** The frames with what can be counted: gaps and what is no finite number are left out. */
const numbersOf = (frames: readonly DataFrame[]): DataFrame[] =>
  frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) =>
      field.type === FieldType.number ? { ...field, values: field.values.filter(Number.isFinite) } : field,
    ),
  }))

/** What is not said is chosen by the function. */
function asked({ combine, bucketCount, bucketSize, bucketOffset }: Options): HistogramTransformerOptions {
  return {
    combine,
    ...(bucketCount ? { bucketCount } : {}),
    ...(bucketSize ? { bucketSize } : {}),
    ...(bucketOffset ? { bucketOffset } : {}),
  }
}

export const histogram = definePanel<Options>({
  component: HistogramPanel,
  options: {
    combine: false,
    legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  },
  custom: {
    lineWidth: 1,
    fillOpacity: 80,
    gradientMode: 'none',
    hideFrom: { legend: false, tooltip: false, viz: false },
  },
  colorMode: FieldColorModeId.PaletteClassic,
})
