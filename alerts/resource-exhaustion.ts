import { alert, type Condition, fires, group, silent, stands, type Unit } from '@pybase/monitoring'
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
  // One process of several is enough, and reads as little in the sum of all.
  when: application.poolUsage
    .by('job', 'instance')
    .above('90%')
    .or(application.fullestPoolUsage.by('job', 'instance').above('90%')),
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
const ofDisk = ['instance', 'device', 'mountpoint'] as const
/** Where nothing can be written nothing runs out: a mounted image is full by design. */
const writable = <U extends Unit>(condition: Condition<(typeof ofDisk)[number], U>) =>
  condition.unless(node.isReadOnly.by(...ofDisk).is(1))

const diskDiagnosis = {
  'How full are the other filesystems?': node.diskFreeRatio.by('instance', 'device', 'mountpoint'),
  'How large are the databases?': postgres.size.by('datname'),
  'Who writes?': node.diskWriteRate.by('instance', 'device'),
}

export const diskFull = alert('PyBaseDiskFull', {
  when: writable(node.diskFreeRatio.by(...ofDisk).below('1%')),
  keepFiringFor: '15m',
  severity: 'critical',
  component: 'host',
  outage: true,
  summary: 'A disk is full, and what writes to it fails.',
  description: ({ value, labels }) =>
    `${value} is left on ${labels.mountpoint} (${labels.device}) of ${labels.instance}: databases refuse to write.`,
  diagnosis: diskDiagnosis,
})

export const diskSpaceLow = alert('PyBaseDiskSpaceLow', {
  when: writable(node.diskFreeRatio.by(...ofDisk).below('10%')),
  for: '10m',
  keepFiringFor: '15m',
  severity: 'critical',
  component: 'host',
  summary: 'A disk is almost full.',
  description: ({ value, labels }) =>
    `${value} is left on ${labels.mountpoint} (${labels.device}) of ${labels.instance}.`,
  diagnosis: diskDiagnosis,
  insteadOf: [diskFull],
  scenarios: [
    silent('a full tmpfs', stands(node.available.where(memory), '0B'), stands(node.capacity.where(memory), '1GiB')),
    silent(
      'an image that is full by design',
      stands(node.available, '0B'),
      stands(node.capacity, '1GiB'),
      stands(node.readOnly, 1),
    ),
  ],
})

const goes = Array.from({ length: 24 }, (_, at) =>
  stands(node.available, `${24 - at}GiB`, { from: `${at}m`, until: `${at + 1}m` }),
)

export const diskFillsSoon = alert('PyBaseDiskFillsSoon', {
  // What takes much of an empty disk for a while gives it back; and one large file is not the beginning of many.
  when: writable(
    node.diskFreeSoon
      .by(...ofDisk)
      .over('10m')
      .below('0B')
      .and(
        node.diskFreeSoon
          .by(...ofDisk)
          .over('2m')
          .below('0B'),
      )
      .and(node.diskFreeRatio.by(...ofDisk).below('30%')),
  ),
  for: '2m',
  keepFiringFor: '15m',
  severity: 'critical',
  component: 'host',
  summary: 'A disk will be full within half an hour.',
  description: ({ labels }) =>
    `${labels.mountpoint} (${labels.device}) of ${labels.instance} fills so fast that nothing is left in half an hour.`,
  diagnosis: diskDiagnosis,
  insteadOf: [diskSpaceLow, diskFull],
  scenarios: [
    fires('a gibibyte goes each minute', stands(node.capacity, '100GiB'), stands(node.readOnly, 0), goes),
    silent('a fifth is left, and stays', stands(node.capacity, '100GiB'), stands(node.available, '20GiB')),
  ],
})

/** None will be left in half an hour, as the last ten minutes went, and the last two. */
const inodesGo = node.inodesFreeSoon
  .by(...ofDisk)
  .over('10m')
  .below('0%')
  .and(
    node.inodesFreeSoon
      .by(...ofDisk)
      .over('2m')
      .below('0%'),
  )

const writableNow = stands(node.readOnly, 0)
const inodesFall = Array.from({ length: 24 }, (_, at) =>
  stands(node.inodesFree, 480 - 20 * at, { from: `${at}m`, until: `${at + 1}m` }),
)

export const inodesLow = alert('PyBaseInodesLow', {
  when: writable(
    node.inodesFreeRatio
      .by(...ofDisk)
      .below('5%')
      .or(inodesGo.and(node.inodesFreeRatio.by(...ofDisk).below('40%'))),
  ),
  for: '5m',
  severity: 'critical',
  component: 'host',
  summary: 'A disk is running out of inodes: no file can be created, however much space is left.',
  description: ({ value, labels }) =>
    `${value} of the inodes are left on ${labels.mountpoint} (${labels.device}) of ${labels.instance}.`,
  diagnosis: {
    'How many are left elsewhere?': node.inodesFreeRatio.by('instance', 'device', 'mountpoint'),
    'Is there space?': node.diskFreeRatio.by('instance', 'device', 'mountpoint'),
  },
  scenarios: [
    fires('three in a hundred are left', stands(node.inodes, 1000), stands(node.inodesFree, 30), writableNow),
    fires('a fiftieth goes each minute', stands(node.inodes, 1000), inodesFall, writableNow),
    silent('a third is left, and stays', stands(node.inodes, 1000), stands(node.inodesFree, 330), writableNow),
  ],
})

export const filesystemReadOnly = alert('PyBaseFilesystemReadOnly', {
  // It could be written within the last day: what was mounted so is meant so.
  when: node.isReadOnly
    .by(...ofDisk)
    .is(1)
    .and(
      node.wasWritable
        .by(...ofDisk)
        .over('1d')
        .is(0),
    ),
  for: '1m',
  severity: 'critical',
  component: 'host',
  summary: 'A file system has become read-only: the kernel does that when a disk fails.',
  description: ({ labels }) =>
    `${labels.mountpoint} (${labels.device}) of ${labels.instance} cannot be written any more, and could within the last day.`,
  diagnosis: {
    'How busy is the disk?': node.diskUtilisation.by('instance', 'device'),
    'Which file systems are read-only?': node.isReadOnly.by('instance', 'device', 'mountpoint'),
  },
  scenarios: [
    fires(
      'it becomes read-only',
      stands(node.readOnly, 0, { until: '10m' }),
      stands(node.readOnly, 1, { from: '10m' }),
    ),
    silent('it always was', stands(node.readOnly, 1)),
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
  diskFillsSoon,
  diskFull,
  inodesLow,
  filesystemReadOnly,
  websocketConnectionsHigh,
)
