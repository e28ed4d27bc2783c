import { alert, at, every, fires, group, happens, silent, traffic } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as extraction from '../queries/extraction.ts'
import * as http from '../queries/http.ts'

export const apiErrorRateHigh = alert('PyBaseApiErrorRateHigh', {
  // A handful of failures, and some of them lately: two at night are no trouble, nor is what a failover has cost.
  when: http.userErrorRatio
    .over('5m')
    .above('5%')
    .and(http.userErrorRatio.over('2m').above('5%'))
    .and(http.userErrors.over('5m').above(4.5)),
  for: '5m',
  undrilled: 'The specification asks for it; PyBaseApiFailing tells the same sooner, and holds it back.',
  severity: 'critical',
  component: 'api',
  summary: 'The API answers too many requests with a server error.',
  description: ({ value }) => `${value} of all requests were answered with a 5xx status over the last 5 minutes.`,
  diagnosis: {
    'Which endpoints fail?': http.userErrorRatio.by('endpoint'),
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

/** A method of a path: nobody can delete, say, while the many who read the same path are answered. */
const route = ['method', 'endpoint'] as const
const ofRoute = http.userErrorRatio.by(...route)
const failuresOfRoute = http.userErrors.by(...route)
const failsNow = ofRoute
  .over('5m')
  .above('20%')
  .and(failuresOfRoute.over('5m').above(4.5))
  .and(ofRoute.over('2m').above('20%'))
/** The same of a route that few ask. */
const failsOften = ofRoute
  .over('10m')
  .above('50%')
  .and(failuresOfRoute.over('30m').above(4.5))
  .and(ofRoute.over('5m').above('50%'))

export const apiRouteFailing = alert('PyBaseApiRouteFailing', {
  // Where all routes fail, the share of all tells.
  when: failsNow.or(failsOften).unless(http.userErrorRatio.over('5m').above('15%'), { on: [] }),
  for: '1m',
  // Of a route that few ask one failure more or less decides: it is one trouble.
  keepFiringFor: '9m',
  severity: 'critical',
  component: 'api',
  summary: 'A route answers too many of its requests with a server error.',
  description: ({ value, labels }) =>
    `${value} of the requests ${labels.method} ${labels.endpoint} were answered with a 5xx status.`,
  diagnosis: {
    'With which status?': http.serverErrorRate.by('method', 'endpoint', 'status'),
    'How many ask for it?': http.requestRate.by('method', 'endpoint'),
    'Does the database fail at the same time?': application.queryErrorRatio,
  },
  scenarios: [
    fires(
      'one route fails among others that do not',
      traffic(http.requests.where({ endpoint: '/api/v1/exports', status: '500' }), '1/s'),
      traffic(http.requests.where({ endpoint: '/api/v1/bases', status: '200' }), '20/s'),
    ),
    silent(
      'four failures of a route that few ask',
      happens(http.requests.where({ endpoint: '/api/v1/exports', status: '500' }), at('5m', '10m', '15m', '20m')),
      traffic(http.requests.where({ endpoint: '/api/v1/bases', status: '200' }), '10/s'),
    ),
  ],
})

/** Extraction is sparse: over a short window one task in twelve minutes that always fails would never be seen. */
const failures = extraction.tasksFailed.by('task_type').over('30m')
/** A type of which each task fails, and few are sent. */
const eachFails = extraction.failureRatio
  .by('task_type')
  .over('40m')
  .above('99%')
  .and(extraction.tasksFailed.by('task_type').over('70m').above(1.5))
const pdf = { task_type: 'pdf' } as const
const pdfFails = extraction.tasks.where({ ...pdf, status: 'failure' })
const pdfSucceeds = extraction.tasks.where({ ...pdf, status: 'success' })

export const extractionFailureRateHigh = alert('PyBaseExtractionFailureRateHigh', {
  when: extraction.failureRatio.by('task_type').over('30m').above('10%').and(failures.above(1.5)).or(eachFails),
  for: '10m',
  // Two failures an hour are one trouble.
  keepFiringFor: '1h',
  severity: 'warning',
  component: 'extraction',
  summary: 'Too many extraction tasks of one type fail.',
  description: ({ value, labels }) =>
    `${value} of the last ${labels.task_type} extraction tasks failed, two of them or more.`,
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

const retriedByType = extraction.tasksRetried.by('task_type').over('20m')

export const extractionRetryStorm = alert('PyBaseExtractionRetryStorm', {
  // Ten attempts for each task that finishes: one that succeeds now and then is no comfort.
  when: retriedByType
    .above(14.5)
    .and(retriedByType.above(extraction.tasksFinished.by('task_type').over('20m').times(10))),
  for: '5m',
  keepFiringFor: '15m',
  severity: 'warning',
  component: 'extraction',
  summary: 'Tasks of one type are retried again and again, and hardly any finishes.',
  description: ({ value, labels }) =>
    `${value} attempts of ${labels.task_type} extraction tasks ended in a retry within 20 minutes: ten for each task that finished, or more.`,
  diagnosis: {
    'Which types are retried?': extraction.tasksRetried.by('task_type'),
    'Which finish?': extraction.tasksFinished.by('task_type', 'status'),
    'Does the database fail?': application.queryErrorRatio.by('job', 'operation'),
  },
})

export const databaseErrorRateHigh = alert('PyBaseDatabaseErrorRateHigh', {
  // Lately, too: what a failover has cost is over.
  when: application.queryErrorRatio.over('5m').above('1%').and(application.queryErrorRatio.over('1m').above('1%')),
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

export default group(
  apiErrorRateHigh,
  apiRouteFailing,
  extractionFailureRateHigh,
  extractionRetryStorm,
  databaseErrorRateHigh,
)
