import { labelsOf } from '../checks/support/alert-labels.ts'
import { alertsOf } from '../checks/support/rules.ts'
import { type AlertLabels, fits, matchersIn, type Route, routingOf, textsBelow } from '../documents/routes.ts'
import { objectsBelow } from '../documents/values.ts'
import type { AlertRule, Notification } from '../documents/views.ts'
import type { Subject } from '../model/subject.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import type { Matcher } from '../promql/tree.ts'

/** Where an alert goes, in sentences. */
export interface Routed {
  readonly receivers: readonly string[]
  readonly told: readonly string[]
}

/** A route at which an alert may end, with what it has from the routes around it. */
interface End {
  readonly route: Route
  readonly groupBy: readonly string[]
  readonly isCertain: boolean
}

/** Where Alertmanager would send an alert that fires with these labels of its story. */
export function routesOf(
  rule: AlertRule,
  story: LabelSet | undefined,
  subject: Subject,
  notification: Notification,
): Routed {
  const root = routingOf(notification)
  if (root === undefined) return { receivers: [], told: ['The Alertmanager configuration has no route.'] }
  const labels = withStory(labelsOf(subject, rule), rule, story)
  const ends = endsOf({ route: root, groupBy: root.groupBy, isCertain: true }, labels)
  const receivers = [...new Set(ends.map(({ route }) => route.receiver))]
  return {
    receivers,
    told: [...ends.map((end) => endText(end, notification)), ...inhibitionsOf(rule, labels, subject, notification)],
  }
}

const withStory =
  (known: AlertLabels, rule: AlertRule, story: LabelSet | undefined): AlertLabels =>
  (label) => {
    if (label === 'alertname' || Object.hasOwn(rule.labels, label)) return known(label)
    const value = story === undefined ? undefined : Object.hasOwn(story, label) ? story[label] : ''
    // The story made most values up: what they are in life is open.
    return value === '' ? [''] : undefined
  }

function endsOf(at: End, labels: AlertLabels): readonly End[] {
  const own = fits(at.route.matchers, labels)
  if (own === false) return []
  const here = { ...at, isCertain: at.isCertain && own === true }
  const found: End[] = []
  let isTaken = false
  let isOpen = false
  for (const route of at.route.routes) {
    const groupBy = route.groupBy.length > 0 ? route.groupBy : at.groupBy
    const ends = endsOf({ route, groupBy, isCertain: here.isCertain && !isOpen }, labels)
    found.push(...ends)
    const fit = fits(route.matchers, labels)
    if (fit === undefined) isOpen = true
    if (fit !== true) continue
    isTaken = true
    if (!route.continues) break
  }
  return isTaken ? found : [...found, { ...here, isCertain: here.isCertain && !isOpen }]
}

function endText({ route, groupBy, isCertain }: End, { config }: Notification): string {
  const receiver = objectsBelow(config, 'receivers').find(({ name }) => name === route.receiver)
  const ways = Object.keys(receiver ?? {}).filter((key) => key.endsWith('_configs'))
  const how =
    receiver === undefined
      ? 'which is not defined'
      : ways.length === 0
        ? 'which tells nobody'
        : `by ${ways.map((key) => key.replace(/_configs$/, '')).join(' and ')}`
  const group =
    groupBy.length === 0
      ? 'in one group with every alert of that route'
      : groupBy.includes('...')
        ? 'alone'
        : `grouped by ${groupBy.join(', ')}`
  const times = [
    ...(route.activeDuring.length === 0 ? [] : [`only during ${route.activeDuring.join(', ')}`]),
    ...(route.mutedDuring.length === 0 ? [] : [`not during ${route.mutedDuring.join(', ')}`]),
  ]
  return `It ${isCertain ? 'goes' : 'may go, depending on its labels,'} to ${[route.receiver, how, group, ...times].join(', ')} (${route.path.join(' › ')}).`
}

function inhibitionsOf(
  rule: AlertRule,
  labels: AlertLabels,
  subject: Subject,
  { config }: Notification,
): readonly string[] {
  const found = objectsBelow(config, 'inhibit_rules').flatMap((inhibit) => {
    const target = matchersIn(inhibit, 'target_match', 'target_match_re', 'target_matchers')
    const fit = fits(target, labels)
    if (fit === false) return []
    const source = matchersIn(inhibit, 'source_match', 'source_match_re', 'source_matchers')
    const same = textsBelow(inhibit, 'equal')
    const sources = alertsOf(subject)
      .map((each) => each.rule)
      .filter((other) => other !== rule && inhibits(labelsOf(subject, other), source, labels, same))
      .map(({ name }) => name)
    const names = [...new Set(sources)]
    const which =
      names.length === 0
        ? 'another alert'
        : names.length > 3
          ? `${names.slice(0, 3).join(', ')} or ${names.length - 3} more`
          : names.join(' or ')
    return [
      `It ${fit === true ? 'is' : 'may be'} inhibited while ${which} with ${matchersText(source)} fires${same.length === 0 ? '' : ` with the same ${same.join(', ')}`}${names.length === 0 ? '; no alert of these rules is one' : ''}.`,
    ]
  })
  return found.length > 0 ? found : ['Nothing inhibits it.']
}

/** Whether an alert may be one that inhibits another: it fits, and no label that they must share is known to differ. */
const inhibits = (
  other: AlertLabels,
  source: readonly Matcher[],
  labels: AlertLabels,
  same: readonly string[],
): boolean =>
  fits(source, other) !== false &&
  same.every((label) => {
    const [a, b] = [labels(label), other(label)]
    return a === undefined || b === undefined || a.some((value) => b.includes(value))
  })

const matchersText = (matchers: readonly Matcher[]): string =>
  matchers.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`).join(', ')
