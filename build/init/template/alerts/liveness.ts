import { alert, group } from '@pybase/monitoring'
import * as jobs from '../queries/jobs.ts'
import * as monitoring from '../queries/monitoring.ts'

export const appDown = alert('AppDown', {
  when: monitoring.isDown(jobs.app),
  for: '2m',
  severity: 'critical',
  component: 'app',
  summary: 'The application does not answer.',
  description: ({ labels }) => `A target of the job ${labels.job} has not answered for two minutes.`,
})

export default group(appDown)
