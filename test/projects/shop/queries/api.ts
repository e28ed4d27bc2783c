// What the shop itself exposes, with the names of its own middleware.

import { count, exposedBy, matching, open, quantile, rate, ratio, sum, unbounded } from '@pybase/monitoring'
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

export const build = api.info('shop_build_info', {
  help: 'Which version runs; always 1.',
  labels: { version: unbounded },
})

export const requestRate = sum(rate(requests))
export const errorRate = sum(rate(requests.where({ code: '5xx' })))
export const errorRatio = ratio(errorRate, requestRate)
export const latencyP95 = quantile(0.95, latency)
export const orderRate = sum(rate(orders.where({ outcome: 'placed' })))
export const orderAttempts = sum(rate(orders))
export const failedOrders = sum(rate(orders.where({ outcome: 'failed' })))
export const declinedRatio = ratio(sum(rate(orders.where({ outcome: 'declined' }))), orderAttempts)

/** What is looked at before anything is bought: the start page and the products. */
const browsing = requests.where({ route: matching('/|/products.*') })
export const browsed = sum(rate(browsing))
export const browsedInVain = sum(rate(browsing.where({ code: '5xx' })))

export const versions = count(count(build).by('version'))
