import type { Domain } from '../../promql/infer/domain.ts'
import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { conditionsOf } from '../support/comparisons.ts'
import { limitsOf, mistakeOf } from '../support/limits.ts'
import { alertsOf } from '../support/rules.ts'

export const impossibleThreshold: Check = {
  id: 'impossible-threshold',
  severity: 'error',
  covers: ['H08'],
  about:
    "A comparison can be true, and an alert's condition can be false. `up > 1` never is, since `up` is 0 or 1; `increase(x[5m]) >= 0` always is, since counters only grow. What values are possible is read off the metric's type and followed through the query; where it is not known, nothing is said. A comparison that is always true may guard a divisor, so outside of conditions only those that never hold are told.",
  run: (subject) => {
    const conditions = new Set<Expr>(
      alertsOf(subject).flatMap(({ rule }) => conditionsOf(rule.query.expr).map(({ node }) => node)),
    )
    return limitsOf(subject)
      .filter((limited) => mistakeOf(limited) === 'domain')
      .filter(({ proof, node }) => proof === 'never-true' || (proof === 'always-true' && conditions.has(node)))
      .map(({ query, node, op, limit, proof, value }) => ({
        place: query.place,
        query: { ...query, culprit: node },
        what: `"${op} ${limit}" is ${proof === 'never-true' ? 'never' : 'always'} true: the values compared are ${inWords(value.domain)}.`,
        next: 'Correct the threshold or the direction of the comparison.',
      }))
  },
}

function inWords({ min, max, above, below, values }: Domain): string {
  if (values !== undefined) return values.length === 1 ? `always ${values[0]}` : values.join(' or ')
  const from = min === Number.NEGATIVE_INFINITY ? [] : [`${above ? 'above' : 'at least'} ${min}`]
  const to = max === Number.POSITIVE_INFINITY ? [] : [`${below ? 'below' : 'at most'} ${max}`]
  return [...from, ...to].join(' and ')
}
