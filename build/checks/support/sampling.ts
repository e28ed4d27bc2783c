import type { ScrapeJob } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { hasMacro } from '../../promql/macros.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Matcher, Selector } from '../../promql/tree.ts'
import { wholeOf } from '../parts.ts'
import { type Evaluated, rulesOf } from './rules.ts'

/** How often a series gets a sample, and who sees to it. */
export interface Sampling {
  readonly seconds: number
  /** As the end of a sentence: `the job redis is scraped`. */
  readonly who: string
}

/**
 * How often the slowest job that a selector can read is scraped, or its recording rule evaluated; `undefined` if unknown. Of
 * a metric whose jobs nobody knows these are the jobs that some query of the files names with it, or that are called as the
 * metric is: `redis` of `redis_up`; without one it is the fastest of all.
 */
export function samplingOf(subject: Subject, selector: Selector): Sampling | undefined {
  const name = selector.metric ?? ''
  const recorded = recordingsOf(subject).get(name)
  if (recorded !== undefined) {
    return recorded.interval === undefined ? undefined : { seconds: recorded.interval, who: `${name} is evaluated` }
  }
  const known = subject.catalog.find(name)
  const { scraping } = subject
  if (known !== undefined && 'recording' in known) return undefined
  if (scraping === undefined) return sampledLive(subject, selector) ?? monitored(subject, selector)
  if (name.startsWith('ALERTS')) return { seconds: scraping.evaluationInterval, who: 'alerts are evaluated' }
  const matchers = selector.matchers.filter(({ label, value }) => label === 'job' && !hasMacro(value))
  if (known === undefined || !('metric' in known)) {
    // A name with a colon is recorded, by a rule that is not among the files.
    if (name === '' || hasMacro(name) || name.includes(':')) return undefined
    const possible = scraping.jobs.filter(named(matchers)).toSorted((a, b) => a.interval - b.interval)
    const exposing = possible.filter((job) => isOf(subject, name, job))
    return sampledBy(exposing.at(-1) ?? possible[0])
  }
  const { jobs } = known.metric
  // `up` belongs to no job, and every job has it.
  const [slowest] = scraping.jobs
    .filter((job) => jobs.length === 0 || jobs.some((name) => name === job.name))
    .filter(named(matchers))
    .toSorted((a, b) => b.interval - a.interval)
  return sampledBy(slowest)
}

/** Whether a job exposes a metric that no catalog has, as far as names tell. */
function isOf(subject: Subject, metric: string, job: ScrapeJob): boolean {
  const beside = jobsBeside(subject).get(metric)
  if (beside !== undefined) return beside.some((matcher) => named([matcher])(job))
  const [first = ''] = metric.split('_')
  return job.name.split(/[^a-z0-9]+/i)[0] === first
}

const besides = new WeakMap<Subject, ReadonlyMap<string, readonly Matcher[]>>()

/** What queries say of the job beside a metric: `job="api"`. */
function jobsBeside(part: Subject): ReadonlyMap<string, readonly Matcher[]> {
  const subject = wholeOf(part)
  const known = besides.get(subject)
  if (known !== undefined) return known
  const found = new Map<string, Matcher[]>()
  for (const { metric = '', matchers } of queriesOf(subject).flatMap(({ expr }) => selectors(expr)))
    for (const matcher of matchers)
      if (matcher.label === 'job' && (matcher.op === '=' || matcher.op === '=~') && !hasMacro(matcher.value))
        found.set(metric, [...(found.get(metric) ?? []), matcher])
  besides.set(subject, found)
  return found
}

/** The slowest of the jobs that the server has the metric of, and that the selector may mean. */
function sampledLive({ catalog, server }: Subject, { metric = '', matchers }: Selector): Sampling | undefined {
  const known = catalog.find(metric)
  if (known === undefined || !('foreign' in known) || known.foreign.isStored !== true) return undefined
  const exposing = known.foreign.labels?.job ?? []
  const [slowest] = (server?.jobs ?? [])
    .filter(({ name }) => exposing.includes(name))
    .filter(named(matchers.filter(({ label, value }) => label === 'job' && !hasMacro(value))))
    .toSorted((a, b) => b.interval - a.interval)
  return sampledBy(slowest)
}

/** The slowest endpoint of the monitors that the selector names as its job; what a monitor leaves open its only server decides. */
function monitored(
  { monitors = [], workloads = [] }: Subject,
  { metric = '', matchers }: Selector,
): Sampling | undefined {
  const wanted = matchers.filter(({ label, value }) => label === 'job' && !hasMacro(value))
  const isNamed = wanted.some(({ op }) => op === '=' || op === '=~')
  if (!isNamed || metric.includes(':')) return undefined
  const [usual, ...others] = workloads.map(({ scrapeInterval }) => scrapeInterval)
  const all = monitors
    .filter(({ jobs }) => jobs.some((job) => wanted.every((matcher) => accepts(matcher, job) === true)))
    .flatMap(({ jobs, intervals }) =>
      intervals.flatMap((interval) => {
        const name = jobs.find((job) => wanted.every((matcher) => accepts(matcher, job) === true)) ?? ''
        return { name, interval: interval ?? (others.length === 0 ? usual : undefined) }
      }),
    )
  const known = all.flatMap(({ name, interval }) => (interval === undefined ? [] : [{ name, interval }]))
  const [slowest] = known.toSorted((a, b) => b.interval - a.interval)
  return known.length < all.length ? undefined : sampledBy(slowest)
}

/** Whether the series of a job may have the label that the matchers ask for. */
const named =
  (matchers: readonly Matcher[]) =>
  ({ name, seriesJobs = [name] }: Pick<ScrapeJob, 'name' | 'seriesJobs'>): boolean =>
    seriesJobs.some((job) => matchers.every((matcher) => accepts(matcher, job) !== false))

const sampledBy = (job: Pick<ScrapeJob, 'name' | 'interval'> | undefined): Sampling | undefined =>
  job && { seconds: job.interval, who: `the job ${job.name} is scraped` }

/** The slowest sampling among all that an expression reads; `undefined` if one of them is unknown. */
export function slowestSampling(subject: Subject, expr: Expr): Sampling | undefined {
  const all = selectors(expr).map((selector) => samplingOf(subject, selector))
  const known = all.filter((each) => each !== undefined)
  return known.length < all.length ? undefined : known.toSorted((a, b) => b.seconds - a.seconds)[0]
}

const recordings = new WeakMap<Subject, ReadonlyMap<string, Evaluated>>()

function recordingsOf(part: Subject): ReadonlyMap<string, Evaluated> {
  const subject = wholeOf(part)
  const known =
    recordings.get(subject) ??
    new Map(rulesOf(subject).flatMap((each) => (each.rule.kind === 'recording' ? [[each.rule.name, each]] : [])))
  recordings.set(subject, known)
  return known
}
