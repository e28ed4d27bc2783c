import type { AlertRule } from '../../documents/views.ts'
import { among, anywhere, compareDomains, narrow } from '../../promql/infer/domain.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { type Comparison, comparisonOf, waysToHold } from '../support/comparisons.ts'
import { alertsOf } from '../support/rules.ts'
import { textOf } from '../support/shape.ts'

export const contradictoryThresholds: Check = {
  id: 'contradictory-thresholds',
  severity: 'error',
  covers: ['H08'],
  isLocal: true,
  about:
    'Two comparisons of the same query that must hold at once leave a value for which they do: `x > 10 and x < 5` leaves none. It judges comparisons joined by `and`, or one inside the other, whose sides are the same text, also behind `unless`; series that are matched `on` fewer labels can differ and are not judged, but for what reads no series: `hour() > 22 and hour() < 6`.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) => {
      const matchedOnLess = [...walk(rule.query.expr)].some(
        (node) => node.is === 'binary' && node.matching !== undefined,
      )
      return [rule.query.expr, ...takenAway(rule.query.expr)]
        .flatMap((expr) => waysToHold(expr))
        .flatMap((way) => contradictions(rule, matchedOnLess ? way.filter(isOfTheClock) : way))
    }),
}

/** What `unless` takes away, which must be able to hold as well. */
const takenAway = (expr: Expr): readonly Expr[] =>
  [...walk(expr)].flatMap((node) => (node.is === 'binary' && node.op === 'unless' ? [node.right] : []))

function contradictions(rule: AlertRule, way: readonly Comparison[]): readonly Finding[] {
  return way.flatMap((comparison, at) => {
    const earlier = way.slice(0, at).filter((other) => comparesTheSame(other, comparison))
    const domain = earlier.reduce((left, { op, limit }) => narrow(left, op, limit), anywhere)
    const [first] = earlier
    if (first === undefined || compareDomains(comparison.op, domain, among(comparison.limit)).canHold) return []
    return [
      {
        place: rule.place,
        query: { ...rule.query, culprit: comparison.node },
        what: `No value is both "${first.op} ${first.limit}" and "${comparison.op} ${comparison.limit}".`,
        next: 'Join the two with `or`, or correct one of the thresholds.',
      },
    ]
  })
}

/** `hour()` and the like are one value for everybody, whatever the series are matched by. */
const isOfTheClock = (comparison: Comparison): boolean => selectors(innermost(comparison)).length === 0

const comparesTheSame = (a: Comparison, b: Comparison): boolean =>
  a.within === b.within && textOf(innermost(a)) === textOf(innermost(b))

/** What is compared in the end: `(x > 5) < 10` compares x. */
function innermost({ measured }: Comparison): Expr {
  const inner = comparisonOf(measured)
  return inner === undefined ? measured : innermost(inner)
}
