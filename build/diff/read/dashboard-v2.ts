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
  const { elements: _, layout: __, variables: ___, annotations: ____, timeSettings, ...rest } = spec
  return {
    ...rest,
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
  const pluginId = textBelow(spec, 'pluginId')
  return { ...(isObject(spec) ? spec : {}), ...asked, ...(pluginId === undefined ? {} : { query: pluginId }), type }
}

function annotationOf({ spec }: Json): Json {
  const { query, legacyOptions, ...rest } = isObject(spec) ? spec : {}
  const inner = below(query, 'spec')
  const legacy = isObject(legacyOptions) ? legacyOptions : {}
  return { ...rest, ...legacy, ...(isObject(inner) ? inner : {}), datasource: sourceOf(query, spec) }
}

function timesOf(settings: unknown): Json {
  const { from, to, autoRefresh, ...rest } = isObject(settings) ? settings : {}
  return { ...rest, time: { from, to }, refresh: autoRefresh }
}
