import type { Drill } from '../language/drill.ts'
import { type Notification, notificationsOf } from './alertmanager.ts'
import type { Notifying } from './notifying.ts'
import type { Played } from './play.ts'

/** What came of a drill. */
export interface Outcome {
  /** Seconds until somebody was told by the alert that must notice it; by any alert, where none must. */
  readonly noticed: number | undefined
  /** The alerts of which somebody was told, and those that another one kept silent, in the order of their names. */
  readonly alerts: readonly string[]
  readonly inhibited: readonly string[]
  readonly pages: number
  readonly tickets: number
  /** What it did not meet, one sentence each. */
  readonly fails: readonly string[]
  /** The alerts without which it would not pass. */
  readonly needs: readonly string[]
}

/** Judges what was sent, with every alert, and without each that fired. */
export function outcomeOf(drill: Drill, played: Played, notifying: Notifying): Outcome {
  const with_ = judged(drill, played, notifying)
  const fired = namesOf(played.sent.map(({ labels }) => labels))
  const needs = fired.filter((name) => {
    const sent = played.sent.filter(({ labels }) => labels.alertname !== name)
    return with_.fails.length === 0 && judged(drill, { ...played, sent }, notifying).fails.length > 0
  })
  return { ...with_, needs }
}

function judged(drill: Drill, played: Played, notifying: Notifying): Omit<Outcome, 'needs'> {
  const told = toldIn(played, notifying)
  const { noticed, pages, tickets } = drill.expects
  const by = noticed?.by.map(({ name }) => name)
  const after = told.find(({ firing }) =>
    firing.some(({ alertname }) => by === undefined || by.includes(alertname ?? '')),
  )?.at
  const seconds = after === undefined ? undefined : Math.round((after - played.zero) / 1000)
  const alerts = namesOf(told.flatMap(({ firing }) => firing))
  const fired = namesOf(played.sent.map(({ labels }) => labels))
  const counts = {
    pages: opened(told, notifying.severities.pages),
    tickets: opened(told, notifying.severities.tickets),
  }
  const fails = [
    ...(noticed === undefined || (seconds !== undefined && seconds <= noticed.within)
      ? []
      : [unnoticed(seconds, noticed.within, by)]),
    ...(counts.pages === pages ? [] : [`${counts.pages} pages instead of ${pages}.`]),
    ...(counts.tickets === tickets ? [] : [`${counts.tickets} tickets instead of ${tickets}.`]),
  ]
  return { noticed: seconds, alerts, inhibited: fired.filter((name) => !alerts.includes(name)), ...counts, fails }
}

const unnoticed = (seconds: number | undefined, within: number, by: readonly string[] = []): string =>
  seconds === undefined
    ? `${by.join(' or ')} tells nobody.`
    : `${by.join(' or ')} tells after ${seconds} s, and should within ${within} s.`

/** Everything that Alertmanager tells anybody. */
export const toldIn = ({ zero, sent, until, deaf }: Played, notifying: Notifying): readonly Notification[] =>
  notificationsOf(notifying, sent, { from: zero - 600_000, until, deaf })

/**
 * How often receivers are told of something of these severities that they did not know: PagerDuty makes one incident of a group until it
 * is over, and further alerts of the group, and repetitions, belong to it.
 */
export function opened(told: readonly Notification[], severities: readonly string[]): number {
  const open = new Set<string>()
  let count = 0
  for (const { receiver, group, firing } of firstIntegrations(told)) {
    const key = `${receiver} ${group}`
    const isFiring = firing.some((labels) => severities.includes(labels.severity ?? ''))
    if (isFiring && !open.has(key)) count += 1
    if (isFiring) open.add(key)
    else open.delete(key)
  }
  return count
}

/** What each receiver is told, once, however many ways it is told. */
function firstIntegrations(told: readonly Notification[]): readonly Notification[] {
  const first = new Map<string, string>()
  for (const { receiver, integration } of told) if (!first.has(receiver)) first.set(receiver, integration)
  return told.filter(({ receiver, integration }) => first.get(receiver) === integration)
}

const namesOf = (labels: readonly Readonly<Record<string, string>>[]): readonly string[] =>
  [...new Set(labels.flatMap(({ alertname }) => alertname ?? []))].sort()
