// What the application exposes, and what is asked of it. Its own /metrics says what to declare here.

import { exposedBy, httpStatus, open, rate, ratio, sum } from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const app = exposedBy(jobs.app)

export const requests = app.counter('http_requests_total', {
  help: 'Requests that were answered.',
  labels: { handler: open, status: httpStatus },
})

export const requestRate = sum(rate(requests))
export const serverErrorRatio = ratio(sum(rate(requests.where({ status: '5xx' }))), requestRate)
