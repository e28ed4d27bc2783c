import type { Place } from '../../findings/diagnostic.ts'
import type { Subject } from '../../model/subject.ts'
import { isOlder } from '../../promql/types/finding.ts'
import type { Check, Finding } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { versionOf } from '../support/server.ts'

export const newerRuleField: Check = {
  id: 'newer-rule-field',
  severity: 'error',
  covers: ['R16'],
  isLocal: true,
  about:
    'A rule and its group have only fields that the Prometheus which loads them knows. An older one refuses the whole file for one field: `keep_firing_for` needs 2.42, `query_offset` of a group 2.53.',
  run: (subject) => {
    const version = versionOf(subject)
    return version === undefined ? [] : [...newer(subject, version)]
  },
}

function* newer(subject: Subject, version: string): Generator<Finding, void> {
  const groups = subject.ruleFiles.flatMap((file) => file.groups).filter(({ queryOffset }) => queryOffset !== undefined)
  if (isOlder(version, '2.53')) for (const { place } of groups) yield told(place, 'query_offset', '2.53', version)
  if (!isOlder(version, '2.42')) return
  for (const { rule } of alertsOf(subject))
    if (rule.keepFiringFor > 0) yield told(rule.place, 'keep_firing_for', '2.42', version)
}

const told = (place: Place, field: string, since: string, version: string): Finding => ({
  place,
  what: `${field} needs Prometheus ${since}, and the stack has ${version}: it would refuse the file.`,
  next: 'Leave the field out, or pin a newer Prometheus.',
})
