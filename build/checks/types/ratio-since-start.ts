import type { Binary, Expr, Selector } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { isCounting } from '../support/counting.ts'
import { type Inspected, inspectQuery } from '../support/inspect.ts'
import { alertsOf } from '../support/rules.ts'
import { constantOf } from '../support/terms.ts'

export const ratioSinceStart: Check = {
  id: 'ratio-since-start',
  severity: 'error',
  covers: ['T02'],
  isLocal: true,
  about:
    'A quotient of two counters as they stand is the share since their processes started: after a day it hardly moves, whatever happens now, and an alert on it fires hours late or never, and then for days. An alert divides how much both have grown of late, `rate(part[5m]) / rate(whole[5m])`. A metric that nobody knows is a counter where another query takes the rate of its `…_total`, where it is the `_sum` by the `_count` of one name, or where its name counts events, such as `…_requests_total`; others, and differences that somebody takes with `offset`, are left alone; so are panels, where the share since the start may be meant.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) =>
      inspectQuery(subject, rule.query, ({ node, of }) => {
        if (node.is !== 'binary' || node.op !== '/') return undefined
        const isRaw = rawBy(
          (selector) => ['counter', 'bucket'].includes(of(selector).kind) || isCounting(subject, selector),
        )
        if (!isMean(node, of) && !(isRaw(node.left) && isRaw(node.right))) return undefined
        return {
          culprit: node,
          part: 'operator',
          what: 'Both sides are counters as they stand, so this is the share of everything since they started: after a day it hardly moves.',
          next: 'Divide rate(…[5m]) by rate(…[5m]), so that it is the share of late.',
        }
      }),
    ),
}

/** `x_seconds_sum / x_seconds_count`, which only a histogram or a summary has, whoever exposes it. */
function isMean({ left, right }: Binary, of: Inspected['of']): boolean {
  const raw = (suffix: string) => {
    const names: string[] = []
    const isRaw = rawBy((selector) => {
      names.push(selector.metric ?? '')
      return of(selector).kind === 'unknown' && selector.metric?.endsWith(suffix) === true
    })
    return { isRaw, names }
  }
  const [sum, count] = [raw('_sum'), raw('_count')]
  if (!sum.isRaw(left) || !count.isRaw(right)) return false
  const [of1, of2] = [new Set(sum.names), new Set(count.names)]
  return of1.size === 1 && of2.size === 1 && [...of1][0]?.slice(0, -4) === [...of2][0]?.slice(0, -6)
}

/** Whether an expression is a counter as it stands, a sum of such, or one of several. */
function rawBy(isCounter: (selector: Selector) => boolean): (expr: Expr) => boolean {
  const isRaw = (expr: Expr): boolean => {
    const inner = bare(expr)
    switch (inner.is) {
      case 'selector':
        return [inner.range, inner.offset, inner.at].every((part) => part === undefined) && isCounter(inner)
      case 'aggregation':
        return ['sum', 'max', 'min', 'avg'].includes(inner.op) && isRaw(inner.expr)
      case 'binary': {
        const [left, right] = [inner.left, inner.right]
        if (inner.op === '+' || inner.op === '-') return isRaw(left) && isRaw(right)
        if (inner.op === '*' || inner.op === '>' || inner.op === '!=')
          return constantOf(right) === undefined ? constantOf(left) !== undefined && isRaw(right) : isRaw(left)
        return false
      }
      default:
        return false
    }
  }
  return isRaw
}
