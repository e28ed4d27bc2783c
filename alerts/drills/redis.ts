// What goes wrong with Redis.

import { down, drill, grows, loses, scales, stands } from '@pybase/monitoring'
import * as extraction from '../../queries/extraction.ts'
import * as jobs from '../../queries/jobs.ts'
import * as redis from '../../queries/redis.ts'
import { redisDown, targetDown } from '../liveness.ts'
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
  notYet: 'Nothing inhibits across components.',
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
