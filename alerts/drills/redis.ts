// What goes wrong with Redis.

import { counts, down, drill, grows, loses, scales, stands } from '@pybase/monitoring'
import * as extraction from '../../queries/extraction.ts'
import * as jobs from '../../queries/jobs.ts'
import * as redis from '../../queries/redis.ts'
import { redisDown, targetDown } from '../liveness.ts'
import { redisEvictsKeys, redisNotSaving, redisRefusesWrites, redisRejectsConnections } from '../redis.ts'
import { redisMemoryHigh } from '../resource-exhaustion.ts'

export const redisDies = drill('Redis dies', {
  lasts: '1h',
  happens: [loses(jobs.redis, [redis.up]), stands(redis.up, 0)],
  noticed: { by: redisDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const redisDiesAndTasksStop = drill('Redis dies, and the workers get no tasks', {
  lasts: '2h',
  happens: [
    loses(jobs.redis, [redis.up]),
    stands(redis.up, 0),
    scales(extraction.tasks, 0),
    scales(extraction.duration, 0),
    stands(extraction.inProgress, 1),
  ],
  noticed: { by: redisDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const redisExporterDies = drill("Redis' exporter dies", {
  lasts: '1h',
  happens: [down(jobs.redis)],
  noticed: { by: targetDown, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const memoryFills = drill('The memory of Redis fills within an hour', {
  lasts: '2h',
  happens: [grows(redis.memoryUsed, '1020MiB', { until: '1h' }), stands(redis.memoryUsed, '1020MiB', { from: '1h' })],
  noticed: { by: redisMemoryHigh, within: '50m' },
  pages: 0,
  tickets: 1,
})

// What only looks as if.

export const redisRestarts = drill('Redis is restarted: 30 seconds without it', {
  lasts: '1h',
  happens: [loses(jobs.redis, [redis.up], { until: '30s' }), stands(redis.up, 0, { until: '30s' })],
  quiet: true,
})

export const memoryIsUsed = drill('Redis uses 70% of its memory', {
  lasts: '2h',
  happens: [stands(redis.memoryUsed, '717MiB')],
  quiet: true,
})

export const cacheIsCold = drill('Memory is used up for two minutes while Redis saves', {
  lasts: '1h',
  happens: [stands(redis.memoryUsed, '950MiB', { until: '2m' })],
  quiet: true,
})

export const redisRefuses = drill('Redis is full and refuses to write', {
  lasts: '1h',
  happens: [counts(redis.errors.where({ err: 'OOM' }), '5/s'), stands(redis.memoryUsed, '1023MiB')],
  noticed: { by: redisRefusesWrites, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const redisCannotSave = drill('Redis cannot save', {
  lasts: '2h',
  happens: [stands(redis.lastSaveWorked, 0)],
  noticed: { by: redisNotSaving, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const redisCannotAppend = drill('Redis cannot write its log of commands', {
  lasts: '2h',
  happens: [stands(redis.lastAppendWorked, 0)],
  noticed: { by: redisNotSaving, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const tooManyClients = drill('Redis has as many clients as it may, and rejects others', {
  lasts: '1h',
  happens: [counts(redis.rejectedConnections, '2/s')],
  noticed: { by: redisRejectsConnections, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const keysAreEvicted = drill('Redis removes keys for want of memory', {
  lasts: '2h',
  happens: [counts(redis.evictedKeys, '1/s')],
  noticed: { by: redisEvictsKeys, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const oneSaveFails = drill('One save of Redis fails, and the next works', {
  lasts: '1h',
  happens: [stands(redis.lastSaveWorked, 0, { until: '3m' })],
  quiet: true,
})

export const aScriptErrs = drill('A script asks Redis for what it does not know', {
  lasts: '1h',
  happens: [counts(redis.errors.where({ err: 'ERR' }), '3/s')],
  quiet: true,
})
