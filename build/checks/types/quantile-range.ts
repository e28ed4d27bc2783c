import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { inspect } from '../support/inspect.ts'
import { constantOf } from '../support/terms.ts'

export const quantileRange: Check = {
  id: 'quantile-range',
  severity: 'error',
  covers: ['T10'],
  isLocal: true,
  about:
    'A quantile is a number from 0 to 1. Asked for the 95th, written 95, Prometheus answers +Inf, which is above every threshold: the alert fires for ever and the panel is empty.',
  run: (subject) =>
    inspect(subject, ({ node }) => {
      const culprit = quantileIn(node)
      const value = culprit && constantOf(culprit)
      if (culprit === undefined || value === undefined || (value >= 0 && value <= 1)) return undefined
      const answer = value > 1 ? '+Inf' : value < 0 ? '-Inf' : 'NaN'
      return {
        culprit,
        what: `A quantile lies between 0 and 1, and this one is ${value}: the answer is ${answer}, whatever is measured.`,
        next:
          value > 1 && value <= 100
            ? `Write ${Number((value / 100).toPrecision(12))}.`
            : 'Write a share, such as 0.95.',
      }
    }),
}

/** Where a function or aggregation takes its quantile. */
function quantileIn(node: Expr): Expr | undefined {
  if (node.is === 'aggregation') return node.op === 'quantile' ? node.param : undefined
  if (node.is !== 'call') return undefined
  return node.fn === 'histogram_quantile' || node.fn === 'quantile_over_time' ? node.args[0] : undefined
}
