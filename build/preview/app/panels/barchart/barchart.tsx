import {
  FieldColorModeId,
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
  type PanelProps,
} from '@grafana/data'
import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
  VizOrientation,
} from '@grafana/schema'
import { measureText, useTheme2, VizLayout } from '@grafana/ui'
import { useMemo } from 'react'
import { definePanel } from '../define.ts'
import { legendOf } from '../shared/legend-of.tsx'
import { NoData } from '../shared/no-data.tsx'
import { scaleOf } from '../shared/scale.ts'
import { axisSize, type Box, shareIn, ValueAxis } from '../shared/value-axis.tsx'
import { barsOf } from './bars.ts'
import { type Columns, columnsIn } from './columns.ts'

interface Options extends OptionsWithLegend, OptionsWithTooltip {
  readonly xField?: string
  readonly orientation: VizOrientation
  readonly stacking: 'none' | 'normal' | 'percent'
  readonly showValue: 'auto' | 'always' | 'never'
  readonly groupWidth: number
  readonly barWidth: number
  readonly xTickLabelMaxLength: number
}

function BarChartPanel(props: PanelProps<Options>) {
  const { data, title, width, height, options, fieldConfig } = props
  const columns = useMemo(() => columnsIn(data.series, options.xField), [data.series, options.xField])
  if (columns === undefined) return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  const { legend } = options
  return (
    <VizLayout
      width={width}
      height={height}
      legend={legendOf(
        legend,
        columns.numbers.map((field) => ({
          label: getFieldDisplayName(field, columns.frame),
          color: field.display?.(field.values.find((value) => value !== null)).color ?? 'gray',
          yAxis: 1,
        })),
      )}
    >
      {(room, depth) => <Bars columns={columns} name={title} width={room} height={depth} options={options} />}
    </VizLayout>
  )
}

interface Props {
  readonly columns: Columns
  readonly name: string
  readonly width: number
  readonly height: number
  readonly options: Options
}

/** Bars from left to right or, lying, from top to bottom. */
function Bars({ columns: { frame, names, numbers }, name, width, height, options }: Props) {
  const theme = useTheme2()
  const { stacking, showValue, orientation, tooltip } = options
  const isLying =
    orientation === VizOrientation.Horizontal || (orientation !== VizOrientation.Vertical && width < height)
  const bars = barsOf(
    numbers.map(({ values }) => values),
    options,
  )
  const [first] = numbers
  const displays = numbers.map((field) => field.display ?? getDisplayProcessor({ field, theme }))
  const tellValue = (series: number, value: unknown): string =>
    formattedValueToString(displays[series]?.(value) ?? { text: String(value) })
  const tellTick = (value: number): string =>
    stacking === 'percent' ? `${Math.round(value * 100)}%` : tellValue(0, value)
  const groups = names.values.map((value) => {
    const text = names.display ? formattedValueToString(names.display(value)) : String(value)
    return options.xTickLabelMaxLength > 0 && text.length > options.xTickLabelMaxLength
      ? `${text.slice(0, options.xTickLabelMaxLength)}…`
      : text
  })
  const ends = bars.flatMap(({ from, to }) => [from, to])
  const { min, max } = first?.config ?? {}
  const scale = scaleOf(
    Math.min(min ?? 0, ...ends),
    Math.max(max ?? 0, ...ends),
    Math.max(1, Math.floor((isLying ? width / 80 : height / 40) || 1)),
  )
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => measureText(text, axisSize).width))
  const left = Math.min(width / 2, widest(isLying ? groups : scale.ticks.map(tellTick)) + 12)
  const below = axisSize + 10
  // A lying bar has its value beside it, a standing one above it.
  const [top, right] = isLying ? [8, 40] : [axisSize + 8, 16]
  const box: Box = { left, top, width: Math.max(1, width - left - right), height: Math.max(1, height - below - top) }
  const told = groups.map(
    (group, at) =>
      `${group}: ${numbers.map((field, series) => `${numbers.length > 1 ? `${getFieldDisplayName(field, frame)} ` : ''}${tellValue(series, field.values[at])}`).join(', ')}`,
  )
  const slot = (isLying ? box.height : box.width) / groups.length
  const every = isLying
    ? Math.max(1, Math.ceil((axisSize + 2) / slot))
    : Math.max(1, Math.ceil((widest(groups) + 8) / slot))
  const text = { fontSize: axisSize, fill: theme.colors.text.primary }
  return (
    <svg role="img" aria-label={`${name}: ${told.join('; ')}`} width={width} height={height}>
      <ValueAxis box={box} scale={scale} tell={tellTick} isLevel={isLying} />
      {bars.map(({ group, series, start, width: share, from, to }) => {
        const value: unknown = numbers[series]?.values[group]
        const color = displays[series]?.(value).color
        const [a, b] = [shareIn(scale, Math.min(from, to)), shareIn(scale, Math.max(from, to))]
        const place = isLying
          ? {
              x: box.left + a * box.width,
              y: box.top + start * box.height,
              width: (b - a) * box.width,
              height: share * box.height,
            }
          : {
              x: box.left + start * box.width,
              y: box.top + (1 - b) * box.height,
              width: share * box.width,
              height: (b - a) * box.height,
            }
        const said = tellValue(series, value)
        const isShown =
          showValue === 'always' ||
          (showValue === 'auto' &&
            (isLying ? place.height >= axisSize : measureText(said, axisSize).width <= place.width))
        const at = isLying
          ? { x: place.x + place.width + 4, y: place.y + place.height / 2, textAnchor: 'start' as const }
          : { x: place.x + place.width / 2, y: Math.max(axisSize, place.y - 5), textAnchor: 'middle' as const }
        return (
          <g key={`${group} ${series}`}>
            <rect {...place} fill={color ?? theme.visualization.getColorByName('blue')} fillOpacity={0.8}>
              {tooltip.mode !== TooltipDisplayMode.None && <title>{told[group]}</title>}
            </rect>
            {isShown && stacking === 'none' && (
              <text {...at} {...text} dominantBaseline={isLying ? 'middle' : 'auto'}>
                {said}
              </text>
            )}
          </g>
        )
      })}
      {groups.map((group, at) => {
        if (at % every !== 0) return null
        const middle = (at + 0.5) / groups.length
        const place = isLying
          ? { x: box.left - 6, y: box.top + middle * box.height, textAnchor: 'end' as const }
          : { x: box.left + middle * box.width, y: height - 4, textAnchor: 'middle' as const }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may have one name, and never change places
          <text key={at} {...place} {...text} dominantBaseline={isLying ? 'middle' : 'auto'}>
            {group}
          </text>
        )
      })}
    </svg>
  )
}

export const barchart = definePanel<Options>({
  component: BarChartPanel,
  options: {
    orientation: VizOrientation.Auto,
    stacking: 'none',
    showValue: 'auto',
    groupWidth: 0.7,
    barWidth: 0.97,
    xTickLabelMaxLength: 0,
    legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  },
  custom: { hideFrom: { legend: false, tooltip: false, viz: false } },
  colorMode: FieldColorModeId.PaletteClassic,
})
