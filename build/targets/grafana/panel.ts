import type { Step, Target } from '../../language/panel.ts'
import type { PlacedPanel, PlacedRow } from '../../model/layout.ts'
import { print } from '../../promql/print.ts'
import { colorOf, statusColors } from './colors.ts'
import { datasource } from './datasource.ts'
import { customOf, optionsOf } from './options.ts'
import { isMomentary, leastInterval } from './resolution.ts'
import type { FieldConfig, Mapping, PanelJson, PanelLink, RowJson, Target as TargetJson } from './sdk.ts'
import { columnsOf, columnsSideBySide } from './table.ts'
import { grafanaUnit } from './units.ts'

/** A panel of the classic dashboard; `links` open the runbook of its alert. */
export function panelJson(panel: PlacedPanel, links: readonly PanelLink[]): PanelJson {
  const { id, type, title, description, gridPos } = panel
  const custom = customOf(panel)
  const interval = leastInterval(panel)
  return {
    id,
    type,
    title,
    description,
    gridPos,
    datasource,
    ...(interval === undefined ? {} : { interval }),
    targets: panel.targets.map((target, at) => targetJson(panel, target, at)),
    ...(type === 'table' ? { transformations: columnsSideBySide(panel.targets) } : {}),
    fieldConfig: {
      defaults: { ...defaults(panel), ...(custom === undefined ? {} : { custom }) },
      overrides: type === 'table' ? columnsOf(panel.targets) : statusColors(panel),
    },
    options: optionsOf(panel),
    links,
  }
}

/** A row's header; its panels follow it, since Grafana loses those that are put inside an open row. */
export const rowJson = ({ id, title, gridPos }: PlacedRow): RowJson => ({
  id,
  type: 'row',
  title,
  gridPos,
  collapsed: false,
  panels: [],
})

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
    format: type === 'table' ? 'table' : type === 'heatmap' ? 'heatmap' : 'time_series',
    range: !now,
    instant: now,
  }
}

function defaults(panel: PlacedPanel): FieldConfig {
  const { type, unit, steps, noValue } = panel
  return {
    unit: grafanaUnit[unit],
    min: 0,
    ...(unit === 'ratio' && (type === 'gauge' || type === 'bargauge') ? { max: 1 } : {}),
    noValue,
    color: colorOf(panel),
    thresholds: { mode: 'absolute', steps: steps.map(thresholdJson) },
    mappings: type === 'state-timeline' ? [words(panel)] : [notANumber(noValue)],
  }
}

const thresholdJson = ({ from, color }: Step) => ({ value: from, color })

/** A quantile without observations is NaN, which means what no value means. */
const notANumber = (text: string): Mapping => ({
  type: 'special',
  options: { match: 'nan', result: { text, color: 'text', index: 0 } },
})

/** No and yes, each in the colour of its step. */
const words = ({ says: [no, yes], steps }: PlacedPanel): Mapping => {
  const colored = (value: number, text: string) => {
    const color = steps.findLast(({ from }) => from === null || from <= value)?.color
    return { text, index: value, ...(color === undefined ? {} : { color }) }
  }
  return { type: 'value', options: { 0: colored(0, no), 1: colored(1, yes) } }
}
