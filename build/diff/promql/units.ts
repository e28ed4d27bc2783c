import { unitOf } from '../../language/units.ts'
import { infer } from '../../promql/infer/infer.ts'
import type { Schema, Series } from '../../promql/infer/schema.ts'
import type { Measure } from '../../promql/infer/unit.ts'
import type { Expr } from '../../promql/tree.ts'
import { checkTypes } from '../../promql/types/check.ts'

/** What a query measures, told by the names of its metrics alone, since both versions may be anybody's. */
export function unitByNames(expr: Expr): Measure | undefined {
  if (checkTypes(expr).length > 0) return undefined
  const { unit } = infer(expr, byNames).value
  return unit === 'any' ? undefined : unit
}

const byNames: Schema = { names: [], find: (name) => ({ labels: {}, moreLabels: true, ...seriesOf(name) }) }

function seriesOf(name: string): Pick<Series, 'kind' | 'unit' | 'edges'> {
  const [, stem, part] = /^(.+)_(bucket|count|sum)$/.exec(name) ?? []
  if (stem !== undefined && part === 'bucket') return { kind: 'bucket', unit: unitOf(stem), edges: [] }
  if (stem !== undefined) return { kind: 'counter', unit: part === 'sum' ? unitOf(stem) : 'count' }
  if (name.endsWith('_total')) return { kind: 'counter', unit: unitOf(name) }
  if (/_time(?:stamp)?_seconds$/.test(name)) return { kind: 'timestamp', unit: 'seconds' }
  return { kind: 'gauge', unit: unitOf(name) }
}
