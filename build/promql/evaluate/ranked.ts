import type { Aggregation } from '../tree.ts'
import { byGroup } from './grouping.ts'
import type { Relabel } from './labels.ts'
import { refusal } from './refuse.ts'
import type { Instant, Scope } from './scope.ts'
import type { Sample } from './series.ts'

/** `topk` and `bottomk`: the samples with the greatest or least values of each group, first of equals first. */
export function ranked(expr: Aggregation, group: Relabel, scope: Scope): Instant {
  const inner = scope.vector(expr.expr)
  const count = expr.param ? scope.scalar(expr.param) : () => 0
  const order = expr.op === 'topk' ? descending : ascending
  return (at) => {
    const most = Math.trunc(count(at))
    if (!(Math.abs(most) < 2 ** 63))
      throw refusal(expr, `${expr.op} should keep a number of series, not ${most}.`, 'Correct its first argument.')
    return [...byGroup(inner(at), group).values()].flatMap((samples) =>
      samples.toSorted(order).slice(0, Math.max(most, 0)),
    )
  }
}

/** From the least value to the greatest; NaN is last. */
export const ascending = (a: Sample, b: Sample): number => nanLast(a, b) || a.value - b.value || 0

/** From the greatest value to the least; NaN is last. */
export const descending = (a: Sample, b: Sample): number => nanLast(a, b) || b.value - a.value || 0

const nanLast = (a: Sample, b: Sample): number => Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value))
