import { isOlder } from '../../promql/types/finding.ts'
import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { versionOf } from '../support/server.ts'

/** The first Prometheus that reads `keep_firing_for`; an older one refuses the whole file. */
const since = '2.42'

export const newerRuleField: Check = {
  id: 'newer-rule-field',
  severity: 'error',
  covers: ['R16'],
  about:
    'A rule has only fields that the Prometheus which loads it knows. An older one refuses the whole file for one field: `keep_firing_for` needs 2.42.',
  run: (subject) => {
    const version = versionOf(subject)
    if (version === undefined || !isOlder(version, since)) return []
    return alertsOf(subject)
      .filter(({ rule }) => rule.keepFiringFor > 0)
      .map(({ rule }) => ({
        place: rule.place,
        what: `keep_firing_for needs Prometheus ${since}, and the stack has ${version}: it would refuse the file.`,
        next: 'Leave the field out, or pin a newer Prometheus.',
      }))
  },
}
