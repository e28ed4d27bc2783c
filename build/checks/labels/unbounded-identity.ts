import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { unboundedLabels } from '../support/unbounded.ts'

export const unboundedIdentity: Check = {
  id: 'unbounded-identity',
  severity: 'error',
  covers: ['L07'],
  isLocal: true,
  about:
    'An alert is not told apart by a label without bound: a statement, a container, a version. Each value is an alert of its own, so one incident sends hundreds of notifications, and who can make up values can make up alerts. Labels that the catalog does not declare as unbounded are believed.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule: { place, query } }) =>
      unboundedLabels(subject, query).map(({ label, selector }) => ({
        place,
        query: { ...query, culprit: selector },
        what: `Each ${label} of ${selector.metric} would be an alert of its own, and there is no bound to how many there are.`,
        next: `Aggregate it away: leave ${label} out of by (…), or count how many there are.`,
      })),
    ),
}
