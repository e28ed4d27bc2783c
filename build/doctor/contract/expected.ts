import { isOwn, type Job } from '../../language/job.ts'
import { isClosed, type Labels, open } from '../../language/labels.ts'
import { type AnyMetric, exposedType, select } from '../../language/metric.ts'
import type { Model } from '../../model/model.ts'
import { isBefore, releaseOf } from '../../stack/releases.ts'

/** What the catalog promises of a metric of one job, in the release that runs here. */
export interface Expected {
  readonly name: string
  /** The type that the exposition declares. */
  readonly type: 'counter' | 'gauge' | 'histogram' | 'untyped'
  /** Only for the application's own: the releases that run here are older than those whose words the catalog has. */
  readonly help: string | undefined
  /** The labels that the job itself exposes: without `job` and `instance`, which Prometheus adds. */
  readonly labels: Labels
  readonly edges: readonly number[] | undefined
  /** Why a healthy target may lack it. */
  readonly optional: string | undefined
  /** The flags of its exporter that may decide whether it is exposed; the application's own processes have none. */
  readonly flags: readonly string[]
  /** Whether every value of its labels is there from the start: the application's own processes begin closed labels at 0. */
  readonly complete: boolean
}

/** What a job must expose here. */
export const expectedOf = (model: Model, job: Job): readonly Expected[] =>
  model.metrics
    .map(({ value }) => value)
    .filter((metric) => metric.jobs.includes(job.name) && model.catalog.missing(select(metric)).length === 0)
    .map((metric) => ({
      name: metric.name,
      type: exposedType(metric),
      help: isOwn(job) ? metric.facts.help : undefined,
      labels: exposedLabels(model, job, metric),
      edges: metric.edges,
      optional: metric.facts.optional,
      flags: metric.facts.needs === undefined ? flagsOf(model, job) : [metric.facts.needs],
      complete: isOwn(job) && Object.values(exposedLabels(model, job, metric)).every(isClosed),
    }))

/** The flags that the job's release knows. */
function flagsOf({ stack }: Model, { flags, release }: Job): readonly string[] {
  const version = release === undefined ? null : releaseOf(stack, release)
  return Object.entries(flags)
    .filter(([, { since }]) => version === null || since === undefined || !isBefore(version, since))
    .map(([flag]) => flag)
}

/** The declared labels as far as the job's release has them; a label that it used to have is there, too. */
function exposedLabels({ stack }: Model, job: Job, { declared, facts }: AnyMetric): Labels {
  const version = job.release === undefined ? null : releaseOf(stack, job.release)
  const versions = facts.labelVersions ?? {}
  const former = Object.keys(versions).filter((label) => !(label in declared))
  const has = (label: string): boolean => {
    const { since, until } = versions[label] ?? {}
    if (version === null) return true
    return (since === undefined || !isBefore(version, since)) && (until === undefined || isBefore(version, until))
  }
  return Object.fromEntries([
    ...Object.entries(declared).filter(([label]) => label !== 'job' && label !== 'instance' && has(label)),
    ...former.filter(has).map((label) => [label, open] as const),
  ])
}
