import { toClassic } from './convert/classic.ts'
import { Unconvertible } from './convert/converted.ts'
import { panelOf } from './convert/panel.ts'
import { type SourceOf, sourcesBy } from './convert/sources.ts'
import { pluginsOf, variablesIn } from './convert/variables.ts'
import type { Cursor } from './cursor.ts'
import { textsOf } from './dashboard.ts'
import { type AsksPrometheus, dataSourcesOf } from './data-source.ts'
import { excusesOfJson } from './excuses.ts'
import { panelFrom, targetFrom } from './panel.ts'
import type { Reading } from './reading.ts'
import type { Annotation, Dashboard, Panel, Variable } from './views.ts'

/** Reads a dashboard of `dashboard.grafana.app/v2…`: panels are `elements`, and the layout says where each stands. */
export function readDashboardV2(root: Cursor, reading: Reading): Dashboard {
  // It may be there without the resource around it.
  const spec = root.get('spec').isRecord ? root.get('spec') : root
  const asks = dataSourcesOf(spec.value)
  const sourceOf = sourcesBy(pluginsOf(variablesIn(spec.record)))
  reading.waivers.push(...excusesOfJson(spec, root.place([]), reading))
  const elements = spec.get('elements')
  return {
    file: root.file,
    place: root.place([]),
    uid: root.get('metadata', 'name').text,
    title: spec.get('title').text ?? '',
    folder: root.get('metadata', 'annotations').record['grafana.app/folder'] as string | undefined,
    panels: reading
      .most(root, 'panels', inOrder(elements, spec.get('layout')))
      .flatMap((each) => readElement(each, asks, sourceOf, reading)),
    variables: reading
      .most(root, 'variables', [...spec.get('variables').items, ...sectionVariables(spec.get('layout'))])
      .flatMap((variable) => readVariable(variable, asks)),
    annotations: spec.get('annotations').items.flatMap((each) => readAnnotation(each.get('spec'), asks, reading)),
    json: classicOf(root),
    layout: spec.get('layout').record,
    isV2: true,
  }
}

/** What checks read of a dashboard without asking where it stands; of one that nobody could draw, its own words. */
function classicOf(root: Cursor): Dashboard['json'] {
  try {
    return toClassic(root.record, { keepsNames: true }).classic
  } catch (error) {
    if (error instanceof Unconvertible) return root.get('spec').record
    throw error
  }
}

/** Rows and tabs have variables of their own, which the panels inside them may mention. */
function* sectionVariables(layout: Cursor): Generator<Cursor, void> {
  for (const key of ['rows', 'tabs'])
    for (const section of layout.get('spec', key).items) {
      yield* section.get('spec', 'variables').items
      yield* sectionVariables(section.get('spec', 'layout'))
    }
}

interface Laid {
  readonly element: Cursor
  readonly row: readonly string[]
  readonly gridPos: Panel['gridPos']
  readonly repeats: Panel['repeats']
}

/** Elements in the order of the layout, then those that the layout forgot. */
function inOrder(elements: Cursor, layout: Cursor): readonly Laid[] {
  const laid = [...walk(layout, [], [], true)]
  const names = new Set(laid.map(({ name }) => name))
  const rest = elements.entries.filter(([name]) => !names.has(name))
  return [
    ...laid.map(({ name, ...rest }) => ({ element: elements.get(name), ...rest })),
    ...rest.map(([, element]) => ({ element, row: [], gridPos: undefined, repeats: [] })),
  ]
}

interface Item extends Omit<Laid, 'element'> {
  readonly name: string
}

/** Rows and tabs hold layouts of their own, each with a grid of its own: only that of the dashboard is the dashboard's. */
function* walk(
  layout: Cursor,
  row: readonly string[],
  outer: Panel['repeats'],
  isOutermost: boolean,
): Generator<Item, void> {
  const spec = layout.get('spec')
  for (const item of spec.get('items').items) {
    const inner = item.get('spec')
    const name = inner.get('element', 'name').text
    const repeats = repeatedBy(inner, outer)
    if (name !== undefined) yield { name, row, gridPos: isOutermost ? gridPosOf(inner) : undefined, repeats }
    else yield* nested(inner, row, outer)
  }
  for (const part of [...spec.get('rows').items, ...spec.get('tabs').items]) yield* nested(part.get('spec'), row, outer)
}

function* nested(spec: Cursor, row: readonly string[], outer: Panel['repeats']): Generator<Item, void> {
  const title = spec.get('title').text ?? ''
  const inside = title === '' ? row : [...row, title]
  const repeats = repeatedBy(spec, outer)
  yield* walk(spec.get('layout'), inside, repeats, false)
  // The first version 2 kept a row's items beside its title.
  for (const item of spec.get('elements').items) {
    const name = item.get('spec', 'element', 'name').text
    if (name !== undefined) yield { name, row: inside, gridPos: undefined, repeats }
  }
}

const repeatedBy = (spec: Cursor, outer: Panel['repeats']): Panel['repeats'] => [
  ...outer,
  ...[spec.get('repeat', 'value').text ?? []].flat(),
]

function gridPosOf(spec: Cursor): Panel['gridPos'] {
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((side) => spec.get(side).number)
  return x === undefined || y === undefined || w === undefined || h === undefined ? undefined : { x, y, w, h }
}

function readElement(
  { element, row, gridPos, repeats }: Laid,
  asks: AsksPrometheus,
  sourceOf: SourceOf,
  reading: Reading,
): readonly Panel[] {
  if (element.get('kind').text !== 'Panel') return []
  const panel = element.get('spec')
  const viz = panel.get('vizConfig')
  return [
    panelFrom({
      panel,
      row,
      gridPos,
      repeats,
      type: viz.get('group').text ?? viz.get('kind').text ?? '',
      fieldConfig: viz.get('spec', 'fieldConfig'),
      json: panelOf(element.record, sourceOf),
      targets: (place) => {
        reading.waivers.push(...excusesOfJson(panel, place, reading))
        return reading.most(panel, 'queries', panel.get('data', 'spec', 'queries').items).map((each) => {
          const outer = each.get('spec')
          const query = outer.get('query')
          return targetFrom(
            { refId: outer.get('refId').text, query: query.get('spec'), sources: sourcesOf(query, outer) },
            place,
            asks,
            reading,
          )
        })
      },
    }),
  ]
}

/** The query's kind was the data source's type before `group` was. */
const sourcesOf = (query: Cursor, outer: Cursor): readonly unknown[] => [
  ...(query.get('group').text ? [query.value] : []),
  ...(query.get('kind').text === 'DataQuery' ? [] : [query.get('kind').text]),
  outer.get('datasource').value,
  query.get('datasource').value,
]

const kinds: Readonly<Record<string, string>> = {
  DatasourceVariable: 'datasource',
  AdhocVariable: 'adhoc',
  GroupByVariable: 'groupby',
}

function readVariable(variable: Cursor, asks: AsksPrometheus): readonly Variable[] {
  const spec = variable.get('spec')
  const name = spec.get('name').text
  if (name === undefined) return []
  const kind = variable.get('kind').text ?? ''
  const type = kinds[kind] ?? kind.replace(/Variable$/, '').toLowerCase()
  const place = spec.get('name').place([`variable ${name}`])
  const query = spec.get('query').isRecord ? spec.get('query', 'spec', 'query') : spec.get('query')
  const isAsked = type === 'query' && query.text !== undefined && asks(...sourcesOf(spec.get('query'), spec))
  return [
    {
      name,
      type,
      multi: spec.get('multi').value === true,
      includeAll: spec.get('includeAll').value === true,
      place,
      query: isAsked ? query.toldAt(place) : undefined,
    },
  ]
}

function readAnnotation(spec: Cursor, asks: AsksPrometheus, reading: Reading): readonly Annotation[] {
  const query = spec.get('query')
  const expr = query.get('spec', 'expr')
  if ((expr.text ?? '').trim() === '' || !asks(...sourcesOf(query, spec))) return []
  const read = reading.query(expr, [`annotation ${spec.get('name').text ?? ''}`.trim()], true)
  const texts = [spec.get('legacyOptions'), query.get('spec')].flatMap(textsOf)
  return read === undefined ? [] : [{ ...read, texts }]
}
