import type { ForeignMetric } from '../documents/exposition/metric.ts'
import type { SeriesKind } from '../promql/infer/schema.ts'

/** What the values of the series of this name are, by the type of their metric. */
export function kindOf(
  name: string,
  { type, unit }: { readonly type: ForeignMetric['type']; readonly unit: string },
): SeriesKind {
  if (type === 'histogram') return name.endsWith('_bucket') ? 'bucket' : 'counter'
  if (type === 'summary') return /_(count|sum)$/.test(name) ? 'counter' : 'gauge'
  if (type === 'unknown') return 'gauge'
  return type === 'gauge' && unit === 'state' ? 'state' : type
}
