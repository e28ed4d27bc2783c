import { parseDuration } from '../duration.ts'
import type { Subquery } from '../tree.ts'
import { interned } from './labels.ts'
import type { Ranges, Scope } from './scope.ts'
import { shift } from './select.ts'
import type { LabelSet } from './series.ts'

/** `expr[range:step]`: the expression at each multiple of the step within the range, however the range is placed. */
export function subquery(expr: Subquery, scope: Scope): Ranges {
  const inner = scope.vector(expr.expr)
  const shifted = shift(expr, scope)
  const length = parseDuration(expr.range)
  const step = expr.step === undefined ? scope.options.interval : parseDuration(expr.step)
  const one = interned((labels) => labels)
  const isClosed = scope.options.windows === 'closed'
  return (at) => {
    const end = shifted(at)
    const start = end - length
    const found = new Map<LabelSet, { readonly times: number[]; readonly values: number[] }>()
    const first = isClosed ? Math.ceil(start / step) : Math.floor(start / step) + 1
    for (let time = first * step; time <= end; time += step) {
      for (const { labels, value } of inner(time)) {
        const key = one(labels)
        const series = found.get(key) ?? { times: [], values: [] }
        found.set(key, series)
        series.times.push(time)
        series.values.push(value)
      }
    }
    return [...found].map(([labels, series]) => ({ labels, ...series, from: 0, to: series.times.length, start, end }))
  }
}
