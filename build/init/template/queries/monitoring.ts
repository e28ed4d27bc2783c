// What Prometheus says of what it scrapes.

import { absent, min, namesOf, open, writtenByPrometheus } from '@pybase/monitoring'
import jobs from './jobs.ts'

export const up = writtenByPrometheus().state('up', {
  help: 'Whether the last scrape of the target succeeded.',
  labels: { job: namesOf(jobs), instance: open },
})

export const appUp = min(up.where({ job: 'app' })).by('instance')

/** Whether a target of this job does not answer, or the job has no target left. */
export const isDown = ({ name }: (typeof jobs)[number]) => {
  const target = up.where({ job: name })
  return min(target).by('job').is(0).or(absent(target))
}
