// What the nightly batches push when they end.

import { age, exposedBy, max } from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const batch = exposedBy(jobs.pushgateway)

export const finished = batch.timestamp('shop_batch_last_success_timestamp_seconds', {
  help: 'When the nightly settlement last ended well.',
})

export const sinceSuccess = max(age(finished))
