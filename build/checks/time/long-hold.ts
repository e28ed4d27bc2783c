import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { inWords } from '../support/windows.ts'

const day = 86_400

export const longHold: Check = {
  id: 'long-hold',
  severity: 'warning',
  covers: [],
  isLocal: true,
  about:
    'An alert waits for a day at most: `for` begins anew whenever one evaluation finds its condition false or its series gone, and after a longer outage of Prometheus. A query that looks back for so long outlasts that.',
  run: (subject) =>
    alertsOf(subject)
      .filter(({ rule }) => rule.for > day)
      .map(({ rule }) => ({
        place: rule.place,
        what: `The alert waits ${inWords(rule.for)}, and one gap in its series lets it begin anew.`,
        next: `Look back in the query instead, min_over_time(…[${inWords(rule.for)}]) say; or waive this with the reason.`,
      })),
}
