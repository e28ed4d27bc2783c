import { group, latencySlo, slo } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as http from '../queries/http.ts'
import { apiErrorRateHigh } from './high-error-rate.ts'

export const apiAvailability = slo('api-availability', {
  objective: '99.9%',
  over: '14d',
  total: http.requestRate,
  bad: http.serverErrorRate,
  title: 'API availability',
  promise: 'Requests are answered without a server error.',
  component: 'api',
  alert: 'PyBaseApiAvailability',
  insteadOf: [apiErrorRateHigh],
  diagnosis: {
    'Which endpoints fail?': http.serverErrorRatio.by('endpoint'),
    'With which status?': http.serverErrorRate.by('status'),
    'Does the database fail at the same time?': application.queryErrorRatio,
  },
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

export default group(apiAvailability, apiLatency)
