import type { Client } from '../doctor/client/client.ts'
import type { RecordingRule } from '../documents/views.ts'
import { type Notification, notificationsOf } from '../drills/alertmanager.ts'
import { Course, type Spell } from '../drills/course.ts'
import type { Sent } from '../drills/evaluate.ts'
import type { Notifying } from '../drills/notifying.ts'
import { isWithin, type Span } from '../drills/spans.ts'
import { printLine } from '../promql/print.ts'
import { inlined } from './inline.ts'
import { type Moments, NoQuery, type Piece, range } from './range.ts'
import type { PastAlert, RuleSet } from './rules.ts'
import { isLoaded, phaseOf, type Remembering, type Scraped } from './server.ts'

/** Whose past is played, and which part of it. Times are Unix milliseconds. */
export interface Past {
  readonly client: Client
  readonly server: Remembering
  readonly span: Span
  readonly scraped: Scraped
  /** How often a group is evaluated that does not say so itself. */
  readonly interval: number
}

/** What a rule would have done. */
export interface Played extends PastAlert {
  readonly spells: readonly Spell[]
  readonly sent: readonly Sent[]
  /** Recording rules that were evaluated in place, since the history lacks what they record. */
  readonly computed: readonly string[]
  /** How many evaluations failed, and why the first did. */
  readonly failures: number
  readonly failure: string | undefined
  /** Why Prometheus refuses the rule. */
  readonly refused: string | undefined
}

/** Tells what is asked: the alert, up to which moment, and the share of everything that is done. */
export type Progress = (alert: string, at: number, share: number) => void

/** More failed evaluations than these are no accident. */
const mostFailures = 25

/** Plays the alerts of one set of rules, one after the other. Throws `Unanswered` where the server is gone. */
export async function playRules(
  { alerts, recordings }: RuleSet,
  past: Past,
  remembered: Map<string, Played>,
  tell: Progress,
): Promise<readonly Played[]> {
  const isKept = await keeper(recordings, past)
  const phases = new Map<string, number>()
  const played: Played[] = []
  for (const [at, alert] of alerts.entries()) {
    const { group } = alert
    const interval = intervalOf(alert, past)
    const names = group.rules.map(({ name }) => name)
    const phase =
      phases.get(group.name) ??
      (await phaseOf(past.client, past.span, { name: group.name, interval, names }, past.server.groups)) ??
      0
    phases.set(group.name, phase)
    const share = (moment: number) =>
      (at + (moment - past.span.from) / (past.span.until - past.span.from)) / alerts.length
    played.push(
      await playOne(alert, { recordings, isKept, interval, phase }, past, remembered, (moment) =>
        tell(alert.rule.name, moment, share(moment)),
      ),
    )
  }
  return played
}

export const intervalOf = ({ group }: PastAlert, past: Pick<Past, 'interval'>): number =>
  group.interval === undefined ? past.interval : Math.round(group.interval * 1000)

/**
 * Whether the history has what a rule records: the server evaluates this very rule, and before its first sample there was
 * nothing to record.
 */
async function keeper(
  recordings: readonly RecordingRule[],
  { client, server, span }: Past,
): Promise<(rule: RecordingRule) => boolean> {
  const kept = new Set<RecordingRule>()
  const step = Math.max(1000, Math.ceil((span.until - span.from) / 1000))
  for (const rule of recordings) {
    if (!isLoaded(rule, server.groups)) continue
    const matchers = Object.entries(rule.labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    const first = await firstOf(client, `count(${rule.name}{${matchers.join(', ')}})`, { ...span, interval: step })
    const before = { from: span.from, until: (first ?? span.until) - 2 * step, interval: step }
    const { expr } = inlined(rule.query.expr, recordings, (other) => kept.has(other), step)
    const isLate =
      before.until >= before.from && (await firstOf(client, `count(${printLine(expr)})`, before)) !== undefined
    if (!isLate) kept.add(rule)
  }
  return (rule) => kept.has(rule)
}

/** The first moment that has an answer. */
async function firstOf(client: Client, query: string, moments: Moments): Promise<number | undefined> {
  for await (const { at } of range(client, query, moments)) {
    const [first] = [...at.keys()].sort((a, b) => a - b)
    if (first !== undefined) return first
  }
  return undefined
}

interface How {
  readonly recordings: readonly RecordingRule[]
  readonly isKept: (rule: RecordingRule) => boolean
  readonly interval: number
  readonly phase: number
}

async function playOne(
  alert: PastAlert,
  { recordings, isKept, interval, phase }: How,
  past: Past,
  remembered: Map<string, Played>,
  tell: (moment: number) => void,
): Promise<Played> {
  const { rule, group } = alert
  const { expr, names } = inlined(rule.query.expr, recordings, isKept, interval)
  const query = printLine(expr)
  const offset = (group.queryOffset ?? 0) * 1000
  const durations = { for: rule.for * 1000, keepFiringFor: rule.keepFiringFor * 1000 }
  const key = JSON.stringify([query, interval, phase, offset, durations, rule.name, rule.labels])
  const known = remembered.get(key)
  if (known !== undefined) return { ...known, ...alert }
  const course = new Course({ name: rule.name, labels: rule.labels, ...durations }, interval, past.server.restoring)
  const first = Math.ceil((past.span.from - phase) / interval) * interval + phase
  let failures = 0
  let failure: string | undefined
  let refused: string | undefined
  try {
    const asked = { from: first - offset, until: past.span.until - offset, interval }
    let skipped = 0
    tell(first)
    for await (const piece of range(past.client, query, asked)) {
      tell(piece.until + offset)
      failure ??= piece.failed
      if (piece.failed !== undefined) failures += 1
      else {
        const { failed, skipped: still } = evaluate(course, piece, offset, past.scraped, skipped)
        skipped = still
        if (failed > 0) failure ??= 'Two series of the alert have the same labels, once its own are put on.'
        failures += failed
      }
      if (failures > mostFailures) throw new NoQuery(failure)
    }
  } catch (error) {
    if (!(error instanceof NoQuery)) throw error
    refused = error.message
  }
  const played: Played = {
    ...alert,
    spells: refused === undefined ? course.spells : [],
    sent: refused === undefined ? course.sent : [],
    computed: names,
    failures,
    failure,
    refused,
  }
  remembered.set(key, played)
  return played
}

/** A busy Prometheus skips an evaluation or two. */
const mostSkipped = 2

/** Every evaluation of a piece, but those while Prometheus was down; how many were skipped when it begins, and when it ends. */
function evaluate(
  course: Course,
  { from, until, interval, at }: Piece,
  offset: number,
  { gaps }: Scraped,
  skippedBefore: number,
): { readonly failed: number; readonly skipped: number } {
  let failed = 0
  let skipped = skippedBefore
  const near = gaps.filter((gap) => gap.from <= until + offset && gap.until >= from + offset)
  for (let moment = from; moment <= until; moment += interval) {
    const now = moment + offset
    if (isWithin(near, now)) {
      skipped += 1
      continue
    }
    if (!course.evaluate(now, at.get(moment) ?? [], skipped > mostSkipped)) failed += 1
    skipped = 0
  }
  return { failed, skipped }
}

/** What Alertmanager would have told of it all. */
export const toldOf = (played: readonly Played[], notifying: Notifying, span: Span): readonly Notification[] =>
  notificationsOf(
    notifying,
    played.flatMap(({ sent }) => sent).sort((a, b) => a.at - b.at),
    { from: span.from, until: span.until },
  )
