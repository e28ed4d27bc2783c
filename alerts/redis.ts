import { alert, group } from '@pybase/monitoring'
import * as redis from '../queries/redis.ts'

/** Some, and lately; or again and again: what a failover has cost is over. */
const now = (refused: typeof redis.writesRefusedByTarget) =>
  refused
    .over('5m')
    .above(4.5)
    .and(refused.over('1m').above(0).or(refused.over('5m').offset('5m').above(4.5)))

export const redisRefusesWrites = alert('PyBaseRedisRefusesWrites', {
  when: now(redis.writesRefusedByTarget),
  for: '1m',
  // What comes in bursts is one trouble.
  keepFiringFor: '10m',
  severity: 'critical',
  component: 'redis',
  summary: 'Redis refuses to write: no task can be sent.',
  description: ({ value, labels }) =>
    `Redis refused ${value} commands within 5 minutes, seen by ${labels.instance} (${labels.job}).`,
  diagnosis: {
    'Why?': redis.writesRefused.by('err'),
    'How full is it?': redis.memoryUsage,
    'Could it save?': redis.lastSaveWorked,
  },
})

export const redisNotSaving = alert('PyBaseRedisNotSaving', {
  when: redis.lastSaveWorked.is(0).or(redis.lastAppendWorked.is(0)),
  for: '5m',
  severity: 'warning',
  component: 'redis',
  summary: 'Redis cannot save: what it holds is lost when it ends.',
  description: ({ labels }) => `The last save of Redis failed, seen by ${labels.instance} (${labels.job}).`,
  diagnosis: {
    'Did the last snapshot work?': redis.lastSaveWorked,
    'Did the last append work?': redis.lastAppendWorked,
    'How much memory does it use?': redis.memoryUsed,
  },
})

export const redisRejectsConnections = alert('PyBaseRedisRejectsConnections', {
  when: now(redis.connectionsRejectedByTarget),
  for: '1m',
  // What comes in bursts is one trouble.
  keepFiringFor: '10m',
  severity: 'critical',
  component: 'redis',
  summary: 'Redis rejects connections: it has as many clients as it may have.',
  description: ({ value, labels }) =>
    `Redis rejected ${value} connections within 5 minutes, seen by ${labels.instance} (${labels.job}).`,
  diagnosis: { 'How many clients are there?': redis.clients, 'How many commands?': redis.commandRate },
})

export const redisEvictsKeys = alert('PyBaseRedisEvictsKeys', {
  when: redis.keysEvicted.by('job', 'instance').over('10m').above(9.5),
  for: '5m',
  keepFiringFor: '10m',
  severity: 'warning',
  component: 'redis',
  summary: 'Redis removes keys for want of memory: queued tasks may be among them.',
  description: ({ value, labels }) =>
    `Redis removed ${value} keys within 10 minutes, seen by ${labels.instance} (${labels.job}).`,
  diagnosis: { 'How full is it?': redis.memoryUsage, 'Do queues take the memory?': redis.queueDepth.by('key') },
})

export default group(redisRefusesWrites, redisNotSaving, redisRejectsConnections, redisEvictsKeys)
