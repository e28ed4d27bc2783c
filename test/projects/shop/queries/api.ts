// What the shop itself exposes, with the names of its own middleware.

import { exposedBy, open, quantile, rate, ratio, sum } from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const api = exposedBy(jobs.api)
const code = ['2xx', '3xx', '4xx', '5xx'] as const

export const requests = api.counter('shop_http_requests_total', {
  help: 'Requests by route and class of the status.',
  labels: { route: open, code },
  initialised: { code: ['2xx', '5xx'] },
})

export const latency = api.histogram('shop_http_request_seconds', {
  help: 'How long answers took.',
  labels: { route: open },
  buckets: ['10ms', '50ms', '100ms', '300ms', '1s', '3s', '10s'],
})

export const orders = api.counter('shop_orders_total', {
  help: 'Orders by what became of them.',
  labels: { outcome: ['placed', 'declined', 'failed'] },
})

export const requestRate = sum(rate(requests))
export const errorRate = sum(rate(requests.where({ code: '5xx' })))
export const errorRatio = ratio(errorRate, requestRate)
export const latencyP95 = quantile(0.95, latency)
export const orderRate = sum(rate(orders.where({ outcome: 'placed' })))
export const declinedRatio = ratio(sum(rate(orders.where({ outcome: 'declined' }))), sum(rate(orders)))
