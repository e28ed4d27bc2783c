import { isDeployed, type Job } from '../../../language/job.ts'
import type { Context } from '../../context.ts'
import { differences } from '../../contract/compare.ts'
import { expectedOf } from '../../contract/expected.ts'
import type { Examination, Finding } from '../../examination.ts'
import { targetsOf } from '../targets/active.ts'
import { jobsThatAreUp } from '../targets/targets.ts'
import { recorded } from './families.ts'

export const metrics: Examination = {
  id: 'metrics',
  question: 'Is each metric of the catalog there, with its type, labels, values and buckets?',
  needs: ['targets'],
  async run(context) {
    const up = await jobsThatAreUp(context)
    const deployed = context.model.jobs.filter((job) => isDeployed(context.model.stack, job))
    const examined = deployed.filter(({ name }) => up.has(name))
    const byJob = await Promise.all(examined.map((job) => examine(context, job)))
    const silent = deployed.filter(({ name }) => !up.has(name)).map(({ name }) => name)
    return {
      facts: [
        `${byJob.reduce((sum, { count }) => sum + count, 0)} metrics compared`,
        ...(silent.length === 0 ? [] : [`not those of ${silent.join(', ')}, which are down`]),
      ],
      findings: byJob.flatMap(({ findings }) => findings),
    }
  },
}

async function examine({ model, servers: { prometheus } }: Context, job: Job) {
  const expected = expectedOf(model, job)
  const ours = await labelsThatPrometheusAdds(prometheus, job)
  const exposition = await recorded(prometheus, job.name, expected, ours)
  const findings = differences(exposition, expected).map(
    ({ metric, what, next }): Finding => ({ severity: 'error', where: `job ${job.name} › ${metric}`, what, next }),
  )
  return { count: expected.length, findings }
}

async function labelsThatPrometheusAdds(client: Context['servers']['prometheus'], job: Job) {
  const targets = (await targetsOf(client)).filter((target) => target.job === job.name)
  return new Set(['__name__', 'job', 'instance', ...targets.flatMap(({ labels }) => Object.keys(labels))])
}
