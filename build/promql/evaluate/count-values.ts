import type { Aggregation } from '../tree.ts'
import { labelName } from './arguments.ts'
import { grouped } from './grouping.ts'
import { interned, withLabel } from './labels.ts'
import type { Instant, Scope } from './scope.ts'
import type { LabelSet } from './series.ts'

/** How many series of each group have which value; the value becomes a label. */
export function countValues(expr: Aggregation, scope: Scope): Instant {
  const name = labelName(expr.param, expr)
  const inner = scope.vector(expr.expr)
  const { grouping } = expr
  const group = interned(
    grouped(grouping?.kind === 'without' ? grouping : { kind: 'by', labels: [...(grouping?.labels ?? []), name] }),
  )
  return (at) => {
    const counts = new Map<LabelSet, number>()
    for (const { labels, value } of inner(at)) {
      const key = group(withLabel(labels, name, decimal(value)))
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return [...counts].map(([labels, value]) => ({ labels, value }))
  }
}

/** A number in the fewest digits that tell it from others, without an exponent. */
function decimal(value: number): string {
  if (Object.is(value, -0)) return '-0'
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? []
  const digits = whole + fraction
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return sign + digits.padEnd(point, '0')
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
