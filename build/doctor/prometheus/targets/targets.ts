import { isDeployed } from '../../../language/job.ts'
import type { Context } from '../../context.ts'
import type { Examination, Finding } from '../../examination.ts'
import { type Target, targetsOf } from './active.ts'
import { causeOf } from './scrape-error.ts'

export const targets: Examination = {
  id: 'targets',
  question: 'Is each target up?',
  needs: ['reachable'],
  async run(context) {
    const active = await targetsOf(context.servers.prometheus)
    const { stack, jobs } = context.model
    const deployed = jobs.filter((job) => isDeployed(stack, job))
    const ours = active.filter(({ job }) => deployed.some(({ name }) => name === job))
    const up = ours.filter(({ health }) => health === 'up')
    return {
      facts: [`${up.length} of ${ours.length} targets are up`],
      findings: deployed.flatMap(({ name, title }) => {
        const these = ours.filter(({ job }) => job === name)
        return these.length === 0 ? [none(name, title)] : these.flatMap(findingOf)
      }),
    }
  },
}

const none = (job: string, title: string): Finding => ({
  severity: 'error',
  where: `job ${job}`,
  what: `Prometheus has no target of this job, which is ${title}.`,
  next: 'Bring the generated prometheus.yml to the server and reload: `docker compose exec prometheus kill -HUP 1`.',
})

function findingOf(target: Target): readonly Finding[] {
  const where = `job ${target.job} › ${target.instance}`
  if (target.health === 'up') return []
  if (target.health === 'unknown')
    return [{ severity: 'note', where, what: 'It has not been scraped yet.', next: 'Wait for a scrape interval.' }]
  return [{ severity: 'error', where, ...causeOf(target) }]
}

/** The jobs that have a target that is up: only of those can be said what they expose. */
export async function jobsThatAreUp({ servers }: Context): Promise<ReadonlySet<string>> {
  const active = await targetsOf(servers.prometheus)
  return new Set(active.filter(({ health }) => health === 'up').map(({ job }) => job))
}
