// What every PyBase process exposes about its database, its cache and itself: the API and both workers.

import {
  age,
  changes,
  count,
  exposedBy,
  increase,
  max,
  min,
  quantile,
  rate,
  rateBeyond,
  ratio,
  sum,
  unbounded,
} from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const application = exposedBy(jobs.api, jobs.extractionWorker, jobs.searchWorker)

/** The statement's leading verb; other statements are not recorded. */
const operation = ['select', 'insert', 'update', 'delete'] as const

export const queryDuration = application.histogram('db_query_duration_seconds', {
  help: 'Time a database query took, failed ones included.',
  labels: { operation },
  buckets: ['1ms', '5ms', '10ms', '25ms', '50ms', '100ms', '250ms', '500ms', '1s', '2.5s', '5s'],
})

export const queryErrors = application.counter('db_query_errors_total', {
  help: 'Database queries that raised an error.',
  labels: { operation },
})

export const poolConnections = application.gauge('db_pool_connections', {
  help: "Connections of the process's database pool, by state.",
  labels: { state: ['in_use', 'idle'] },
  partition: 'state',
})

export const poolMaximum = application.gauge('db_pool_connections_max', {
  help: "Connections that the process's database pool may open, overflow included.",
})

export const fullestPool = application.gauge('db_pool_usage_ratio', {
  help: 'Share in use of the database pool of the process that has the fullest.',
  least: 0,
  ofProcesses: 'largest',
})

export const cacheOperations = application.counter('cache_operations_total', {
  help: 'Cache operations; set and delete count a success as hit.',
  labels: { operation: ['get', 'set', 'delete'], status: ['hit', 'miss'] },
})

export const buildInfo = application.info('pybase_build_info', {
  help: 'The running version of PyBase; always 1.',
  labels: { version: unbounded },
})

export const startTime = application.timestamp('pybase_start_time_seconds', {
  help: 'When the process started, in seconds since the epoch.',
})

export const queryRate = sum(rate(queryDuration.count))
export const queryP50 = quantile(0.5, queryDuration)
export const queryP95 = quantile(0.95, queryDuration)
/** What was slow for some minutes is over. */
export const slowLately = queryP95.by('operation').over('1m').above('500ms')
export const queryErrorRatio = ratio(sum(rate(queryErrors)), queryRate)
export const slowQueryRate = sum(rateBeyond(queryDuration, '500ms'))

export const poolUsage = ratio(sum(poolConnections.where({ state: 'in_use' })), sum(poolMaximum))

/** Of several processes behind one address the fullest counts: one of four that waits reads as a quarter in the sum. */
export const fullestPoolUsage = max(fullestPool)

const reads = cacheOperations.where({ operation: 'get' })
export const cacheHitRatio = ratio(sum(rate(reads.where({ status: 'hit' }))), sum(rate(reads)))
export const cacheOperationRate = sum(rate(cacheOperations))

const instancesOfVersion = count(buildInfo).by('version')
export const runningVersions = count(buildInfo)
export const versionAppeared = instancesOfVersion.above(0).unless(instancesOfVersion.offset('5m').above(0))
export const restarted = changes(startTime).over('2m').above(0)
export const uptime = min(age(startTime))
export const queriesFailed = sum(increase(queryErrors))
