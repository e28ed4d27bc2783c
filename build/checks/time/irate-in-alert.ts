import type { Call } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'

const lastTwo: Readonly<Record<string, string>> = { irate: 'rate', idelta: 'delta' }

export const irateInAlert: Check = {
  id: 'irate-in-alert',
  severity: 'warning',
  covers: ['R05'],
  about:
    'An alert reads no irate or idelta: they look at the last two samples only, so one brief dip resets the time that the alert has waited, and one brief peak is all that a notification reports. They are for graphs of fast counters.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule: { query } }) =>
      [...walk(query.expr)]
        .filter((node): node is Call => node.is === 'call' && Object.hasOwn(lastTwo, node.fn))
        .map((culprit) => ({
          place: query.place,
          query: { ...query, culprit, part: 'name' },
          what: `${culprit.fn} sees the last two samples of its window only: a dip of one scrape starts the alert's wait anew.`,
          next: `Take ${lastTwo[culprit.fn]}, over the window that the alert is about.`,
        })),
    ),
}
