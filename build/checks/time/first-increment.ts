import { httpStatus } from '../../language/labels.ts'
import type { Subject } from '../../model/subject.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Selector } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { conditionsOf } from '../support/comparisons.ts'
import { eventIn } from '../support/events.ts'
import { alertsOf } from '../support/rules.ts'

/** The codes that an instrumented application counts from zero on, for every route. */
const fromZero = ['200', '500']

export const firstIncrement: Check = {
  id: 'first-increment',
  severity: 'warning',
  covers: ['R15'],
  isLocal: true,
  about:
    'A series that begins with its first event begins at 1, and increase() of a series that has always been 1 is 0: the first event is never seen. Closed sets of labels start at zero and are safe; of HTTP status codes only 200 and 500 do. So an alert on a single 503 fires at the second one. The check knows of no other counter when its series begin, and is silent.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) =>
      conditionsOf(rule.query.expr)
        .flatMap((condition) => eventIn(subject, condition) ?? [])
        .flatMap(({ measured }) => selectors(measured).filter((selector) => isBornLate(subject, selector)))
        .map((culprit) => ({
          place: rule.place,
          query: { ...rule.query, culprit },
          what: `${culprit.metric} counts a status besides ${fromZero.join(' and ')} from 1 on, so that the first of them is no increase: the alert fires at the second.`,
          next: 'Let the application create the series at 0, or join the series that were not there a window ago: `x unless x offset 5m`.',
        })),
    ),
}

/** Whether a selector asks only for status codes that do not start at zero. */
function isBornLate({ catalog }: Subject, selector: Selector): boolean {
  return Object.entries(catalog.metricOf(selector)?.declared ?? {}).some(([label, values]) => {
    const matchers = selector.matchers.filter((matcher) => matcher.label === label)
    const asked = (code: string): boolean => matchers.every((matcher) => accepts(matcher, code) !== false)
    return values === httpStatus && matchers.length > 0 && !fromZero.some(asked)
  })
}
