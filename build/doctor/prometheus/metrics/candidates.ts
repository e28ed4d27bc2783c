import { isWrittenByPrometheus } from '../../../checks/support/known-series.ts'
import { isOwn, type Job } from '../../../language/job.ts'
import type { Context } from '../../context.ts'
import { expectedOf } from '../../contract/expected.ts'
import type { Examination, Finding } from '../../examination.ts'
import { queryNow } from '../api.ts'
import { jobsThatAreUp } from '../targets/targets.ts'
import { metadataOf, partsOf } from './families.ts'

export const candidates: Examination = {
  id: 'candidates',
  question: 'Does PyBase expose metrics that the catalog does not know?',
  needs: ['targets'],
  async run(context) {
    const up = await jobsThatAreUp(context)
    const ours = context.model.jobs.filter((job) => isOwn(job) && up.has(job.name))
    const findings = await Promise.all(ours.map((job) => candidatesOf(context, job)))
    return { facts: [], findings: findings.flat() }
  },
}

async function candidatesOf({ model, servers: { prometheus } }: Context, job: Job): Promise<readonly Finding[]> {
  const recorded = model.groups.flatMap(({ recordings }) => recordings.map(({ name }) => name))
  const known = new Set([...expectedOf(model, job).flatMap(partsOf), ...recorded])
  const [found, told] = await Promise.all([
    queryNow(prometheus, `count by (__name__) ({job=${JSON.stringify(job.name)}})`),
    metadataOf(prometheus, job.name),
  ])
  const unknown = new Map<string, number>()
  for (const { labels, value } of found) {
    const series = labels.__name__ ?? ''
    if (known.has(series) || isWrittenByPrometheus(series)) continue
    const family = told(series) === undefined ? series.replace(/_(?:bucket|count|sum)$/, '') : series
    unknown.set(family, (unknown.get(family) ?? 0) + value)
  }
  return [...unknown].sort().map(([name, count]): Finding => {
    const type = told(name)?.type ?? 'unknown'
    return {
      severity: 'note',
      where: `job ${job.name} › ${name}`,
      what: `The metric (${type}, ${count} series) is scraped, and the catalog does not declare it.`,
      next: 'Declare it in queries/ to ask for it, or drop it to save its storage.',
    }
  })
}
