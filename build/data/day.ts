import type { EvaluationOptions, LabelSet } from '../promql/evaluate/series.ts'

/** A stretch of time in Unix milliseconds; the end is not part of it. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** A value that follows the day: `at most times a wave, give or take noise, and what happens meanwhile`. */
export interface Signal {
  /** At the busiest time of the day. */
  readonly peak: number
  /** Which share of it goes away at night: 0, if not given, stays the same; 1 falls to nothing. */
  readonly wave?: number
  /** How far it strays within minutes, as a share of itself. */
  readonly drift?: number
  /** How far it strays from one scrape to the next, as a share of itself. */
  readonly noise?: number
  readonly meanwhile?: readonly Event[]
}

/** Something that happens for a while: the value is multiplied, then something is added. */
export interface Event extends Span {
  /** How many milliseconds it takes to build up, and to go away again; at once, if not given. */
  readonly ramp?: number
  readonly times?: number
  readonly plus?: number
}

/** Things that happen, so many a second. What is counted of one flow agrees: the seed makes its chance. */
export interface Flow {
  readonly seed: string
  readonly perSecond: Signal
}

/** Grows by a flow, or by the share of it that is left over by the shares `before`. */
export interface CounterBehaviour {
  readonly is: 'counter'
  readonly flow: Flow
  /** Whether it counts things; otherwise it measures, such as bytes or seconds. */
  readonly whole: boolean
  readonly before?: readonly Signal[]
  /** All that is left over, if not given. */
  readonly share?: Signal
}

export interface GaugeBehaviour {
  readonly is: 'gauge'
  readonly level: Signal
  readonly whole?: boolean
  readonly least?: number
  readonly most?: number
}

/** Observations of a flow. They spread around a median, log-logistically: its quantiles have a closed form. */
export interface HistogramBehaviour {
  readonly is: 'histogram'
  readonly flow: Flow
  readonly median: Signal
  /** How close they are: half of a tail per doubling at 1, so 95% are below 19^(1/closeness) times the median. */
  readonly closeness: number
  /** The values of `le`, ascending, without `+Inf`. */
  readonly edges: readonly string[]
}

/** The last of these moments, in Unix milliseconds, ascending; the value is in seconds. */
export interface TimestampBehaviour {
  readonly is: 'timestamp'
  readonly moments: readonly number[]
}

export type Behaviour = CounterBehaviour | GaugeBehaviour | HistogramBehaviour | TimestampBehaviour

/** One series, or all those of one histogram. */
export interface PlannedSeries {
  /** Without `_bucket`, `_count` and `_sum`. */
  readonly name: string
  readonly labels: LabelSet
  readonly behaviour: Behaviour
  /** The job whose process it belongs to: it starts anew with it, and is not scraped while it is down. */
  readonly process?: string
  /** When it is there at all; always, if not given. */
  readonly within?: Span
  /** How many milliseconds earlier it is there too, for queries that look back. */
  readonly earlier?: readonly number[]
}

/** An alerting rule; durations in milliseconds. */
export interface PlannedAlert {
  readonly alert: string
  readonly expr: string
  readonly for: number
  readonly keepFiringFor: number
  readonly labels: LabelSet
}

export interface PlannedRecording {
  readonly record: string
  readonly labels: LabelSet
  readonly expr: string
  /** How many milliseconds are between two evaluations, where its samples are counted. */
  readonly every?: number
  /** How many milliseconds earlier it is evaluated too. */
  readonly earlier?: readonly number[]
}

/** What a synthetic day is made of: plain data, so that it goes from one process to another and has a hash. */
export interface DayPlan {
  /** In Unix milliseconds. The last samples are of a moment before. */
  readonly now: number
  readonly begin: number
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number
  /** How the Prometheus of the stack reads a window. */
  readonly windows: EvaluationOptions['windows']
  /** `evaluation_interval` in milliseconds. */
  readonly evaluationInterval: number
  /** When the processes of a job started anew, ascending; for `downFor` before it they were down. */
  readonly restarts: Readonly<Record<string, readonly number[]>>
  readonly downFor: number
  readonly series: readonly PlannedSeries[]
  readonly recordings: readonly PlannedRecording[]
  readonly alerts: readonly PlannedAlert[]
}
