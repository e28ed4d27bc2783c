import type { PanelType, Step, Target } from '../../language/panel.ts'
import type { PlacedPanel, PlacedRow } from '../../model/layout.ts'
import { print } from '../../promql/print.ts'
import { datasource } from './datasource.ts'
import { customOf, optionsOf } from './options.ts'
import type { FieldConfig, Mapping, Override, PanelJson, PanelLink, RowJson, Target as TargetJson } from './sdk.ts'
import { columnsSideBySide, overridesOf } from './table.ts'
import { grafanaUnit } from './units.ts'

/** A panel of the classic dashboard; `links` open the runbook of its alert. */
export function panelJson(panel: PlacedPanel, links: readonly PanelLink[]): PanelJson {
  const { id, type, title, description, gridPos } = panel
  const custom = customOf(panel)
  return {
    id,
    type,
    title,
    description,
    gridPos,
    datasource,
    targets: panel.targets.map((target, at) => targetJson(type, target, at)),
    ...(type === 'table' ? { transformations: columnsSideBySide(panel.targets) } : {}),
    fieldConfig: {
      defaults: { ...defaults(panel), ...(custom === undefined ? {} : { custom }) },
      overrides: type === 'table' ? overridesOf(panel.targets) : ([] satisfies Override[]),
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

function targetJson(type: PanelType, { legend, expr }: Target, at: number): TargetJson {
  const now = type === 'table' || type === 'bargauge'
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

function defaults({ type, unit, steps, noValue }: PlacedPanel): FieldConfig {
  return {
    unit: grafanaUnit[unit],
    min: 0,
    ...(unit === 'ratio' && (type === 'gauge' || type === 'bargauge') ? { max: 1 } : {}),
    noValue,
    color: { mode: type === 'timeseries' ? 'palette-classic' : 'thresholds' },
    thresholds: { mode: 'absolute', steps: steps.map(thresholdJson) },
    mappings: type === 'state-timeline' ? yesOrNo : [notANumber(noValue)],
  }
}

const thresholdJson = ({ from, color }: Step) => ({ value: from, color })

/** A quantile without observations is NaN, which means what no value means. */
const notANumber = (text: string): Mapping => ({
  type: 'special',
  options: { match: 'nan', result: { text, color: 'text', index: 0 } },
})

const yesOrNo: readonly Mapping[] = [
  { type: 'value', options: { 0: { text: 'No', index: 0 }, 1: { text: 'Yes', index: 1 } } },
]
