import { chance, seedOf } from '../data/noise.ts'
import { gracePeriod } from '../model/grace-period.ts'
import { parseDuration } from '../promql/duration.ts'
import { evaluator } from '../promql/evaluate/evaluate.ts'
import { nameless } from '../promql/evaluate/labels.ts'
import type { EvaluationOptions, LabelSet, Series } from '../promql/evaluate/series.ts'
import { type Active, keyOf, step } from '../witness/simulate.ts'
import type { GroupRecording, GroupRule } from './rules.ts'
import { isWithin, type Span } from './spans.ts'

/** One message of Prometheus to Alertmanager: an alert fires, still fires, or is over. Times are Unix milliseconds. */
export interface Sent {
  readonly at: number
  readonly labels: LabelSet
  readonly startsAt: number
  /** When Alertmanager takes it for over, unless it hears of it again. */
  readonly endsAt: number
}

const minute = 60_000
/** `--rules.alert.resend-delay` */
const resendDelay = minute
/** For how long Prometheus goes on to tell that an alert is over. */
const remembered = 15 * minute
const grace = parseDuration(gracePeriod)

/** When rules are evaluated: Prometheus gives each group a phase of its own, and knows nothing while it is down. */
export interface Evaluations {
  readonly span: Span
  readonly blind: readonly Span[]
  readonly options: EvaluationOptions
}

/** What Prometheus sends to Alertmanager about a rule, in the order of time. */
export function sentBy(
  rule: GroupRule,
  series: readonly Series[],
  { span, blind, options }: Evaluations,
): readonly Sent[] {
  const { interval } = options
  const answer = evaluator(rule.expr, series, options)
  const firing = new Map<string, Told>()
  const sent: Sent[] = []
  let state: ReadonlyMap<string, Active> = new Map()
  let last: number | undefined
  for (const at of momentsOf(rule.group, { span, blind, options })) {
    const restarted = last !== undefined && at - last > interval && blind.length > 0
    const before = restarted ? new Map<string, Active>() : state
    const after = step(rule, before, answer(at), at)
    state = restarted ? restored(rule, state, after, { last: last ?? at, at, grace }) : after
    if (restarted) firing.clear()
    last = at
    tell(rule, state, firing, at, interval, (each) => sent.push(each))
  }
  return sent
}

/** When a group is evaluated. */
function momentsOf(group: string, { span, blind, options: { interval } }: Evaluations): readonly number[] {
  const phase = Math.floor(chance(seedOf(`group ${group}`), 0) * interval)
  const moments: number[] = []
  for (let at = Math.ceil((span.from - phase) / interval) * interval + phase; at < span.until; at += interval)
    if (!isWithin(blind, at)) moments.push(at)
  return moments
}

/** The series that a recording rule writes. */
export function recorded(rule: GroupRecording, series: readonly Series[], evaluations: Evaluations): readonly Series[] {
  const answer = evaluator(rule.expr, series, evaluations.options)
  const found = new Map<string, { labels: LabelSet; times: number[]; values: (number | null)[] }>()
  for (const at of momentsOf(rule.group, evaluations)) {
    const present = new Set<string>()
    for (const { labels, value } of answer(at)) {
      const named = { ...labels, ...rule.labels, __name__: rule.record }
      const key = keyOf(named)
      const known = found.get(key) ?? { labels: named, times: [] as number[], values: [] as (number | null)[] }
      found.set(key, known)
      known.times.push(at)
      known.values.push(value)
      present.add(key)
    }
    for (const [key, { times, values }] of found) {
      if (present.has(key) || values.at(-1) === null) continue
      times.push(at)
      values.push(null)
    }
  }
  return [...found.values()]
}

interface Told {
  readonly labels: LabelSet
  readonly startsAt: number
  lastSent: number
  resolvedAt: number | undefined
}

function tell(
  rule: GroupRule,
  state: ReadonlyMap<string, Active>,
  told: Map<string, Told>,
  at: number,
  interval: number,
  send: (sent: Sent) => void,
): void {
  for (const [key, { sample, fires }] of state) {
    if (!fires) continue
    const known = told.get(key)
    if (known !== undefined && known.resolvedAt === undefined) continue
    const labels = { ...nameless(sample.labels), ...rule.labels }
    told.set(key, { labels, startsAt: at, lastSent: Number.NEGATIVE_INFINITY, resolvedAt: undefined })
  }
  for (const [key, alert] of told) {
    const isOver = state.get(key)?.fires !== true
    if (isOver && alert.resolvedAt === undefined) {
      alert.resolvedAt = at
      alert.lastSent = Number.NEGATIVE_INFINITY
    }
    if (alert.resolvedAt !== undefined && at - alert.resolvedAt > remembered) {
      told.delete(key)
      continue
    }
    if (at - alert.lastSent <= resendDelay) continue
    alert.lastSent = at
    const { labels, startsAt, resolvedAt } = alert
    send({ at, labels, startsAt, endsAt: resolvedAt ?? at + 4 * Math.max(interval, resendDelay) })
  }
}

/** What a restart leaves of the time that an alert has waited, as Prometheus restores it of `ALERTS_FOR_STATE`. */
export function restored(
  rule: Pick<GroupRule, 'for'>,
  before: ReadonlyMap<string, Active>,
  after: ReadonlyMap<string, Active>,
  { last, at, grace }: { readonly last: number; readonly at: number; readonly grace: number },
): ReadonlyMap<string, Active> {
  if (rule.for < grace) return after
  return new Map(
    [...after].map(([key, active]) => {
      const known = before.get(key)
      if (known === undefined) return [key, active]
      const remaining = rule.for - (last - known.since)
      const since = remaining <= 0 ? known.since : remaining < grace ? at + grace - rule.for : known.since + (at - last)
      return [key, { ...active, since, fires: at - since >= rule.for }]
    }),
  )
}
