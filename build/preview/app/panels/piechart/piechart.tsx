import { FieldColorModeId, type FieldDisplay, formattedValueToString, type PanelProps } from '@grafana/data'
import {
  LegendDisplayMode,
  type OptionsWithTooltip,
  type SingleStatBaseOptions,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  VizOrientation,
} from '@grafana/schema'
import { measureText, useTheme2, VizLayout, type VizLegendItem } from '@grafana/ui'
import { definePanel } from '../define.ts'
import { displayValues, hasNumbers } from '../shared/display-values.ts'
import { legendOf } from '../shared/legend-of.tsx'
import { NoData } from '../shared/no-data.tsx'
import { outline, pointAt, type Slice, slicesOf } from './slices.ts'

interface Options extends SingleStatBaseOptions, OptionsWithTooltip {
  readonly pieType: 'pie' | 'donut'
  readonly displayLabels: readonly ('name' | 'value' | 'percent')[]
  readonly sort: 'asc' | 'desc' | 'none'
  readonly legend: VizLegendOptions & { readonly values: readonly ('value' | 'percent')[] }
}

const labelSize = 14

function PiePanel(props: PanelProps<Options>) {
  const { data, title, width, height, options, fieldConfig } = props
  const theme = useTheme2()
  const values = hasNumbers(data.series)
    ? displayValues(props, theme).filter(
        ({ display, field }) => !Number.isNaN(display.numeric) && field.custom?.hideFrom?.viz !== true,
      )
    : []
  if (values.length === 0) return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  const slices = slicesOf(sorted(values, options.sort), ({ display }) => display.numeric)
  const { legend } = options
  return (
    <VizLayout width={width} height={height} legend={legendOf(legend, itemsOf(values, slices, options))}>
      {(room, depth) => <Pie slices={slices} name={title} width={room} height={depth} options={options} />}
    </VizLayout>
  )
}

interface PieProps {
  readonly slices: readonly Slice<FieldDisplay>[]
  readonly name: string
  readonly width: number
  readonly height: number
  readonly options: Options
}

function Pie({ slices, name, width, height, options }: PieProps) {
  const theme = useTheme2()
  const centre = { x: width / 2, y: height / 2 }
  const outer = Math.max(0, Math.min(width, height) / 2 - 4)
  const inner = options.pieType === 'donut' ? outer / 2 : 0
  const told = slices.map((slice) => `${nameOf(slice.of)}: ${percent(slice.share)}`).join('; ')
  return (
    <svg role="img" aria-label={`${name}: ${told}`} width={width} height={height}>
      {slices.map((slice) => {
        const { display } = slice.of
        const color = display.color ?? theme.visualization.getColorByName('blue')
        const label = labelsOf(slice, options)
        const at = pointAt(centre, (outer + inner) / 2 + outer / 8, (slice.from + slice.to) / 2)
        return (
          <g key={nameOf(slice.of)}>
            <path d={outline(centre, outer, inner, slice)} fill={color} stroke={theme.colors.background.primary}>
              {options.tooltip.mode !== TooltipDisplayMode.None && (
                <title>{`${nameOf(slice.of)}: ${formattedValueToString(display)} (${percent(slice.share)})`}</title>
              )}
            </path>
            {fits(label, slice.share, outer) && (
              <text
                x={at.x}
                y={at.y}
                fontSize={labelSize}
                textAnchor="middle"
                dominantBaseline="middle"
                pointerEvents="none"
                fill={theme.colors.getContrastText(color)}
              >
                {label}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

function labelsOf(slice: Slice<FieldDisplay>, { displayLabels }: Options): string {
  const said = {
    name: nameOf(slice.of),
    value: formattedValueToString(slice.of.display),
    percent: percent(slice.share),
  }
  return (['name', 'value', 'percent'] as const)
    .filter((each) => displayLabels.includes(each))
    .map((each) => said[each])
    .join(' ')
}

/** Whether a label has room where its slice is as wide as it will be. */
const fits = (label: string, share: number, outer: number): boolean =>
  label !== '' &&
  share > 0.02 &&
  measureText(label, labelSize).width < Math.min(outer, 2 * outer * Math.sin(Math.PI * Math.min(share, 0.5)))

const nameOf = ({ display }: FieldDisplay): string => display.title ?? ''

const percent = (share: number): string => `${Math.round(share * 100)}%`

function sorted(values: readonly FieldDisplay[], order: Options['sort']): readonly FieldDisplay[] {
  if (order === 'none') return values
  const sign = order === 'asc' ? 1 : -1
  return values.toSorted((a, b) => sign * (a.display.numeric - b.display.numeric))
}

/** What is listed: also what has no part. */
function itemsOf(
  values: readonly FieldDisplay[],
  slices: readonly Slice<FieldDisplay>[],
  { legend, sort }: Options,
): VizLegendItem[] {
  return sorted(values, sort)
    .filter(({ field }) => field.custom?.hideFrom?.legend !== true)
    .map((value) => {
      const share = slices.find(({ of }) => of === value)?.share ?? 0
      const said = {
        percent: { title: 'Percent', text: percent(share), numeric: share },
        value: {
          ...value.display,
          title: 'Value',
          text: formattedValueToString({ ...value.display }),
          suffix: '',
          prefix: '',
        },
      }
      return {
        label: nameOf(value),
        color: value.display.color ?? 'gray',
        yAxis: 1,
        getDisplayValues: () =>
          (['value', 'percent'] as const).filter((each) => legend.values.includes(each)).map((each) => said[each]),
      }
    })
}

export const piechart = definePanel<Options>({
  component: PiePanel,
  options: {
    reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
    orientation: VizOrientation.Auto,
    pieType: 'pie',
    displayLabels: [],
    sort: 'desc',
    legend: {
      showLegend: true,
      displayMode: LegendDisplayMode.List,
      placement: 'right',
      calcs: [],
      values: [],
    },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  },
  custom: { hideFrom: { legend: false, tooltip: false, viz: false } },
  colorMode: FieldColorModeId.PaletteClassic,
})
