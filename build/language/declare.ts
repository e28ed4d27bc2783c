import { Refused } from '../findings/problem.ts'
import type { Matcher } from '../promql/tree.ts'
import { line, listOf, refuse } from './demands/demand.ts'
import { aJob } from './demands/jobs.ts'
import * as demands from './demands/metrics.ts'
import type { Job } from './job.ts'
import { escapeRegExp, type Labels, type OpenLabel, open } from './labels.ts'
import { type Buckets, Counter, type Facts, Gauge, Histogram, Info, keys, Timestamp } from './metric.ts'
import type { CounterName, GaugeName, HistogramName, InfoName, MetricName, TimestampName } from './names.ts'
import { type Unit, type UnitOf, unitOf } from './units.ts'

/** What a declaration says besides the name. */
interface About<L extends Labels> extends Facts {
  readonly labels?: L
}
interface Foreign<L extends Labels, U extends Unit> extends About<L> {
  readonly unit: U
}
interface Distribution<L extends Labels, B> extends About<L> {
  readonly buckets: B
}

type NoLabels = Readonly<Record<never, never>>
/** The labels that every scraped series has. */
type Target<N extends string> = { readonly job: readonly [N, ...N[]]; readonly instance: OpenLabel<string> }

/**
 * Declares what one or several scrape jobs expose. Every selector names the jobs, so that a metric of the same name
 * elsewhere is never mixed in.
 */
export function exposedBy<const N extends string>(...jobs: readonly [Job<N>, ...Job<N>[]]) {
  refuse('exposedBy()', listOf(aJob, { least: 1 }).faults(jobs, 'what exposes it'))
  const [first, ...others] = jobs.map(({ name }) => name) as [N, ...N[]]
  // What was pushed to a gateway is of the jobs that pushed it.
  if (jobs.every(({ scrape }) => scrape?.honorLabels))
    return declarers<Target<N>>({ job: open, instance: open } as unknown as Target<N>, [first, ...others], [])
  const target: Target<N> = { job: [first, ...others], instance: open }
  return declarers<Target<N>>(target, [first, ...others], [jobMatcher([first, ...others])])
}

/** Declares series that Prometheus itself writes, such as `up`: they have the labels that are declared and no others. */
export const writtenByPrometheus = () => declarers<NoLabels>({}, [], [])

/**
 * Declares what some job exposes that nobody has named: selectors name no job. Types and labels may be guesses: a label that
 * is not declared is not refused.
 */
export const exposedBySomebody = () =>
  declarers<{ readonly job: OpenLabel<string>; readonly instance: OpenLabel<string> }>(
    { job: open, instance: open },
    [],
    [],
  )

/** Declares the series of a name that a rule of somebody's stores, whatever its name is. */
export function stored<const L extends Labels = NoLabels>(
  name: string,
  about: { readonly labels?: L; readonly unit?: Unit } = {},
): Gauge<L, Unit> {
  refuse(
    typeof name === 'string' ? `stored ${name}` : 'stored()',
    line.faults(name, 'its name'),
    demands.ofStored.faults(about, 'what follows the name'),
  )
  const { labels, unit = 'count' } = about
  return new Gauge<L, Unit>({
    name,
    unit,
    jobs: [],
    matchers: [],
    facts: { help: 'What a rule stores.', guessed: true },
    declared: (labels ?? {}) as L,
  })
}

function declarers<T extends Labels>(target: T, jobs: readonly string[], matchers: readonly Matcher[]) {
  const declared = <L extends Labels, U extends Unit>(name: string, unit: U, { labels, ...facts }: About<L>) => ({
    name,
    unit,
    jobs,
    matchers,
    facts,
    declared: { ...labels, ...target } as L & T,
  })
  return {
    counter<const N extends string, const L extends Labels = NoLabels>(name: CounterName<N>, about: About<L>) {
      demands.counter(name, about, target)
      return new Counter<L & T, UnitOf<N>>(declared(name, unitOf(name as N), about))
    },

    /** A counter of an exporter that breaks the naming convention and cannot be mended here. */
    misnamedCounter<const N extends string, U extends Unit, const L extends Labels = NoLabels>(
      name: MetricName<N>,
      about: Foreign<L, U>,
    ) {
      demands.misnamed(name, about, target)
      const { unit, ...rest } = about
      return new Counter<L & T, U>(declared(name, unit, rest))
    },

    gauge<const N extends string, const L extends Labels = NoLabels>(name: GaugeName<N>, about: About<L>) {
      demands.gauge(name, about, target)
      return new Gauge<L & T, UnitOf<N>>(declared(name, unitOf(name as N), about))
    },

    /** A gauge whose name does not tell its unit, or is that of a counter. */
    misnamedGauge<const N extends string, U extends Unit, const L extends Labels = NoLabels>(
      name: MetricName<N>,
      about: Foreign<L, U>,
    ) {
      demands.misnamed(name, about, target)
      const { unit, ...rest } = about
      return new Gauge<L & T, U>(declared(name, unit, rest))
    },

    /** A gauge that is 1 for yes and 0 for no. */
    state<const N extends string, const L extends Labels = NoLabels>(name: GaugeName<N>, about: About<L>) {
      demands.gauge(name, about, target)
      return new Gauge<L & T, 'state'>(declared(name, 'state', about))
    },

    /** A yes or no whose name is that of a counter, or of a part of a histogram. */
    misnamedState<const N extends string, const L extends Labels = NoLabels>(name: MetricName<N>, about: About<L>) {
      demands.misnamedState(name, about, target)
      return new Gauge<L & T, 'state'>(declared(name, 'state', about))
    },

    histogram<const N extends string, const B extends Buckets<UnitOf<N>>, const L extends Labels = NoLabels>(
      name: HistogramName<N>,
      about: Distribution<L, B>,
    ) {
      demands.histogram(name, about, target)
      const { buckets, ...rest } = about
      return ascending(new Histogram<L & T, UnitOf<N>, B>(declared(name, unitOf(name as N), rest), buckets))
    },

    /** A histogram whose name does not tell its unit, or is that of a counter. */
    misnamedHistogram<
      const N extends string,
      U extends Unit,
      const B extends Buckets<U>,
      const L extends Labels = NoLabels,
    >(name: MetricName<N>, about: Foreign<L, U> & Distribution<L, B>) {
      demands.misnamedHistogram(name, about, target)
      const { buckets, unit, ...rest } = about
      return ascending(new Histogram<L & T, U, B>(declared(name, unit, rest), buckets))
    },

    /** A metric that is always 1 and speaks through its labels. */
    info<const N extends string, const L extends Labels = NoLabels>(name: InfoName<N>, about: About<L>) {
      demands.info(name, about, target)
      const of = declared(name, 'count' as const, about)
      return new Info<keyof (L & T) & string>(of, keys(of.declared))
    },

    /** An info metric of an exporter that breaks the naming convention. */
    misnamedInfo<const N extends string, const L extends Labels = NoLabels>(name: MetricName<N>, about: About<L>) {
      demands.misnamedInfo(name, about, target)
      const of = declared(name, 'count' as const, about)
      return new Info<keyof (L & T) & string>(of, keys(of.declared))
    },

    /** A moment, in Unix seconds. */
    timestamp<const N extends string, const L extends Labels = NoLabels>(name: TimestampName<N>, about: About<L>) {
      demands.timestamp(name, about, target)
      const of = declared(name, 'seconds' as const, about)
      return new Timestamp<keyof (L & T) & string>(of, keys(of.declared))
    },

    /** A moment in Unix seconds, of an exporter that breaks the naming convention. */
    misnamedTimestamp<const N extends string, const L extends Labels = NoLabels>(name: MetricName<N>, about: About<L>) {
      demands.misnamedTimestamp(name, about, target)
      const of = declared(name, 'seconds' as const, about)
      return new Timestamp<keyof (L & T) & string>(of, keys(of.declared))
    },
  }
}

function jobMatcher(jobs: readonly [string, ...string[]]): Matcher {
  return jobs.length === 1
    ? { label: 'job', op: '=', value: jobs[0] }
    : { label: 'job', op: '=~', value: jobs.map(escapeRegExp).join('|') }
}

interface Edged {
  readonly name: string
  readonly edges: readonly number[]
  /** As they are written. */
  readonly buckets: readonly unknown[]
}

function ascending<H extends Edged>(histogram: H): H {
  const { name, edges, buckets } = histogram
  const wrong = edges.findIndex((edge, at) => at > 0 && edge <= (edges[at - 1] ?? 0))
  if (wrong === -1) return histogram
  throw new Refused({
    where: `queries › ${name}`,
    what: `Bucket edges ascend, but ${buckets[wrong]} follows ${buckets[wrong - 1]}.`,
    next: 'Write the edges in ascending order, each once.',
  })
}
