import type { Catalog } from '../../model/catalog.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { conditionsOf } from '../support/comparisons.ts'
import { alertsOf } from '../support/rules.ts'
import { isKnown } from '../support/terms.ts'
import { inWords } from '../support/windows.ts'

export const ageOutlived: Check = {
  id: 'age-outlived',
  severity: 'error',
  covers: ['R08'],
  isLocal: true,
  about:
    'An alert on something young does not wait until it is old. "Up for less than a minute" is true for one minute after a start; with `for: 5m` it is over long before the alert would fire, unless restarts follow each other faster than once a minute. Ages are `time() - …` and metrics whose name says uptime.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) =>
      conditionsOf(rule.query.expr).flatMap(({ node, measured, op, limit }) => {
        if ((op !== '<' && op !== '<=') || limit <= 0 || rule.for < limit || !isAge(measured, subject.catalog))
          return []
        return [
          {
            place: rule.place,
            query: { ...rule.query, culprit: node },
            what: `After a start the condition holds for ${inWords(limit)}, and the alert waits ${inWords(rule.for)}: a single start never fires it.`,
            next: `Count restarts instead, with changes() over a window, or wait less than ${inWords(limit)}.`,
          },
        ]
      }),
    ),
}

/** Whether an expression grows by a second each second. */
function isAge(expr: Expr, catalog: Catalog): boolean {
  const inner = bare(expr)
  switch (inner.is) {
    case 'aggregation':
      return ['min', 'max', 'avg'].includes(inner.op) && isAge(inner.expr, catalog)
    case 'binary': {
      const left = bare(inner.left)
      const metric = bare(inner.right)
      const isMoment = metric.is === 'selector' && catalog.metricOf(metric)?.type === 'timestamp'
      return inner.op === '-' && left.is === 'call' && left.fn === 'time' && isMoment
    }
    case 'selector':
      return /(^|_)uptime(_in)?_seconds$/.test(inner.metric ?? '') && isKnown(inner, catalog)
    default:
      return false
  }
}
