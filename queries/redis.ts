// What redis_exporter exposes about Redis, which is PyBase's cache and Celery's broker.

import {
  avgOverTime,
  changes,
  constant,
  derivative,
  exposedBy,
  increase,
  maxOverTime,
  minOverTime,
  open,
  rate,
  ratio,
  sum,
} from '@pybase/monitoring'
import stack from '../stack.ts'
import * as jobs from './jobs.ts'

const redis = exposedBy(jobs.redis)
const { database, queues } = stack.broker

export const up = redis.state('redis_up', { help: 'Information about the Redis instance' })

/** Celery keeps each queue as a list; tasks that a worker has reserved are no longer in it. */
export const keySize = redis.gauge('redis_key_size', {
  help: 'The length or size of "key"',
  least: 0,
  labels: { db: [`db${database}`], key: [queues.default, queues.extraction, queues.search] },
})

export const memoryUsed = redis.gauge('redis_memory_used_bytes', { help: 'memory_used_bytes metric', least: 0 })
export const memoryMax = redis.gauge('redis_memory_max_bytes', {
  help: 'memory_max_bytes metric',
  least: 0,
  zeroMeans: 'no limit',
})
export const clients = redis.gauge('redis_connected_clients', { help: 'connected_clients metric', least: 0 })
export const evictedKeys = redis.counter('redis_evicted_keys_total', { help: 'evicted_keys_total metric' })
export const expiredKeys = redis.counter('redis_expired_keys_total', { help: 'expired_keys_total metric' })
export const commands = redis.counter('redis_commands_processed_total', { help: 'commands_processed_total metric' })
export const keyspaceHits = redis.counter('redis_keyspace_hits_total', { help: 'keyspace_hits_total metric' })
export const keyspaceMisses = redis.counter('redis_keyspace_misses_total', { help: 'keyspace_misses_total metric' })
export const slowlogLength = redis.gauge('redis_slowlog_length', { help: 'Total slowlog' })
export const rejectedConnections = redis.counter('redis_rejected_connections_total', {
  help: 'rejected_connections_total metric',
})

export const errors = redis.counter('redis_errors_total', {
  help: 'Total number of errors per error type',
  labels: { err: open },
})
export const lastSaveWorked = redis.state('redis_rdb_last_bgsave_status', {
  help: 'rdb_last_bgsave_status metric',
})
export const lastAppendWorked = redis.state('redis_aof_last_write_status', {
  help: 'aof_last_write_status metric',
})

export const lastlyUp = maxOverTime(up)
export const lastlyAway = minOverTime(up)
/** Which share of the scrapes it was reached, and how often that changed. */
export const reached = avgOverTime(up)
export const reachedChanges = changes(up)
/** One of Celery's queues, by what it is for. */
export const queue = (of: keyof typeof queues) => keySize.where({ key: queues[of] })
export const queueDepth = sum(keySize.where({ key: Object.values(queues) }))
export const defaultQueueDepth = sum(queue('default'))
export const extractionQueueDepth = sum(queue('extraction'))
export const searchQueueDepth = sum(queue('search'))
export const extractionQueueLowest = sum(minOverTime(queue('extraction')))
export const searchQueueLowest = sum(minOverTime(queue('search')))
export const extractionQueueHighest = sum(maxOverTime(queue('extraction')))
export const searchQueueHighest = sum(maxOverTime(queue('search')))
export const extractionQueueGrowth = sum(derivative(queue('extraction')))
export const searchQueueGrowth = sum(derivative(queue('search')))

/** Redis answers 0 where no limit is set; then the setting takes its place, if there is one. */
export const memoryLimit =
  stack.redisMemoryLimit === null
    ? memoryMax.positive()
    : memoryMax.positive().or(constant(stack.redisMemoryLimit, memoryMax))
export const memoryUsedTotal = sum(memoryUsed)
export const memoryLimitTotal = sum(memoryLimit)
export const memoryUsage = ratio(memoryUsed, memoryLimit)

export const commandRate = sum(rate(commands))
export const evictionRate = sum(rate(evictedKeys))
export const expirationRate = sum(rate(expiredKeys))
export const keyspaceHitRatio = ratio(sum(rate(keyspaceHits)), sum(rate(keyspaceHits)).plus(sum(rate(keyspaceMisses))))
export const slowlogPeak = maxOverTime(slowlogLength)
/** Writes that Redis refused: its memory is full, it cannot save, or it is a replica. */
export const writesRefused = sum(increase(errors.where({ err: ['OOM', 'MISCONF', 'READONLY'] })))
export const writesRefusedByTarget = writesRefused.by('job', 'instance')
export const keysEvicted = sum(increase(evictedKeys))
export const connectionsRejected = sum(increase(rejectedConnections))
export const connectionsRejectedByTarget = connectionsRejected.by('job', 'instance')
