import type { Step, Target } from '../../language/panel.ts'
import type { PlacedPanel, PlacedRow } from '../../model/layout.ts'
import { print } from '../../promql/print.ts'
import { colorOf, statusColors } from './colors.ts'
import { datasource } from './datasource.ts'
import { customOf, optionsOf } from './options.ts'
import { isMomentary, leastInterval } from './resolution.ts'
import type { FieldConfig, Mapping, Override, PanelJson, PanelLink, RowJson, Target as TargetJson } from './sdk.ts'
import { seriesLooks } from './series.ts'
import { columnsOf, columnsSideBySide } from './table.ts'
import { unitOf } from './units.ts'
import { isWhole } from './whole.ts'

/** Where a panel's heading leads to, and where each of its series does. */
interface Links {
  readonly panel: readonly PanelLink[]
  readonly series: readonly PanelLink[]
}

/**
 * A panel of the classic dashboard; its links open runbooks. Without `pluginVersion` Grafana takes it for one of 6.1, and
 * changes it as every release since then did: shares get an end at 1.
 */
export function panelJson(panel: PlacedPanel, links: Links, pluginVersion: string): PanelJson {
  if (panel.written !== undefined)
    return { pluginVersion, ...panel.written, id: panel.id, gridPos: panel.gridPos } as unknown as PanelJson
  const { id, title, description, gridPos, frame } = panel
  const type = panel.type
  const custom = customOf(panel)
  const interval = leastInterval(panel)
  return {
    id,
    type,
    pluginVersion,
    title,
    description,
    gridPos,
    datasource,
    ...(interval === undefined ? {} : { interval }),
    ...(frame.timeFrom === undefined ? {} : { timeFrom: frame.timeFrom }),
    ...(frame.timeShift === undefined ? {} : { timeShift: frame.timeShift }),
    ...(frame.repeat === undefined ? {} : { repeat: frame.repeat, repeatDirection: 'h' as const, maxPerRow: 4 }),
    targets: panel.targets.map((target, at) => targetJson(panel, target, at)),
    ...(type === 'table' ? { transformations: columnsSideBySide(panel) } : {}),
    fieldConfig: {
      defaults: {
        ...defaults(panel),
        ...(custom === undefined ? {} : { custom }),
        ...(links.series.length === 0 ? {} : { links: links.series }),
      },
      overrides:
        type === 'table' ? columnsOf(panel) : [...statusColors(panel), ...severityWords(panel), ...seriesLooks(panel)],
    },
    options: optionsOf(panel),
    ...(links.panel.length === 0 ? {} : { links: links.panel }),
  }
}

/** A row and its panels: Grafana loses those that are put inside an open row, and finds those of a closed one nowhere else. */
export const rowJson = (
  { id, title, gridPos, collapsed, repeat }: PlacedRow,
  panels: readonly PanelJson[],
): readonly (RowJson | PanelJson)[] => [
  {
    id,
    type: 'row',
    title,
    gridPos,
    collapsed,
    panels: collapsed ? panels : [],
    ...(repeat === undefined ? {} : { repeat }),
  },
  ...(collapsed ? [] : panels),
]

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function targetJson(panel: PlacedPanel, { legend, expr }: Target, at: number): TargetJson {
  const { type } = panel
  const now = isMomentary(panel)
  return {
    refId: letters[at] ?? `Q${at}`,
    datasource,
    editorMode: 'code',
    expr: print(expr),
    legendFormat: legend,
    format: type === 'table' || type === 'barchart' ? 'table' : type === 'heatmap' ? 'heatmap' : 'time_series',
    range: !now,
    instant: now,
  }
}

function defaults(panel: PlacedPanel): FieldConfig {
  const { type, unit, steps, noValue, idle, graph } = panel
  // Grafana draws nothing of the rest in a heatmap, and throws it away when it saves one.
  if (type === 'heatmap') return { unit: unitOf(panel) }
  return {
    unit: unitOf(panel),
    ...(panel.targets.length > 0 && panel.targets.every(isWhole) ? { decimals: 0 } : {}),
    min: graph.axis?.min ?? 0,
    ...(graph.axis?.max === undefined ? {} : { max: graph.axis.max }),
    ...(unit === 'ratio' && (type === 'gauge' || type === 'bargauge') ? { max: 1 } : {}),
    noValue,
    color: colorOf(panel),
    thresholds: { mode: 'absolute', steps: steps.map(thresholdJson) },
    mappings: isOfStates(panel) ? [words(panel)] : [unknown('nan', idle), unknown('null', noValue)],
  }
}

/** The first step begins below all values, whatever is written there: Grafana writes 0. */
const thresholdJson = ({ from, color }: Step) => ({ value: from ?? 0, color })

const isOfStates = ({ type }: PlacedPanel): boolean => type === 'state-timeline' || type === 'status-history'

/** What is not known is neither well nor wrong: it must not be green. */
const unknown = (match: 'nan' | 'null', text: string): Mapping => ({
  type: 'special',
  options: { match, result: { text, color: '#808080', index: match === 'nan' ? 0 : 1 } },
})

/** States of warnings are orange, those of critical alerts red, by the end of the names of their rows. */
const severityWords = (panel: PlacedPanel): readonly Override[] =>
  panel.type === 'state-timeline' && panel.targets.every(({ labels }) => labels.at(-1) === 'severity')
    ? [
        {
          matcher: { id: 'byRegexp', options: '/ warning$/' },
          properties: [{ id: 'mappings', value: [words({ ...panel, steps: panel.steps.map(asWarning) })] }],
        },
      ]
    : []

const asWarning = ({ from, color }: Step): Step => ({ from, color: color === 'red' ? 'orange' : color })

/** No and yes, each in the colour of its step. */
const words = ({ says: [no, yes], steps }: Pick<PlacedPanel, 'says' | 'steps'>): Mapping => {
  const colored = (value: number, text: string) => {
    const color = steps.findLast(({ from }) => from === null || from <= value)?.color
    return { text, index: value, ...(color === undefined ? {} : { color }) }
  }
  return { type: 'value', options: { 0: colored(0, no), 1: colored(1, yes) } }
}
