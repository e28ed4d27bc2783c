import { compareNumbers } from '../../promql/infer/domain.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Limit, limitOf } from '../support/around.ts'
import { inspect } from '../support/inspect.ts'

export const countIsZero: Check = {
  id: 'count-is-zero',
  severity: 'error',
  covers: ['A09'],
  isLocal: true,
  about:
    'Where there is no series, count() answers nothing rather than 0, so "fewer than one" is never true, least of all when the target is gone. absent() answers when a series is missing, and `or vector(0)` makes the count a number.',
  run: (subject) =>
    inspect(subject, ({ node }) => {
      const limit = limitOf(node)
      const counted = limit && counterIn(bare(limit.expr))
      if (limit === undefined || counted === undefined || canHold(limit)) return undefined
      return {
        culprit: node,
        what: `${counted.name}() is never ${words[limit.op]} ${limit.value}: without any series it answers nothing, not 0.`,
        next: `Take absent() to find that there is none${counted.scalar ? ', or add `or vector(0)` before comparing' : ''}.`,
      }
    }),
}

interface Counted {
  readonly name: string
  readonly scalar: boolean
}

/** What counts series or samples, and so answers at least 1. */
function counterIn(expr: Expr): Counted | undefined {
  if (expr.is === 'aggregation' && expr.op === 'count') {
    return { name: 'count', scalar: expr.grouping === undefined }
  }
  const counts = expr.is === 'call' && (expr.fn === 'count_over_time' || expr.fn === 'present_over_time')
  return counts ? { name: expr.fn, scalar: false } : undefined
}

/** Whether a whole number from 1 on can compare so. */
const canHold = ({ op, value }: Limit): boolean =>
  op === '==' ? value >= 1 : compareNumbers(op, 1, value) || compareNumbers(op, Number.MAX_VALUE, value)

const words = {
  '==': 'equal to',
  '!=': 'other than',
  '>': 'above',
  '<': 'below',
  '>=': 'at least',
  '<=': 'at most',
} as const
