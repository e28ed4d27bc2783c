// What Prometheus says of what it scrapes.

import { absent, count, min, namesOf, open, writtenByPrometheus } from '@pybase/monitoring'
import jobs from './jobs.ts'

const written = writtenByPrometheus()

export const up = written.state('up', {
  help: 'Whether the last scrape of the target succeeded.',
  labels: { job: namesOf(jobs), instance: open },
})

export const alerts = written.state('ALERTS', {
  help: 'Alerts that are pending or firing; always 1.',
  optional: 'An alert has no series while it neither is pending nor fires.',
  labels: { alertname: open, alertstate: ['pending', 'firing'], severity: ['critical', 'warning', 'none'] },
})

export const jobsUp = min(up)
export const shopUp = min(up.where({ job: 'api' })).by('instance')
export const watchdog = count(alerts.where({ alertname: 'ShopWatchdog', alertstate: 'firing' }))

/** Whether a target of this job does not answer, or the job has no target left. */
export const isDown = ({ name }: (typeof jobs)[number]) => {
  const target = up.where({ job: name })
  return min(target).by('job').is(0).or(absent(target))
}
