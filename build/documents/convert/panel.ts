import { below, isObject, objectsBelow, textBelow } from '../values.ts'
import type { Json } from './converted.ts'
import { type SourceOf, sourceOfAll } from './sources.ts'

/**
 * An element of version 2 as a panel of the classic form, without its id and its place. What only version 2 can say of it
 * keeps its name.
 */
export function panelOf(element: Json, sourceOf: SourceOf): Json {
  const spec = isObject(element.spec) ? element.spec : {}
  const { data, vizConfig, ...own } = without(spec, ['id'])
  if (element.kind === 'LibraryPanel') return { ...own, type: 'library-panel-ref' }
  const viz = below(vizConfig, 'spec')
  const targets = objectsBelow(data, 'spec', 'queries').map((each) => targetOf(each.spec, sourceOf))
  const source = sourceOfAll(targets)
  // Before `group` was, the visualization was the kind, and its release stood inside.
  const version = textBelow(vizConfig, 'version') || textBelow(viz, 'pluginVersion')
  return {
    type: textBelow(vizConfig, 'group') ?? textBelow(vizConfig, 'kind') ?? '',
    ...filled(own),
    ...(source === undefined ? {} : { datasource: source }),
    ...(targets.length === 0 ? {} : { targets }),
    ...filled({ transformations: objectsBelow(data, 'spec', 'transformations').map(transformationOf) }),
    ...filled(record(below(data, 'spec', 'queryOptions'))),
    options: record(below(viz, 'options')),
    fieldConfig: { defaults: {}, overrides: [], ...record(below(viz, 'fieldConfig')) },
    ...(version ? { pluginVersion: version } : {}),
  }
}

/** A query with its letter and its data source. */
export function targetOf(outer: unknown, sourceOf: SourceOf): Json {
  const query = below(outer, 'query')
  const source = sourceOf(query, outer)
  return {
    ...record(below(query, 'spec')),
    refId: textBelow(outer, 'refId') ?? textBelow(query, 'spec', 'refId') ?? 'A',
    ...(below(outer, 'hidden') === true ? { hide: true } : {}),
    ...(source === undefined ? {} : { datasource: source }),
  }
}

/** `{ kind: 'Transformation', group: 'organize', spec: { options } }`; before `group` was, the kind told which. */
function transformationOf(each: Json): Json {
  const { id, ...rest } = record(each.spec)
  return { id: textBelow(each, 'group') ?? id ?? textBelow(each, 'kind'), ...rest }
}

/** A mapping; an empty one for any other value. */
export const record = (value: unknown): Json => (isObject(value) ? value : {})

/** Without what says nothing: absent, empty texts and lists, and `false`, which every field here is without being said. */
const filled = (json: Json): Json =>
  Object.fromEntries(
    Object.entries(json).filter(
      ([, value]) =>
        value !== undefined &&
        value !== null &&
        value !== '' &&
        value !== false &&
        !(Array.isArray(value) && value.length === 0),
    ),
  )

/** A mapping without these members. */
export const without = (json: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)))
