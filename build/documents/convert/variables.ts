import { isObject, objectsBelow, textBelow } from '../values.ts'
import type { Json } from './converted.ts'
import type { SourceOf } from './sources.ts'
import { numberOf } from './words.ts'

/** The variables of a dashboard, a row or a tab of version 2. */
export const variablesIn = (spec: unknown): readonly Json[] =>
  objectsBelow(spec, 'variables').filter((each) => nameOf(each) !== '')

/** The name of a variable of version 2. */
export const nameOf = (variable: Json): string => textBelow(variable, 'spec', 'name') ?? ''

/** Which plugin each variable of a data source stands for. */
export const pluginsOf = (variables: readonly Json[]): ReadonlyMap<string, string> =>
  new Map(
    variables
      .filter(({ kind }) => kind === 'DatasourceVariable')
      .map((each) => [nameOf(each), textBelow(each, 'spec', 'pluginId') ?? '']),
  )

/** What only version 2 says of a variable, and how it is called in sentences. */
const newer = { origin: 'the data source that brought it', placeholder: 'its placeholder' } as const

/** A variable in the classic form, and what is lost of it, each after the variable's name. */
export function variableOf(
  variable: Json,
  sourceOf: SourceOf,
): { readonly json: Json; readonly lost: readonly string[] } {
  const spec = isObject(variable.spec) ? variable.spec : {}
  const { hide, refresh, sort, origin, placeholder, ...rest } = spec
  const lost = Object.entries({ origin, placeholder })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key]) => `loses ${newer[key as keyof typeof newer]}.`)
  const own: Json = {
    ...rest,
    ...(hide === undefined ? {} : { hide: numberOf('hide', hide) }),
    ...(refresh === undefined ? {} : { refresh: numberOf('refresh', refresh) }),
    ...(sort === undefined ? {} : { sort: numberOf('sort', sort) }),
  }
  const type = typeOf(variable.kind)
  if (type === 'switch')
    return { json: switched(own), lost: [...lost, 'is a choice of two values now: classic dashboards have no switch.'] }
  if (type === 'datasource') {
    const { pluginId, ...others } = own
    return { json: { type, ...others, query: pluginId ?? '' }, lost }
  }
  if (type !== 'query' && type !== 'adhoc' && type !== 'groupby') return { json: { type, ...own }, lost }
  const { query, datasource: _, ...others } = own
  const source = type === 'query' ? sourceOf(query, spec) : sourceOf(variable, spec)
  const json = { type, ...others, ...(source === undefined ? {} : { datasource: source }) }
  return { json: type === 'query' ? { ...json, query: asked(query) } : json, lost }
}

const types = new Map([
  ['GroupByVariable', 'groupby'],
  ['TextVariable', 'textbox'],
])

const typeOf = (kind: unknown): string =>
  types.get(String(kind)) ??
  String(kind)
    .replace(/Variable$/, '')
    .toLowerCase()

/** What is asked: an object of the data source's own, or the text that it was in older releases. */
function asked(query: unknown): unknown {
  if (!isObject(query)) return query
  return textBelow(query, 'spec', '__legacyStringValue') ?? query.spec
}

function switched({ current, enabledValue, disabledValue, ...rest }: Json): Json {
  const values = [String(enabledValue ?? true), String(disabledValue ?? false)]
  return {
    type: 'custom',
    ...rest,
    query: values.map((value) => value.replaceAll(',', '\\,')).join(','),
    current: { text: current, value: current },
    options: values.map((value) => ({ selected: value === current, text: value, value })),
    multi: false,
    includeAll: false,
  }
}
