import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspectQuery } from '../support/inspect.ts'
import { alertsOf } from '../support/rules.ts'
import { bare, constantOf } from '../support/terms.ts'

export const ratioSinceStart: Check = {
  id: 'ratio-since-start',
  severity: 'error',
  covers: ['T02'],
  about:
    'A quotient of two counters as they stand is the share since their processes started: after a day it hardly moves, whatever happens now, and an alert on it fires hours late or never, and then for days. An alert divides how much both have grown of late, `rate(part[5m]) / rate(whole[5m])`. Metrics whose type nobody knows, and differences that somebody takes with `offset`, are left alone; so are panels, where the share since the start may be meant.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) =>
      inspectQuery(subject, rule.query, ({ node, of }) => {
        if (node.is !== 'binary' || node.op !== '/' || !isRaw(node.left, of) || !isRaw(node.right, of)) return undefined
        return {
          culprit: node,
          part: 'operator',
          what: 'Both sides are counters as they stand, so this is the share of everything since they started: after a day it hardly moves.',
          next: 'Divide rate(…[5m]) by rate(…[5m]), so that it is the share of late.',
        }
      }),
    ),
}

/** Whether an expression is a counter as it stands, a sum of such, or one of several. */
function isRaw(expr: Expr, of: Inspected['of']): boolean {
  const inner = bare(expr)
  switch (inner.is) {
    case 'selector':
      return (
        ['counter', 'bucket'].includes(of(inner).kind) &&
        [inner.range, inner.offset, inner.at].every((part) => part === undefined)
      )
    case 'aggregation':
      return ['sum', 'max', 'min', 'avg'].includes(inner.op) && isRaw(inner.expr, of)
    case 'binary': {
      const [left, right] = [inner.left, inner.right]
      if (inner.op === '+' || inner.op === '-') return isRaw(left, of) && isRaw(right, of)
      if (inner.op === '*' || inner.op === '>' || inner.op === '!=')
        return constantOf(right) === undefined ? constantOf(left) !== undefined && isRaw(right, of) : isRaw(left, of)
      return false
    }
    default:
      return false
  }
}
