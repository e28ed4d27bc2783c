import type { AsksPrometheus } from '../../../../documents/data-source.ts'
import { maybeText, object } from './json.ts'

/** `prometheus`, or what a query asks instead, as people know it. The data sources are named from the inside out. */
export const dataSourceOf = (asks: AsksPrometheus, ...named: readonly unknown[]): string =>
  asks(...named) ? 'prometheus' : (named.map(knownAs).find((each) => each !== undefined) ?? 'another data source')

/** `{type, uid}`, or in old dashboards a name; Grafana's own have a type that says nothing. */
function knownAs(dataSource: unknown): string | undefined {
  const { type, uid } = object(dataSource)
  const name = maybeText(dataSource) ?? maybeText(uid)
  if (name === '-- Mixed --') return undefined
  const known = maybeText(type)
  return known === undefined || known === 'datasource' || known === 'grafana' ? (name ?? known) : known
}
