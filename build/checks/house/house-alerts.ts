import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { compile } from '../../promql/regex/compile.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { alertsOf } from '../support/rules.ts'
import { inWords } from '../support/windows.ts'
import { lacking } from './required.ts'

export const houseAlerts: Check = {
  id: 'house-alerts',
  severity: 'error',
  covers: [],
  isLocal: true,
  about:
    'Alerts are as `house.alerts` of monitoring-check.yml asks: with the labels and annotations that it requires and the texts that it allows for them, a name of its pattern, one of its severities, and a `for` no longer than its longest. Without such settings it says nothing.',
  run: (subject) => alertsOf(subject).flatMap(({ rule }) => wrong(subject, rule)),
}

function wrong({ house }: Subject, rule: AlertRule): readonly Finding[] {
  const { labels, annotations, severities, name, maxFor } = house?.alerts ?? {}
  const { place } = rule
  const { severity } = rule.labels
  return [
    ...lacking(rule, 'label', rule.labels, labels),
    ...lacking(rule, 'annotation', rule.annotations, annotations),
    ...(severities === undefined || severity === undefined || severities.includes(severity)
      ? []
      : [
          {
            place,
            what: `Its severity is ${severity}, and allowed are ${listed(severities)}.`,
            next: 'Take one of them.',
          },
        ]),
    ...(name === undefined || compile(name).matches(rule.name) !== false
      ? []
      : [{ place, what: `The name ${rule.name} does not match ${name}.`, next: 'Rename the alert.' }]),
    ...(maxFor === undefined || rule.for <= maxFor
      ? []
      : [
          {
            place,
            what: `It waits ${inWords(rule.for)}, and at most ${inWords(maxFor)} are allowed.`,
            next: 'Shorten its `for`.',
          },
        ]),
  ]
}
