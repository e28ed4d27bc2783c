import { maybeText, object } from './json.ts'

/** The data source of a query: its own, or else its panel's; where neither says, Prometheus. */
export const dataSourceOf = (own: unknown, ofPanel?: unknown): string => typeOf(own) ?? typeOf(ofPanel) ?? 'prometheus'

/** `{type, uid}`, or in old dashboards a name, which may be anyone's; Grafana's own names are between dashes. */
function typeOf(dataSource: unknown): string | undefined {
  const { type, uid } = object(dataSource)
  const name = maybeText(dataSource) ?? maybeText(uid)
  if (name === '-- Mixed --') return undefined
  const known = maybeText(type) ?? (name?.startsWith('-- ') ? name : undefined)
  if (known === undefined) return undefined
  if (known === 'datasource' || known === 'grafana') return name ?? known
  return known.includes('prometheus') ? 'prometheus' : known
}
