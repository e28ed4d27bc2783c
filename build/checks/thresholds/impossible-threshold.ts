import type { Subject } from '../../model/subject.ts'
import type { Domain } from '../../promql/infer/domain.ts'
import type { Expr } from '../../promql/tree.ts'
import { isComparison } from '../../promql/types/binary.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { conditionsOf } from '../support/comparisons.ts'
import { recordedExpr } from '../support/inference.ts'
import { limitsOf, mistakeOf } from '../support/limits.ts'
import { alertsOf } from '../support/rules.ts'

export const impossibleThreshold: Check = {
  id: 'impossible-threshold',
  severity: 'error',
  covers: ['H08'],
  isLocal: true,
  about:
    "A comparison can be true, and an alert's condition can be false. `up > 1` never is, since `up` is 0 or 1; `increase(x[5m]) >= 0` always is, since counters only grow. What values are possible is read off the metric's type and followed through the query; where it is not known, nothing is said. A comparison that is always true may guard a divisor, so outside of conditions only those that never hold are told; nor is one of what answers only while something is there or missing, such as `count(up == 0) > 0` and `absent(up) == 1`: that it answers is the condition.",
  run: (subject) => {
    const conditions = new Set<Expr>(
      alertsOf(subject).flatMap(({ rule }) => {
        const all = conditionsOf(rule.query.expr)
        return all.filter(({ measured }) => all.length === 1 || !isClock(measured)).map(({ node }) => node)
      }),
    )
    return limitsOf(subject)
      .filter((limited) => mistakeOf(limited) === 'domain')
      .filter(
        ({ proof, node, measured }) =>
          (proof === 'never-true' && !isCount(measured)) ||
          (proof === 'always-true' && conditions.has(node) && !asksForPresence(measured, subject)),
      )
      .map(({ query, node, op, limit, proof, value }) => ({
        place: query.place,
        query: { ...query, culprit: node },
        what: `"${op} ${limit}" is ${proof === 'never-true' ? 'never' : 'always'} true: the values compared are ${inWords(value.domain)}.`,
        next: 'Correct the threshold or the direction of the comparison.',
      }))
  },
}

/** Whether an expression is a part of the time of day or of the date: `minute() >= 0` is one end of a span. */
const isClock = (expr: Expr): boolean => {
  const inner = bare(expr)
  return inner.is === 'call' && /^(?:minute|hour|day_of_\w+|days_in_month|month|year)$/.test(inner.fn)
}

/** That a count is never 0 is the business of another check. */
const isCount = (expr: Expr): boolean =>
  (expr.is === 'aggregation' && expr.op === 'count') ||
  (expr.is === 'call' && ['count_over_time', 'present_over_time'].includes(expr.fn))

/** Whether an expression answers only at times: then its answer is the condition, and the number beside it says so again. */
function asksForPresence(expr: Expr, subject?: Subject): boolean {
  const inner = bare(expr)
  switch (inner.is) {
    case 'selector': {
      const { metric = '', matchers } = inner
      // What is recorded of what is recorded is not followed: rules may read each other.
      const recorded = subject && recordedExpr(subject, metric, matchers)
      return metric.startsWith('ALERTS') || (recorded !== undefined && asksForPresence(recorded))
    }
    case 'aggregation':
      return ['count', 'group', 'count_values'].includes(inner.op) || asksForPresence(inner.expr, subject)
    case 'call':
      return presence.includes(inner.fn) || inner.args.some((arg) => asksForPresence(arg, subject))
    case 'binary':
      return (
        (isComparison(inner.op) && inner.bool !== true) ||
        ['and', 'unless'].includes(inner.op) ||
        asksForPresence(inner.left, subject) ||
        asksForPresence(inner.right, subject)
      )
    case 'subquery':
    case 'unary':
      return asksForPresence(inner.expr, subject)
    default:
      return false
  }
}

/** `vector(1) == 1` fires always, and is meant to. */
const presence: readonly string[] = ['absent', 'absent_over_time', 'present_over_time', 'count_over_time', 'vector']

function inWords({ min, max, above, below, values }: Domain): string {
  if (values !== undefined) return values.length === 1 ? `always ${values[0]}` : values.join(' or ')
  const from = min === Number.NEGATIVE_INFINITY ? [] : [`${above ? 'above' : 'at least'} ${min}`]
  const to = max === Number.POSITIVE_INFINITY ? [] : [`${below ? 'below' : 'at most'} ${max}`]
  return [...from, ...to].join(' and ')
}
