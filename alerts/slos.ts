import { alert, group, latencySlo, slo } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as http from '../queries/http.ts'
import { apiErrorRateHigh, apiRouteFailing } from './high-error-rate.ts'

export const apiAvailability = slo('api-availability', {
  objective: '99.9%',
  over: '14d',
  total: http.userRequestRate,
  bad: http.userErrorRate,
  title: 'API availability',
  promise: 'Requests are answered without a server error.',
  component: 'api',
  alert: 'PyBaseApiAvailability',
  // What fails faster is told by others: what a failover has cost is over by then.
  for: '6m',
  insteadOf: [apiErrorRateHigh, apiRouteFailing],
  diagnosis: {
    'Which endpoints fail?': http.userErrorRatio.by('endpoint'),
    'With which status?': http.serverErrorRate.by('status'),
    'Does the database fail at the same time?': application.queryErrorRatio,
  },
})

/** At one request a minute five failures take a while; then most must have failed, and still do. */
const hardlyAsked = http.userErrorRatio
  .over('10m')
  .above('60%')
  .and(http.userErrors.over('30m').above(4.5))
  .and(http.userErrorRatio.over('5m').above('60%'))

export const apiFailing = alert('PyBaseApiFailing', {
  when: http.userErrorRatio.over('2m').above('5%').and(http.userErrors.over('2m').above(4.5)).or(hardlyAsked),
  for: '3m',
  // What it costs of the objective is judged for minutes longer, and what fails every quarter of an hour is one trouble.
  keepFiringFor: '12m',
  severity: 'critical',
  component: 'api',
  summary: 'The API fails now: requests are answered with a server error.',
  description: ({ value }) => `${value} of the requests that came in lately were answered with a 5xx status.`,
  diagnosis: {
    'Which endpoints fail?': http.userErrorRatio.by('endpoint'),
    'With which status?': http.serverErrorRate.by('status'),
    'Does the database fail at the same time?': application.queryErrorRatio,
  },
  insteadOf: [apiErrorRateHigh, ...apiAvailability.alerts],
})

export const apiLatency = latencySlo('api-latency', {
  objective: '99%',
  over: '14d',
  of: http.latency,
  within: '1s',
  title: 'API latency',
  promise: 'Requests are answered within a second.',
  component: 'api',
  alert: 'PyBaseApiLatency',
  diagnosis: {
    'Which endpoints are slow?': http.latencyP99.by('endpoint'),
    'Is there more traffic than usual?': http.requestRate.by('endpoint'),
    'Is the database slow?': application.queryP95.by('operation'),
  },
})

export default group(apiAvailability, apiLatency, apiFailing)
