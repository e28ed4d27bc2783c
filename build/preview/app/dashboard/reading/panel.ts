import type { AsksPrometheus } from '../../../../documents/data-source.ts'
import type { FieldConfigModel, PanelModel, TargetModel } from '../model.ts'
import { dataSourceOf } from './data-source.ts'
import { type Json, maybeNumber, maybeText, number, object, objects, text } from './json.ts'
import { modern } from './legacy/modern.ts'

/** Reads a panel. `repeated`: the variable for whose values Grafana would repeat the row it is in. */
export function readPanel(written: Json, asks: AsksPrometheus, repeated?: string): PanelModel {
  const json = modern(written)
  const { id, title, description, transparent, gridPos, transformations, links, fieldConfig, libraryPanel } = json
  return {
    id: number(id, 0),
    type: text(json.type) || (libraryPanel === undefined ? 'unknown' : 'library panel'),
    title: text(title),
    description: text(description),
    transparent: transparent === true,
    gridPos: cellsOf(object(gridPos)),
    targets:
      json.type === 'alertlist'
        ? [alertsAsked(object(json.options))]
        : objects(json.targets).map((target) => readTarget(target, json.datasource, asks)),
    transformations: objects(transformations)
      .filter(({ disabled }) => disabled !== true)
      .map(({ id, options }) => ({ id: text(id), options: object(options) })),
    fieldConfig: fieldConfigOf(object(fieldConfig)),
    options: object(json.options),
    links: objects(links).map(({ title, url, targetBlank }) => ({
      title: text(title),
      url: text(url),
      targetBlank: targetBlank === true,
    })),
    maxDataPoints: positive(json.maxDataPoints),
    interval: maybeText(json.interval),
    timeFrom: durationOf(json.timeFrom),
    timeShift: durationOf(json.timeShift),
    hidesTime: json.hideTimeOverride === true,
    notices: noticesOf(json, repeated),
  }
}

function cellsOf({ x, y, w, h }: Json): PanelModel['gridPos'] {
  const width = between(number(w, 24), 1, 24)
  return {
    x: between(number(x, 0), 0, 24 - width),
    y: between(number(y, 0), 0, 100_000),
    w: width,
    h: between(number(h, 8), 1, 100),
  }
}

const between = (value: number, least: number, most: number): number =>
  Math.min(Math.max(Math.round(value), least), most)

/** Old dashboards hold numbers as text. */
function positive(value: unknown): number | undefined {
  const count = maybeNumber(typeof value === 'string' && value !== '' ? Number(value) : value)
  return count !== undefined && count >= 1 ? count : undefined
}

/** A duration as Grafana writes those of panels; `undefined` of anything else. */
const durationOf = (value: unknown): string | undefined => {
  const written = maybeText(value)
  return written !== undefined && /^\d+(?:ms|[smhdwMy])$/.test(written) ? written : undefined
}

function noticesOf(
  { repeat, libraryPanel, timeFrom, timeShift }: Json,
  repeated: string | undefined,
): readonly string[] {
  const variable = maybeText(repeat)
  const unread = [timeFrom, timeShift].filter(
    (value) => maybeText(value) !== undefined && durationOf(value) === undefined,
  )
  return [
    ...unread.map(
      (value) => `Its own time is ${value}, which is no duration such as 1d; it is drawn over the dashboard’s.`,
    ),
    ...(variable === undefined
      ? []
      : [`Grafana repeats this panel for each value of $${variable}; here it is drawn once.`]),
    ...(repeated === undefined
      ? []
      : [`Grafana repeats this row for each value of $${repeated}; here it is drawn once.`]),
    ...(libraryPanel === undefined
      ? []
      : [`This is the library panel “${text(object(libraryPanel).name)}”, which Grafana keeps outside the dashboard.`]),
  ]
}

function readTarget({ datasource, ...json }: Json, ofPanel: unknown, asks: AsksPrometheus): TargetModel {
  const { refId, expr, legendFormat, format, instant, range, hide, interval } = json
  return {
    refId: text(refId, 'A'),
    dataSource: dataSourceOf(asks, datasource, ofPanel),
    expr: text(expr),
    legendFormat: text(legendFormat),
    format: format === 'table' || format === 'heatmap' ? format : 'time_series',
    range: instant !== true || range === true,
    hide: hide === true,
    interval: maybeText(interval),
  }
}

/** What stands in for Grafana's own list of alerts: those of Prometheus, in the states and with the labels that the panel lists. */
function alertsAsked({ stateFilter, alertInstanceLabelFilter }: Json): TargetModel {
  const { firing, pending } = object(stateFilter)
  const states = [...(firing === false ? [] : ['firing']), ...(pending === true ? ['pending'] : [])]
  const labels = text(alertInstanceLabelFilter)
    .trim()
    .replace(/^\{|,?\s*\}$/g, '')
  const matchers = [`alertstate=~"${states.join('|')}"`, ...(labels === '' ? [] : [labels])]
  return {
    refId: 'A',
    dataSource: 'prometheus',
    expr: `ALERTS{${matchers.join(', ')}}`,
    legendFormat: '',
    format: 'table',
    range: false,
    hide: false,
    interval: undefined,
  }
}

const fieldConfigOf = ({ defaults, overrides }: Json): FieldConfigModel => ({
  defaults: object(defaults),
  overrides: objects(overrides).map(({ matcher, properties }) => ({
    matcher: { id: text(object(matcher).id), options: object(matcher).options },
    properties: objects(properties).map(({ id, value }) => ({ id: text(id), value })),
  })),
})
