import { amountOf, aTime } from './demands/amounts.ts'
import { type Demand, due, isPlain, line, listOf, optional, options, refuse } from './demands/demand.ts'
import { aCounter, aGauge, aHistogram, aMetric, aMoment } from './demands/kinds.ts'
import type { Job } from './job.ts'
import { type Labels, toMatchers, type Where } from './labels.ts'
import type { AnyMetric, Buckets, Counter, Gauge, Histogram, Timestamp } from './metric.ts'
import type { Happening } from './scenario.ts'
import { type Amount, type Duration, magnitude, type PerSecond, perSecond as perSecondOf, type Unit } from './units.ts'

export { at, every, happens, stands, takes } from './scenario.ts'

/** When something goes on, in seconds after the drill's beginning; with `every`, again and again, each time `for` so long. */
export interface Span {
  readonly from: number
  readonly until: number
  readonly every?: number
  readonly for?: number
}

/** The whole drill, or a part of it: `{ from: '10m' }`, `{ until: '20m' }`, `{ every: '45s', for: '30s' }`. */
export interface During {
  readonly from?: Duration
  readonly until?: Duration
  readonly every?: Duration
  readonly for?: Duration
}

/** What happens in a drill: to metrics, to all that a job exposes, or to the monitoring itself. */
export type Touch =
  | Happening
  | { readonly does: 'grow'; readonly metric: AnyMetric; readonly to: number; readonly span: Span }
  | { readonly does: 'begin'; readonly metric: AnyMetric; readonly span: Span }
  | { readonly does: 'scale'; readonly metric: AnyMetric; readonly times: number; readonly span: Span }
  | { readonly does: 'pour'; readonly metric: AnyMetric; readonly perSecond: number; readonly span: Span }
  | {
      readonly does: 'turn'
      readonly metric: AnyMetric
      readonly share: number
      /** What the labels of what was counted become. */
      readonly labels: Readonly<Record<string, string>>
      readonly span: Span
    }
  | { readonly does: 'slow'; readonly metric: AnyMetric; readonly times: number; readonly span: Span }
  | { readonly does: 'lack'; readonly metric: AnyMetric; readonly span: Span }
  | { readonly does: 'lose'; readonly job: string; readonly but: readonly string[]; readonly span: Span }
  | { readonly does: 'down'; readonly job: string; readonly instance?: string; readonly span: Span }
  | { readonly does: 'vanish'; readonly job: string; readonly instance?: string; readonly span: Span }
  | { readonly does: 'restart'; readonly job: string; readonly span: Span; readonly downFor: number }
  | { readonly does: 'join'; readonly job: string; readonly instance: string; readonly span: Span }
  | { readonly does: 'blind'; readonly span: Span }
  | { readonly does: 'deaf'; readonly span: Span }

/** A gauge climbs or falls evenly to this value, from where it is when it begins. */
export const grows = <L extends Labels, U extends Unit>(
  metric: Gauge<L, U>,
  to: Amount<U>,
  when: During = {},
): Touch => {
  refuse('grows()', aGauge.faults(metric, 'what grows'))
  refuse('grows()', amountOf(metric.unit).faults(to, 'how far'), aPart.faults(when, partOf))
  return { does: 'grow', metric, to: magnitude(to), span: spanOf(when) }
}

/** A moment stands at when this begins, and grows old: the oldest task that runs is one that hangs. */
export const began = <L extends string>(moment: Timestamp<L>, when: During = {}): Touch => {
  refuse('began()', aMoment.faults(moment, 'the moment'), aPart.faults(when, partOf))
  return { does: 'begin', metric: moment, span: spanOf(when) }
}

/** All that it counts, observes or stands at is so many times as much: 0 is nothing, 10 a rush. */
export const scales = <L extends Labels, U extends Unit, B extends Buckets>(
  metric: Counter<L, U> | Gauge<L, U> | Histogram<L, U, B>,
  times: number,
  when: During = {},
): Touch => {
  refuse('scales()', aMetric.faults(metric, 'what changes'), aFactor.faults(times, 'how many times'))
  refuse('scales()', aPart.faults(when, partOf))
  return { does: 'scale', metric, times, span: spanOf(when) }
}

/** A counter counts this much besides, evenly. */
export const counts = <L extends Labels, U extends Unit>(
  metric: Counter<L, U>,
  speed: Amount<PerSecond<U>>,
  when: During = {},
): Touch => {
  refuse('counts()', aCounter.faults(metric, 'what counts'))
  refuse('counts()', amountOf(perSecondOf(metric.unit)).faults(speed, 'how fast'), aPart.faults(when, partOf))
  return { does: 'pour', metric, perSecond: magnitude(speed), span: spanOf(when) }
}

/** A share of what it counts has other labels meanwhile: requests that fail, tasks that are retried. */
export const turns = <L extends Labels, U extends Unit>(
  metric: Counter<L, U>,
  share: `${number}%`,
  into: Where<L>,
  when: During = {},
): Touch => {
  refuse('turns()', aCounter.faults(metric, 'what counts'), amountOf('ratio').faults(share, 'the share'))
  refuse('turns()', aPart.faults(when, partOf))
  const matchers = toMatchers(metric, into as Parameters<typeof toMatchers>[1])
  refuse('turns()', ...matchers.map(({ op, label }) => (op === '=' ? [] : [oneValue(label)])))
  const labels = Object.fromEntries(matchers.map(({ label, value }) => [label, value]))
  return { does: 'turn', metric, share: magnitude(share), labels, span: spanOf(when) }
}

const oneValue = (label: string) => ({
  what: `${label} should become one value.`,
  next: "Write the value itself: { status: '503' }.",
})

/** What is observed takes so many times as long, or is so many times as large. */
export const slows = <L extends Labels, U extends Unit, B extends Buckets>(
  metric: Histogram<L, U, B>,
  times: number,
  when: During = {},
): Touch => {
  refuse('slows()', aHistogram.faults(metric, 'what observes'), aFactor.faults(times, 'how many times'))
  refuse('slows()', aPart.faults(when, partOf))
  return { does: 'slow', metric, times, span: spanOf(when) }
}

/** The target goes on to be scraped, and does not expose it. */
export const lacks = (metric: AnyMetric, when: During = {}): Touch => {
  refuse('lacks()', aMetric.faults(metric, 'what is gone'), aPart.faults(when, partOf))
  return { does: 'lack', metric, span: spanOf(when) }
}

/** An exporter cannot reach its server: it is scraped, and exposes nothing but these. */
export const loses = (job: Job, but: readonly AnyMetric[], when: During = {}): Touch => {
  refuse(
    'loses()',
    aJob.faults(job, 'the job'),
    listOf(aMetric).faults(but, 'what is left'),
    aPart.faults(when, partOf),
  )
  return { does: 'lose', job: job.name, but: but.map(({ name }) => name), span: spanOf(when) }
}

interface OfInstance extends During {
  /** Only this one; else all targets of the job. */
  readonly instance?: string
}

/** The target does not answer when it is scraped; what it counts goes on. */
export const down = (job: Job, when: OfInstance = {}): Touch => {
  refuse('down()', aJob.faults(job, 'the job'), aPartOfInstance.faults(when, partOf))
  const { instance } = when
  return { does: 'down', job: job.name, ...(instance === undefined ? {} : { instance }), span: spanOf(when) }
}

/** The target is gone from what Prometheus knows. */
export const vanishes = (job: Job, when: OfInstance = {}): Touch => {
  refuse('vanishes()', aJob.faults(job, 'the job'), aPartOfInstance.faults(when, partOf))
  const { instance } = when
  return { does: 'vanish', job: job.name, ...(instance === undefined ? {} : { instance }), span: spanOf(when) }
}

/** The process starts anew: its counters begin at 0, after it did not answer for a while. With `every` it crashes again and again. */
export const restarts = (job: Job, downFor: Duration, when: During = {}): Touch => {
  refuse('restarts()', aJob.faults(job, 'the job'), aTime.faults(downFor, 'how long it does not answer'))
  refuse('restarts()', aPart.faults(when, partOf))
  return { does: 'restart', job: job.name, downFor: magnitude(downFor), span: spanOf(when) }
}

/** Another target of the job is there, as busy as the first. */
export const joins = (job: Job, instance: string, when: During = {}): Touch => {
  refuse('joins()', aJob.faults(job, 'the job'), line.faults(instance, 'its instance'), aPart.faults(when, partOf))
  return { does: 'join', job: job.name, instance, span: spanOf(when) }
}

/** Prometheus is down: it scrapes nothing, and evaluates no rule. */
export const prometheusDown = (when: During = {}): Touch => {
  refuse('prometheusDown()', aPart.faults(when, partOf))
  return { does: 'blind', span: spanOf(when) }
}

/** Alertmanager is down: it hears of nothing, and tells nobody. */
export const alertmanagerDown = (when: During = {}): Touch => {
  refuse('alertmanagerDown()', aPart.faults(when, partOf))
  return { does: 'deaf', span: spanOf(when) }
}

const partOf = 'when it goes on'
const during = { from: optional(aTime), until: optional(aTime), every: optional(aTime), for: optional(aTime) }
const wellFormed = (demand: Demand): Demand => ({
  due: demand.due,
  faults: (value, name) => {
    const faults = demand.faults(value, name)
    if (faults.length > 0 || !isPlain(value)) return faults
    const { from, until, every } = value as During
    if (from !== undefined && until !== undefined && magnitude(from) >= magnitude(until))
      return [{ what: `${name} ends at ${until}, before it begins at ${from}.`, next: 'Turn them round.' }]
    if (every !== undefined && magnitude(every) === 0)
      return [{ what: `${name} is every 0s.`, next: "Write the time between: every: '10m'." }]
    return []
  },
})
const aPart: Demand = wellFormed(options(during))
const aPartOfInstance: Demand = wellFormed(options({ ...during, instance: optional(line) }))
const aFactor = due(
  'a number that is not negative',
  (value) => typeof value === 'number' && value >= 0,
  'Write 0, 0.5 or 10.',
)
const aJob = due('a job', (value) => isPlain(value) && 'whenDown' in value, 'Take it from queries/jobs.ts.')

const spanOf = ({ from = '0s', until, every, for: each }: During): Span => ({
  from: magnitude(from),
  until: until === undefined ? Number.POSITIVE_INFINITY : magnitude(until),
  ...(every === undefined ? {} : { every: magnitude(every) }),
  ...(each === undefined ? {} : { for: magnitude(each) }),
})
