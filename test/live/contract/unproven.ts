import { isDeployed, type Job } from '../../../build/language/job.ts'
import { type AnyMetric, select } from '../../../build/language/metric.ts'
import type { Model } from '../../../build/model/model.ts'
import { isBefore, releasesOf } from '../../../build/stack/releases.ts'
import type { Phase } from '../phase.ts'
import { generatedFor } from '../stack/generated.ts'

/** What the releases that run here do not have: nothing proves it. */
export const unproven: Phase = {
  name: 'unproven: what the releases that run here do not have',
  async run(stack) {
    const { model } = await generatedFor(stack.chosen)
    const metrics = model.metrics.map(({ value }) => value)
    return [
      ...metrics.flatMap((metric) => model.catalog.missing(select(metric))),
      ...metrics.flatMap((metric) => newerLabels(model, metric)),
      ...model.jobs.flatMap((job) => newerFlags(model, job)),
      ...model.jobs
        .filter((job) => !isDeployed(model.stack, job))
        .map(({ name, title }) => `The job ${name}: no ${title} runs here.`),
    ]
  },
}

/** The job's version here; `undefined` where there is none, or where it is no release. */
const versionOf = ({ stack }: Model, job: Job | undefined): string | undefined =>
  job?.release === undefined ? undefined : (releasesOf(stack)[job.release] ?? undefined)

function newerLabels(model: Model, { name, jobs, facts, declared }: AnyMetric): readonly string[] {
  const version = versionOf(
    model,
    model.jobs.find((job) => job.name === jobs[0]),
  )
  if (version === undefined) return []
  return Object.entries(facts.labelVersions ?? {})
    .filter(([label, { since }]) => label in declared && since !== undefined && isBefore(version, since))
    .map(([label, { since }]) => `The label ${label} of ${name} exists from ${since} on, and here runs ${version}.`)
}

function newerFlags(model: Model, job: Job): readonly string[] {
  const version = versionOf(model, job)
  if (version === undefined) return []
  return Object.entries(job.flags)
    .filter(([, { since }]) => since !== undefined && isBefore(version, since))
    .map(([flag, { since }]) => `The flag ${flag} of ${job.title} exists from ${since} on, and here runs ${version}.`)
}
