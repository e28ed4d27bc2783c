import type { Aggregation } from '../tree.ts'
import { countValues } from './count-values.ts'
import { byGroup, grouped } from './grouping.ts'
import { interned } from './labels.ts'
import { greatest, least, mean, quantile, sum, variance } from './numbers.ts'
import { ranked } from './ranked.ts'
import { refusal } from './refuse.ts'
import type { Instant, Scope } from './scope.ts'

type Reduction = (values: readonly number[], parameter: number) => number

/** Aggregations that reduce the values of a group to one, by name. */
const reductions: Readonly<Partial<Record<string, Reduction>>> = {
  avg: mean,
  count: (values) => values.length,
  group: () => 1,
  max: greatest,
  min: least,
  quantile: (values, phi) => quantile(phi, values),
  stddev: (values) => Math.sqrt(variance(values)),
  stdvar: variance,
  sum,
}

/** An aggregation over the series of each group. */
export function aggregation(expr: Aggregation, scope: Scope): Instant {
  const { op, param, grouping } = expr
  if (op === 'count_values') return countValues(expr, scope)
  const group = interned(grouped(grouping))
  if (op === 'topk' || op === 'bottomk') return ranked(expr, group, scope)
  const reduce = reductions[op]
  if (!reduce) throw refusal(expr, `The aggregation ${op} is not computed here.`, 'Use another aggregation.')
  const inner = scope.vector(expr.expr)
  const parameter = param ? scope.scalar(param) : () => Number.NaN
  return (at) => {
    const number = parameter(at)
    return [...byGroup(inner(at), group)].map(([labels, samples]) => ({
      labels,
      value: reduce(
        samples.map(({ value }) => value),
        number,
      ),
    }))
  }
}
