import { below, isObject, objectsBelow, textBelow } from '../../checks/support/json.ts'
import type { Json } from './dashboard.ts'

/**
 * A dashboard of `dashboard.grafana.app/v2…` in the words of the classic JSON, so that both compare. Rows and tabs become
 * rows; what only the new form can say (conditions of visibility, automatic grids) keeps the name it has there.
 */
export function classicOf(root: Json): Json {
  const spec = isObject(root.spec) ? root.spec : {}
  const elements = isObject(spec.elements) ? spec.elements : {}
  const laid = [...walk(spec.layout, [])]
  const names = new Set(laid.flatMap((each) => ('name' in each ? each.name : [])))
  const forgotten = Object.keys(elements).filter((name) => !names.has(name))
  const { elements: _, layout: __, variables: ___, annotations: ____, timeSettings, cursorSync, ...rest } = spec
  return {
    ...rest,
    ...(cursorSync === undefined ? {} : { graphTooltip: tooltips[String(cursorSync)] ?? cursorSync }),
    ...timesOf(timeSettings),
    uid: below(root, 'metadata', 'name'),
    panels: [...laid, ...forgotten.map((name) => ({ name, gridPos: undefined }))].flatMap((each) =>
      'name' in each ? panelOf(elements[each.name], each.gridPos) : [{ type: 'row', title: each.row }],
    ),
    templating: { list: objectsBelow(spec, 'variables').map(variableOf) },
    annotations: { list: objectsBelow(spec, 'annotations').map(annotationOf) },
  }
}

type Item = { readonly name: string; readonly gridPos: Json | undefined } | { readonly row: string }

function* walk(layout: unknown, path: readonly string[]): Generator<Item, void> {
  for (const item of objectsBelow(layout, 'spec', 'items')) {
    const name = textBelow(item, 'spec', 'element', 'name')
    if (name !== undefined) yield { name, gridPos: gridPosOf(item.spec) }
    else yield* nested(item.spec, path)
  }
  for (const part of [...objectsBelow(layout, 'spec', 'rows'), ...objectsBelow(layout, 'spec', 'tabs')])
    yield* nested(part.spec, path)
}

function* nested(spec: unknown, path: readonly string[]): Generator<Item, void> {
  const inside = [...path, textBelow(spec, 'title') ?? '']
  yield { row: inside.filter((title) => title !== '').join(' › ') }
  yield* walk(below(spec, 'layout'), inside)
}

function gridPosOf(spec: unknown): Json | undefined {
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((side) => below(spec, side))
  return typeof w === 'number' ? { x, y, w, h } : undefined
}

function panelOf(element: unknown, gridPos: Json | undefined): readonly Json[] {
  const spec = below(element, 'spec')
  if (!isObject(spec)) return []
  if (below(element, 'kind') !== 'Panel') return [{ ...spec, gridPos }]
  const { data, vizConfig, ...rest } = spec
  const viz = below(vizConfig, 'spec')
  return [
    {
      ...rest,
      ...(isObject(viz) ? viz : {}),
      pluginVersion: undefined,
      type: textBelow(vizConfig, 'group') ?? textBelow(vizConfig, 'kind'),
      gridPos,
      targets: objectsBelow(data, 'spec', 'queries').map((each) => targetOf(each.spec)),
      transformations: objectsBelow(data, 'spec', 'transformations').map(transformationOf),
      ...optionsOf(below(data, 'spec', 'queryOptions')),
    },
  ]
}

const optionsOf = (options: unknown): Json => (isObject(options) ? options : {})

function targetOf(outer: unknown): Json {
  const query = below(outer, 'query')
  const inner = below(query, 'spec')
  return {
    ...(isObject(inner) ? inner : {}),
    refId: below(outer, 'refId'),
    hide: below(outer, 'hidden'),
    datasource: sourceOf(query, outer),
  }
}

/** The type was the query's kind before `group` was, and the uid stood beside the query. */
function sourceOf(query: unknown, outer: unknown): Json | undefined {
  const kind = textBelow(query, 'kind')
  const type = textBelow(query, 'group') ?? (kind === 'DataQuery' ? undefined : kind)
  const uid = textBelow(query, 'datasource', 'name') ?? textBelow(outer, 'datasource', 'uid')
  return type === undefined && uid === undefined ? undefined : { type, uid }
}

/** `{ kind: 'organize', spec: { options } }`, or with `group` for the kind. */
function transformationOf(each: Json): Json {
  const { spec } = each
  const id = textBelow(each, 'group') ?? textBelow(each, 'spec', 'id') ?? textBelow(each, 'kind')
  return { ...(isObject(spec) ? spec : {}), id }
}

/** Words of version 2 for what were numbers. */
const tooltips: Readonly<Record<string, number>> = { Off: 0, Crosshair: 1, Tooltip: 2 }
const refreshes: Readonly<Record<string, number>> = { never: 0, onDashboardLoad: 1, onTimeRangeChanged: 2 }
const hides: Readonly<Record<string, number>> = { dontHide: 0, hideLabel: 1, hideVariable: 2 }

const kinds: Readonly<Record<string, string>> = {
  DatasourceVariable: 'datasource',
  AdhocVariable: 'adhoc',
  GroupByVariable: 'groupby',
}

function variableOf({ kind, spec }: Json): Json {
  const type =
    kinds[String(kind)] ??
    String(kind)
      .replace(/Variable$/, '')
      .toLowerCase()
  const query = below(spec, 'query')
  const inner = below(query, 'spec')
  const asked = isObject(query) ? { query: textBelow(inner, 'query') ?? textBelow(inner, 'expr') ?? inner } : {}
  const { pluginId, refresh, hide, allowCustomValue, ...rest } = isObject(spec) ? spec : {}
  const source = isObject(query) ? sourceOf(query, spec) : undefined
  return {
    ...rest,
    ...asked,
    // The type alone is what the classic form leaves out.
    ...(source?.uid === undefined ? {} : { datasource: source }),
    ...(pluginId === undefined ? {} : { query: pluginId }),
    refresh: refreshes[String(refresh)] ?? refresh,
    hide: hides[String(hide)] ?? hide,
    ...(allowCustomValue === false ? { allowCustomValue } : {}),
    type,
  }
}

function annotationOf({ spec }: Json): Json {
  const { query, legacyOptions, ...rest } = isObject(spec) ? spec : {}
  const inner = below(query, 'spec')
  const legacy = isObject(legacyOptions) ? legacyOptions : {}
  const builtIn = rest.builtIn === true ? 1 : rest.builtIn
  return { ...rest, builtIn, ...legacy, ...(isObject(inner) ? inner : {}), datasource: sourceOf(query, spec) }
}

function timesOf(settings: unknown): Json {
  const { from, to, autoRefresh, autoRefreshIntervals, ...rest } = isObject(settings) ? settings : {}
  const isUsual = String(autoRefreshIntervals) === '5s,10s,30s,1m,5m,15m,30m,1h,2h,1d'
  return {
    ...rest,
    time: { from, to },
    refresh: autoRefresh,
    timepicker: isUsual ? {} : { refresh_intervals: autoRefreshIntervals },
  }
}
