import { alert, group, silent, stands } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as http from '../queries/http.ts'
import * as node from '../queries/node.ts'
import * as postgres from '../queries/postgres.ts'
import * as redis from '../queries/redis.ts'

export const postgresConnectionsNearLimit = alert('PyBasePostgresConnectionsNearLimit', {
  when: postgres.connectionUsage.by('job', 'instance').above('90%'),
  for: '5m',
  severity: 'critical',
  component: 'database',
  summary: 'PostgreSQL is running out of connections.',
  description: ({ value, labels }) =>
    `${value} of the connections that ordinary roles can open are taken, seen by ${labels.instance} (${labels.job}).`,
  diagnosis: {
    'What are the connections doing?': postgres.connections.by('state'),
    'Which database?': postgres.connections.by('datname', 'state'),
    'Whose pool holds them?': application.poolUsage.by('job', 'instance'),
    'How old is the oldest transaction?': postgres.oldestTransaction.by('datname', 'state'),
  },
})

export const databasePoolNearLimit = alert('PyBaseDatabasePoolNearLimit', {
  when: application.poolUsage.by('job', 'instance').above('90%'),
  for: '5m',
  severity: 'warning',
  component: 'database',
  summary: "A process's database connection pool is nearly exhausted.",
  description: ({ value, labels }) =>
    `${value} of the pool of ${labels.job} on ${labels.instance} is in use; further queries will wait for a connection.`,
  diagnosis: {
    'Are queries slow, so that connections stay busy?': application.queryP95.by('job', 'operation'),
    'Is the server itself near its limit?': postgres.connectionUsage.by('job', 'instance'),
    'Is there more traffic than usual?': http.requestRate.by('endpoint'),
  },
  scenarios: [
    silent(
      'all connections are open, and idle',
      stands(application.poolConnections.where({ state: 'idle' }), 15),
      stands(application.poolConnections.where({ state: 'in_use' }), 0),
      stands(application.poolMaximum, 15),
    ),
  ],
})

export const redisMemoryHigh = alert('PyBaseRedisMemoryHigh', {
  when: redis.memoryUsage.above('80%'),
  for: '5m',
  severity: 'warning',
  component: 'redis',
  summary: 'Redis is close to its memory limit.',
  description: ({ value, labels }) =>
    `Redis uses ${value} of its memory limit, seen by ${labels.instance} (${labels.job}).`,
  diagnosis: {
    'Does Redis evict keys already?': redis.evictionRate,
    'Do queues take the memory?': redis.queueDepth.by('key'),
    'How much is used?': redis.memoryUsed,
  },
})

const memory = { fstype: 'tmpfs' } as const

export const diskSpaceLow = alert('PyBaseDiskSpaceLow', {
  when: node.diskFreeRatio.by('instance', 'device', 'mountpoint').below('10%'),
  for: '10m',
  severity: 'critical',
  component: 'host',
  summary: 'A disk is almost full.',
  description: ({ value, labels }) =>
    `${value} is left on ${labels.mountpoint} (${labels.device}) of ${labels.instance}.`,
  diagnosis: {
    'How full are the other filesystems?': node.diskFreeRatio.by('instance', 'device', 'mountpoint'),
    'How large are the databases?': postgres.size.by('datname'),
    'Who writes?': node.diskWriteRate.by('instance', 'device'),
  },
  scenarios: [
    silent('a full tmpfs', stands(node.available.where(memory), '0B'), stands(node.capacity.where(memory), '1GiB')),
  ],
})

export const websocketConnectionsHigh = alert('PyBaseWebSocketConnectionsHigh', {
  when: http.openWebsockets.above(1000),
  for: '5m',
  severity: 'warning',
  component: 'api',
  summary: 'There are more WebSocket connections than the API is sized for.',
  description: ({ value }) => `${value} WebSocket connections are open.`,
  diagnosis: {
    'Which instance holds them?': http.openWebsockets.by('instance'),
    'Is there more traffic than usual?': http.requestRate.by('endpoint'),
  },
})

export default group(
  postgresConnectionsNearLimit,
  databasePoolNearLimit,
  redisMemoryHigh,
  diskSpaceLow,
  websocketConnectionsHigh,
)
