import { type AlertLabels, fits, matchersIn } from '../../documents/routes.ts'
import { objectsBelow } from '../../documents/values.ts'
import type { Place } from '../../findings/diagnostic.ts'
import type { Matcher } from '../../promql/tree.ts'
import type { Check, Finding } from '../check.ts'
import { labelsOf } from '../support/alert-labels.ts'
import { listed } from '../support/alternatives.ts'
import { alertsOf } from '../support/rules.ts'

export const inhibition: Check = {
  id: 'inhibition',
  severity: 'error',
  covers: ['N11'],
  about:
    'An inhibition rule of Alertmanager silences what it means to: there are alerts that it can start from and alerts that it can silence, and the labels that both must share are on them. A label that both lack counts as equal, so that with `equal: [instance]` one critical alert on a sum silences every warning on a sum.',
  run: (subject) => {
    const { notification, scraping } = subject
    const alerts = alertsOf(subject).map(({ rule }) => ({ name: rule.name, labels: labelsOf(subject, rule) }))
    if (notification === undefined || scraping === undefined || alerts.length === 0) return []
    return objectsBelow(notification.config, 'inhibit_rules').flatMap((rule, at) => {
      const place = { file: notification.place.file, path: [...notification.place.path, `inhibit_rules[${at}]`] }
      const matchers = {
        source: matchersIn(rule, 'source_match', 'source_match_re', 'source_matchers'),
        target: matchersIn(rule, 'target_match', 'target_match_re', 'target_matchers'),
      }
      const sources = alerts.filter(({ labels }) => fits(matchers.source, labels) !== false)
      const targets = alerts.filter(({ labels }) => fits(matchers.target, labels) !== false)
      return [
        ...(sources.length > 0 ? [] : [idle(place, 'nothing starts it', matchers.source)]),
        ...(targets.length > 0 ? [] : [idle(place, 'it silences nothing', matchers.target)]),
        ...(isNamed(matchers)
          ? []
          : tooMuch(place, Array.isArray(rule.equal) ? rule.equal.map(String) : [], sources, targets)),
      ]
    })
  },
}

/** Whether both sides name components: what silences what is said, and nothing has to be equal. */
const isNamed = ({ source, target }: Readonly<Record<'source' | 'target', readonly Matcher[]>>): boolean =>
  [source, target].every((side) => side.some((matcher) => matcher.label === 'component' && namesValues(matcher)))

const namesValues = ({ op, value }: Matcher): boolean =>
  (op === '=' && value !== '') || (op === '=~' && /^[\w-]+(?:\|[\w-]+)*$/.test(value))

const idle = (place: Place, effect: string, matchers: readonly Matcher[]): Finding => ({
  place,
  what: `No alert has ${matchers.map(({ label, op, value }) => `${label}${op}"${value}"`).join(', ')}, so ${effect}.`,
  next: 'Correct the matchers, or remove the rule.',
})

interface Alert {
  readonly name: string
  readonly labels: AlertLabels
}

function tooMuch(
  place: Place,
  equal: readonly string[],
  sources: readonly Alert[],
  targets: readonly Alert[],
): readonly Finding[] {
  const lacksAll = ({ labels }: Alert): boolean => equal.every((label) => labels(label)?.every((value) => value === ''))
  const source = sources.find(lacksAll)
  const target = targets.find((alert) => alert !== source && lacksAll(alert))
  if (source === undefined || target === undefined) return []
  return [
    {
      place,
      what:
        equal.length === 0
          ? `Nothing must be equal, so ${source.name} silences ${target.name} and every other alert that fits.`
          : `${source.name} and ${target.name} both lack ${listed(equal)}, which counts as equal: one silences the other.`,
      next: 'Name a label in equal that all of them have and that tells what belongs together.',
    },
  ]
}
