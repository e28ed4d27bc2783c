import type { ForeignMetric } from '../documents/exposition/metric.ts'
import type { Job } from '../language/job.ts'
import type { AnyMetric } from '../language/metric.ts'
import type { AnyRecording } from '../language/record.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { isBefore, releaseOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'

/** What a series name stands for: a metric, one part of a histogram, or the result of a recording rule. */
export type Known =
  | { readonly metric: AnyMetric }
  | { readonly recording: AnyRecording }
  | { readonly foreign: ForeignMetric }

/** What our own definitions give to a catalog: plain data. */
export interface Own {
  readonly stack: Stack
  readonly jobs: readonly Job[]
  readonly metrics: readonly AnyMetric[]
  readonly recordings: readonly AnyRecording[]
}

/** The metrics of the catalog and the recording rules, by the names that selectors use. */
export class Catalog {
  readonly #series = new Map<string, Known>()
  readonly #jobs: ReadonlyMap<string, Job>
  readonly #stack: Stack | undefined
  /** What our definitions gave to it; `undefined` where they were left out. */
  readonly own: Own | undefined
  #labels: ReadonlySet<string> | undefined

  constructor(own: Own | undefined, foreign: Iterable<readonly [series: string, ForeignMetric]> = []) {
    this.own = own
    const { stack, jobs = [], metrics = [], recordings = [] } = own ?? {}
    this.#stack = stack
    this.#jobs = new Map(jobs.map((job) => [job.name, job]))
    // Ours come later and win: they know more.
    for (const [name, metric] of foreign) this.#series.set(name, { foreign: metric })
    for (const metric of metrics) for (const name of seriesNames(metric)) this.#series.set(name, { metric })
    for (const recording of recordings) this.#series.set(recording.name, { recording })
  }

  /** What the name stands for; `undefined` when nobody exposes it. */
  find(series: string): Known | undefined {
    return this.#series.get(series)
  }

  /** Every label that some metric exposes; not those that a scrape configuration adds. */
  get labels(): ReadonlySet<string> {
    this.#labels ??= new Set([...this.#series.values()].flatMap(labelsExposed))
    return this.#labels
  }

  get names(): readonly string[] {
    return [...this.#series.keys()]
  }

  /** Why the targeted releases do not expose what an expression reads, one sentence for each such metric. */
  missing(expr: Expr): readonly string[] {
    return this.#read(expr).flatMap((metric) => [...this.#unreleased(metric), ...this.#unexposed(metric)])
  }

  /** The same of those metrics only whose exporter is not run at all. */
  unreleased(expr: Expr): readonly string[] {
    return this.#read(expr).flatMap((metric) => this.#unreleased(metric))
  }

  #read(expr: Expr): readonly AnyMetric[] {
    return selectors(expr).flatMap((selector) => this.metricOf(selector) ?? [])
  }

  /** The metric that a selector reads, if it is one of the catalog. */
  metricOf(selector: Selector): AnyMetric | undefined {
    const known = this.find(selector.metric ?? '')
    return known !== undefined && 'metric' in known ? known.metric : undefined
  }

  /** The metrics that what a selector reads is made of: those that its recording rules compute from, where it reads these. */
  metricsBehind(selector: Selector): readonly AnyMetric[] {
    const known = this.find(selector.metric ?? '')
    if (known === undefined || 'foreign' in known) return []
    if ('metric' in known) return [known.metric]
    return selectors(known.recording.computed).flatMap((read) =>
      read.metric === selector.metric ? [] : this.metricsBehind(read),
    )
  }

  /**
   * What stands behind the names that an expression reads, and behind those of what these record; every name of the catalog
   * where a selector has none.
   */
  behind(expr: Expr, met = new Set<string>()): readonly (Known | string | undefined)[] {
    return selectors(expr).flatMap(({ metric }): readonly (Known | string | undefined)[] => {
      if (metric === undefined) return this.names
      if (met.has(metric)) return []
      met.add(metric)
      const known = this.find(metric)
      return [known, ...(known !== undefined && 'recording' in known ? this.behind(known.recording.computed, met) : [])]
    })
  }

  /** Who exposes a metric, in which version: `null` if it is not run, `undefined` where no release decides. */
  #exposing({ jobs }: AnyMetric): readonly [job: Job, version: string | null] | undefined {
    const job = this.#jobs.get(jobs[0] ?? '')
    if (job?.release === undefined || this.#stack === undefined) return undefined
    return [job, releaseOf(this.#stack, job.release)]
  }

  #unreleased(metric: AnyMetric): readonly string[] {
    const [job, version] = this.#exposing(metric) ?? []
    if (job === undefined || version !== null) return []
    return [`${metric.name} is exposed by ${job.title}, which this stack has no release of.`]
  }

  #unexposed(metric: AnyMetric): readonly string[] {
    const { name, facts } = metric
    const [job, version] = this.#exposing(metric) ?? []
    if (job === undefined || version === null || version === undefined) return []
    if (facts.since !== undefined && isBefore(version, facts.since)) {
      return [`${name} exists from ${job.title} ${facts.since} on, and the stack has ${version}.`]
    }
    if (facts.until !== undefined && !isBefore(version, facts.until)) {
      return [`${name} exists until ${job.title} ${facts.until}, and the stack has ${version}.`]
    }
    if (facts.needs === undefined || knows(job, facts.needs, version)) return []
    return [`${name} needs the flag ${facts.needs}, which the job ${job.name} does not have.`]
  }
}

function labelsExposed(known: Known): readonly string[] {
  if ('metric' in known) return Object.keys(known.metric.declared)
  return 'foreign' in known ? Object.keys(known.foreign.labels ?? {}) : []
}

function knows(job: Job, flag: string, version: string): boolean {
  const declared = job.flags[flag]
  return declared !== undefined && (declared.since === undefined || !isBefore(version, declared.since))
}

/** The names under which a metric's series are selected. */
export const seriesNames = ({ type, name }: AnyMetric): readonly string[] =>
  type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name]
