import { alert, at, every, fires, group, happens, silent, traffic } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as extraction from '../queries/extraction.ts'
import * as http from '../queries/http.ts'

export const apiErrorRateHigh = alert('PyBaseApiErrorRateHigh', {
  when: http.serverErrorRatio.over('5m').above('5%'),
  for: '5m',
  severity: 'critical',
  component: 'api',
  summary: 'The API answers too many requests with a server error.',
  description: ({ value }) => `${value} of all requests were answered with a 5xx status over the last 5 minutes.`,
  diagnosis: {
    'Which endpoints fail?': http.serverErrorRatio.by('endpoint'),
    'With which status?': http.serverErrorRate.by('status'),
    'Does the database fail at the same time?': application.queryErrorRatio,
  },
  scenarios: [
    silent(
      'a third of the requests are wrong',
      traffic(http.requests, '10/s', { share: '33%', of: { status: '4xx' } }),
    ),
    fires('every request fails', traffic(http.requests.where({ status: '503' }), '1/s')),
  ],
})

/** Extraction is sparse: over a short window one task in twelve minutes that always fails would never be seen. */
const failures = extraction.tasksFailed.by('task_type').over('30m')
const pdf = { task_type: 'pdf' } as const
const pdfFails = extraction.tasks.where({ ...pdf, status: 'failure' })
const pdfSucceeds = extraction.tasks.where({ ...pdf, status: 'success' })

export const extractionFailureRateHigh = alert('PyBaseExtractionFailureRateHigh', {
  when: extraction.failureRatio.by('task_type').over('30m').above('10%').and(failures.above(1.5)),
  for: '10m',
  severity: 'warning',
  component: 'extraction',
  summary: 'Too many extraction tasks of one type fail.',
  description: ({ value, labels }) =>
    `${value} of the ${labels.task_type} extraction tasks of the last 30 minutes failed, two of them or more.`,
  diagnosis: {
    'How many failed, by type?': extraction.tasksFailed.by('task_type'),
    'How many finished, by type and outcome?': extraction.tasksFinished.by('task_type', 'status'),
    'Are tasks retried first?': extraction.tasksRetried.by('task_type'),
  },
  scenarios: [
    fires('one task every twelve minutes, and each fails', happens(pdfFails, every('12m'))),
    silent('a single failure', happens(pdfFails, at('20m'))),
    silent('a single failure among few successes', happens(pdfFails, at('20m')), happens(pdfSucceeds, every('15m'))),
  ],
})

export const databaseErrorRateHigh = alert('PyBaseDatabaseErrorRateHigh', {
  when: application.queryErrorRatio.over('5m').above('1%'),
  for: '5m',
  severity: 'critical',
  component: 'database',
  summary: 'Too many database queries fail.',
  description: ({ value }) => `${value} of all database queries raised an error over the last 5 minutes.`,
  diagnosis: {
    'Which operation fails?': application.queryErrorRatio.by('operation'),
    'In which process?': application.queryErrorRatio.by('job', 'instance'),
    'How full are the connection pools?': application.poolUsage.by('job', 'instance'),
  },
})

export default group(apiErrorRateHigh, extractionFailureRateHigh, databaseErrorRateHigh)
