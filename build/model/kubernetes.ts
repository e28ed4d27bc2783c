import type { Problem } from '../findings/problem.ts'
import { listed as inWords } from '../language/demands/shown.ts'
import type { Job } from '../language/job.ts'
import { nearest } from '../nearest.ts'
import type { Stack } from '../stack/schema.ts'

/** What is wrong between what the settings say of a cluster, and the jobs. */
export function kubernetesMisfits({ outputs, kubernetes }: Stack, jobs: readonly Job[]): readonly Problem[] {
  if (!outputs.includes('kubernetes')) return []
  if (kubernetes === null)
    return [
      {
        where: 'stack.ts › outputs',
        what: 'The outputs have kubernetes, and nothing says how its resources are made: there is no setting `kubernetes`.',
        next: "Say where they are made, kubernetes: { namespace: 'monitoring' }, or leave the output out.",
      },
    ]
  return [
    ...Object.keys(kubernetes.jobs).flatMap((name) => strange(name, jobs)),
    ...jobs.flatMap((job) => (Object.hasOwn(kubernetes.jobs, job.name) ? elsewhere(job) : [])),
  ]
}

function strange(name: string, jobs: readonly Job[]): readonly Problem[] {
  const known = jobs.map((job) => job.name)
  if (known.includes(name)) return []
  const meant = nearest(name, known)
  return [
    {
      where: `stack.ts › kubernetes.jobs.${name}`,
      what: `There is no job ${name}; there is ${listed(known)}.`,
      next: meant === undefined ? 'Declare the job in queries/jobs.ts, or remove it here.' : `Write ${meant}.`,
    },
  ]
}

/** A monitor finds the targets by itself. */
function elsewhere({ name, scrape = {} }: Job): readonly Problem[] {
  const ways = (['addresses', 'dns', 'files', 'http'] as const).filter((way) => scrape[way] !== undefined)
  if (ways.length === 0) return []
  return [
    {
      where: `stack.ts › kubernetes.jobs.${name}`,
      what: `The job ${name} says itself where its targets are, by ${listed(ways)}, and the cluster would look for them by labels.`,
      next: 'Leave it out here: what a job lists is asked by a ScrapeConfig or a Probe.',
    },
  ]
}

const listed = (names: readonly string[]): string => inWords(names, 'and')
