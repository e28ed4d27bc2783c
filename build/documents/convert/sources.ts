import { isObject, textBelow } from '../values.ts'
import type { Json } from './converted.ts'

/** A reference to a data source in the classic form. */
export interface Source {
  readonly type?: string
  readonly uid?: string
}

/** The data source of a query of version 2, told by the query or by what surrounds it. */
export type SourceOf = (query: unknown, outer?: unknown) => Source | undefined

/** Data sources of Grafana itself, which have one uid everywhere. */
const fixed = new Map([
  ['__expr__', '__expr__'],
  ['grafana', '-- Grafana --'],
])

/**
 * Reads data sources: the type was the query's kind before `group` was, and the source stood beside the query. Where the
 * type is empty, the variable that is named tells it; `plugins` are theirs.
 */
export const sourcesBy =
  (plugins: ReadonlyMap<string, string>): SourceOf =>
  (query, outer) => {
    const kind = textBelow(query, 'kind') ?? ''
    const old = isObject(outer) ? sourceIn(outer.datasource) : undefined
    const told = textBelow(query, 'group') || (isKindOfQuery(kind) ? kind : undefined) || old?.type || undefined
    const uid = textBelow(query, 'datasource', 'name') || old?.uid || fixed.get(told ?? '')
    const variable = /^\$\{?(\w+)(?::\w+)?\}?$/.exec(uid ?? '')?.[1]
    const type = told ?? (variable === undefined ? undefined : plugins.get(variable))
    if (type === undefined && uid === undefined) return undefined
    return { ...(type === undefined ? {} : { type }), ...(uid === undefined ? {} : { uid }) }
  }

const isKindOfQuery = (kind: string): boolean => kind !== '' && kind !== 'DataQuery' && !/Variable$/.test(kind)

/** A reference that is one in the classic form already. */
function sourceIn(source: unknown): Source | undefined {
  const [type, uid] = [textBelow(source, 'type'), textBelow(source, 'uid')]
  if (!type && !uid) return undefined
  return { ...(type ? { type } : {}), ...(uid ? { uid } : {}) }
}

/** The data source that a panel shows: that of its queries, or that they have several. */
export function sourceOfAll(targets: readonly Json[]): Source | undefined {
  const asked = targets.map(({ datasource }) => datasource as Source | undefined)
  const real = asked.filter((each) => each?.type !== '__expr__')
  const [first, ...others] = real.length > 0 ? real : asked
  const isSame = (each: Source | undefined) => each?.type === first?.type && each?.uid === first?.uid
  return others.every(isSame) ? first : { type: 'datasource', uid: '-- Mixed --' }
}
