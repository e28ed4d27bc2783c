import type { Query, RecordingRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Call } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { alertsOf, rulesOf } from '../support/rules.ts'

const lastTwo: Readonly<Record<string, string>> = { irate: 'rate', idelta: 'delta' }

export const irateInAlert: Check = {
  id: 'irate-in-alert',
  severity: 'warning',
  covers: ['R05'],
  isLocal: true,
  about:
    'An alert reads no irate or idelta, nor a recording rule that does: they look at the last two samples only, so one brief dip resets the time that the alert has waited, and one brief peak is all that a notification reports. They are for graphs of fast counters.',
  run: (subject) => {
    const read = readByAlerts(subject)
    return rulesOf(subject)
      .filter(({ rule }) => rule.kind === 'alert' || read.has(rule.name))
      .flatMap(({ rule: { kind, name, query } }) =>
        [...walk(query.expr)]
          .filter((node): node is Call => node.is === 'call' && Object.hasOwn(lastTwo, node.fn))
          .map((culprit) => ({
            place: query.place,
            query: { ...query, culprit, part: 'name' },
            what: `${culprit.fn} sees the last two samples of its window only${
              kind === 'alert' ? '' : `, and the alert ${read.get(name)} reads this`
            }: a dip of one scrape starts the alert's wait anew.`,
            next: `Take ${lastTwo[culprit.fn]}, over the window that the alert is about.`,
          })),
      )
  },
}

/** What recording rules store that an alert reads, itself or through others, each with the first such alert. */
function readByAlerts(subject: Subject): ReadonlyMap<string, string> {
  const recordings = new Map<string, RecordingRule[]>()
  for (const { rule } of rulesOf(subject))
    if (rule.kind === 'recording') recordings.set(rule.name, [...(recordings.get(rule.name) ?? []), rule])
  const found = new Map<string, string>()
  const follow = (query: Query, alert: string): void => {
    for (const { metric = '' } of selectors(query.expr)) {
      if (found.has(metric) || !recordings.has(metric)) continue
      found.set(metric, alert)
      for (const rule of recordings.get(metric) ?? []) follow(rule.query, alert)
    }
  }
  for (const { rule } of alertsOf(subject)) follow(rule.query, rule.name)
  return found
}
