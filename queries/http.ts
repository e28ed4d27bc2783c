// What the API process exposes about the requests it serves and the sockets it holds.
// Recorded by PrometheusMiddleware, exposed at /api/v1/metrics.

import { exposedBy, httpStatus, increase, not, open, quantile, rate, ratio, sum } from '@pybase/monitoring'
import stack from '../stack.ts'
import * as jobs from './jobs.ts'

const api = exposedBy(jobs.api)

const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
/** The route's template, `unmatched` where none matched. */
const endpoint = open

export const requests = api.counter('http_requests_total', {
  help: 'Total HTTP requests, by method, route template and status.',
  labels: { method, endpoint, status: httpStatus },
  initialised: { status: ['200', '500'] },
})

export const latency = api.histogram('http_request_duration_seconds', {
  help: 'Time from the first byte of a request to the last byte of its answer.',
  labels: { method, endpoint },
  buckets: ['5ms', '10ms', '25ms', '50ms', '75ms', '100ms', '250ms', '500ms', '1s', '2.5s', '5s', '7.5s', '10s'],
})

export const websockets = api.gauge('websocket_connections_active', {
  help: 'WebSocket connections that are open now.',
})

export const scrapes = api.counter('http_scrapes_total', {
  help: 'Requests for the metrics themselves, by what became of them.',
  labels: { result: ['merged', 'shared', 'refused', 'failed'] },
})

export const requestRate = sum(rate(requests))
export const serverErrorRate = sum(rate(requests.where({ status: '5xx' })))
export const clientErrorRate = sum(rate(requests.where({ status: '4xx' })))

/** What users ask for: neither what machines probe, nor what no route knows, of which there may be any number. */
const asked = requests.where({ endpoint: not('unmatched', ...stack.probes) })
const failed = asked.where({ status: '5xx' })
export const userRequestRate = sum(rate(asked))
export const userErrorRate = sum(rate(failed))
export const userErrors = sum(increase(failed))

export const userErrorRatio = ratio(userErrorRate, userRequestRate)

export const serverErrorRatio = ratio(serverErrorRate, requestRate)
export const clientErrorRatio = ratio(clientErrorRate, requestRate)

export const latencyP50 = quantile(0.5, latency)
export const latencyP95 = quantile(0.95, latency)
export const latencyP99 = quantile(0.99, latency)

export const scrapeRate = sum(rate(scrapes))

export const openWebsockets = sum(websockets)
