import type { AlertRule } from '../../documents/views.ts'
import { levelsOf } from '../../model/severities.ts'
import { nearest } from '../../nearest.ts'
import type { Check, Finding } from '../check.ts'
import { alertRulesOf } from '../support/alert-texts.ts'
import { ourStack } from '../support/ours.ts'

/** The words that people route by. */
const known = ['critical', 'warning', 'info', 'none', 'page', 'error', 'notice', 'emergency', 'ticket']
/** Words of other ladders, so that none of them is taken for a misspelt one of these. */
const others = ['high', 'medium', 'low', 'major', 'minor', 'fatal', 'debug', 'urgent', 'informational', 'information']

/** Labels that say the same under another name, by which their stacks route. */
const alike =
  /^(?:(?:alert|severity|sev|log)?_?level|sev|prio|priority|urgency|criticality|impact|class|alert_?class)$/i

export const severity: Check = {
  id: 'severity',
  severity: 'error',
  covers: ['N10'],
  isLocal: true,
  about:
    'Notifications are routed by the label `severity`, so each alert has one, spelt as the others spell it: with `severty`, or with `Critical` beside `critical`, an alert falls through to the default receiver. A word that is far from all usual ones, or `warn` where nobody says `warning`, is taken for a ladder of your own.',
  run: (subject) => {
    const levels = levelsOf(subject.model?.groups).map(({ name }) => name)
    const ours = ourStack(subject) === undefined ? [] : [...levels, 'none']
    const used = new Set([...ours, ...alertRulesOf(subject).flatMap(({ labels }) => labels.severity ?? [])])
    return alertRulesOf(subject).flatMap((alert) => findingsOf(alert, used, levels))
  },
}

function findingsOf(
  { place, labels }: AlertRule,
  used: ReadonlySet<string>,
  levels: readonly string[],
): readonly Finding[] {
  const { severity: value } = labels
  if (value === undefined && Object.keys(labels).some((label) => alike.test(label))) return []
  if (value === undefined) {
    const typo = Object.keys(labels).find((label) => nearest(label.toLowerCase(), ['severity']) !== undefined)
    return [
      typo === undefined
        ? {
            place,
            what: 'The alert has no label "severity", so no route tells it from a harmless one.',
            next: 'Add `severity: critical` if it must wake somebody, `warning` if it can wait for the morning.',
          }
        : {
            place,
            what: `The alert has no label "severity" but one called "${typo}", which no route reads.`,
            next: 'Rename it to severity.',
          },
    ]
  }
  if (value.includes('{{') || [...known, ...others, ...levels].includes(value)) return []
  const meant = nearest(value.toLowerCase(), known)
  if (meant === undefined) return []
  // Who says `warn` or `Critical` everywhere routes by it.
  if (meant.startsWith(value.toLowerCase()) && !used.has(meant)) return []
  return [
    {
      place,
      what: `The severity is "${value}", which routes for "${meant}" do not match.`,
      next: `Write ${meant}.`,
    },
  ]
}
