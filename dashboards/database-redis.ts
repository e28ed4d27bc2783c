import { databaseErrorRateHigh } from '../alerts/high-error-rate.ts'
import { postgresDown, redisDown } from '../alerts/liveness.ts'
import { exporterCollectorFailing } from '../alerts/monitoring.ts'
import {
  databasePoolNearLimit, diskSpaceLow, postgresConnectionsNearLimit, redisMemoryHigh,
} from '../alerts/resource-exhaustion.ts'
import { databaseQuerySlow } from '../alerts/slow-tasks.ts'
import { dashboard, instancesOf, row, valuesOf } from '../build/language/dashboard.ts'
import { bars, gauge, heatmap, states, table, timeseries } from '../build/language/panels.ts'
import * as application from '../queries/application.ts'
import * as containers from '../queries/containers.ts'
import { annotations } from '../queries/monitoring.ts'
import * as node from '../queries/node.ts'
import * as postgres from '../queries/postgres.ts'
import * as redis from '../queries/redis.ts'

export default dashboard('PyBase / Database & Redis', {
  uid: 'pybase-database-redis',
  asks: 'Are PostgreSQL, Redis and the host well, what is slow, and what is about to run out?',
  tags: ['database', 'redis', 'host'],
  filters: [
    instancesOf(postgres.up, 'postgres_instance', 'PostgreSQL'),
    valuesOf(postgres.commits, 'datname', 'Database'),
    instancesOf(redis.up, 'redis_instance', 'Redis'),
    instancesOf(node.capacity, 'node_instance', 'Host'),
  ],
  annotations,
},
  row('At a glance',
    [
      states('PostgreSQL reachable', postgres.up, {
        description: 'Whether the exporter can connect to PostgreSQL.',
        alert: postgresDown,
      }),
      states('Redis reachable', redis.up, {
        description: 'Whether the exporter can connect to Redis.',
        alert: redisDown,
      }),
      gauge('PostgreSQL connections used', postgres.connectionUsage, {
        description: 'Of those that ordinary roles can open: the maximum less the reserved ones.',
        alert: postgresConnectionsNearLimit,
        warning: '75%',
      }),
      gauge('Redis memory used', redis.memoryUsage, {
        description: 'Of the memory limit of Redis.',
        alert: redisMemoryHigh,
        noValue: 'Redis has no memory limit: set maxmemory, or redisMemoryLimit in stack.ts',
      }),
    ],
  ),
  row('Connections',
    [
      timeseries('Connections by state', postgres.connections.by('state'), {
        description: 'Server connections; `idle in transaction` holds locks and blocks vacuum.',
        stacked: true,
      }),
      timeseries('Connections against capacity', { used: postgres.connections, usable: postgres.usableConnections }, {
        description: 'Connections, and how many ordinary roles can open.',
      }),
      timeseries('Connection pool usage', application.poolUsage.by('job', 'instance'), {
        description: "Share of each process's own pool that is in use; beyond 100% its queries wait.",
        alert: databasePoolNearLimit,
        noValue: 'No process reports a pool',
      }),
    ],
  ),
  row('Queries',
    [
      timeseries('Query rate by operation', application.queryRate.by('operation'), {
        description: 'Queries per second that PyBase sends, by operation.',
        noValue: 'No queries',
      }),
      timeseries('p95 query time by operation', application.queryP95.by('operation'), {
        description: '95% of the queries took less.',
        alert: databaseQuerySlow,
        noValue: 'No queries',
      }),
      timeseries('Query error ratio', { errors: application.queryErrorRatio }, {
        description: 'Share of queries that raised an error.',
        alert: databaseErrorRateHigh,
        noValue: 'No queries',
      }),
    ],
    [
      timeseries('Slow queries', application.slowQueryRate.by('operation'), {
        description: 'Queries per second that took longer than 500 ms.',
        noValue: 'No queries',
      }),
      heatmap('Query time distribution', application.queryDuration, {
        description: 'How many queries fell into each bucket.',
        noValue: 'No queries',
      }),
      timeseries('Oldest transaction', postgres.oldestTransaction.by('datname', 'state'), {
        description: 'Age of the oldest open transaction: old ones hold locks and keep dead rows from being removed.',
        warning: '5m',
        critical: '30m',
      }),
    ],
    [
      table('Slowest statements', {
        'Mean time': postgres.statementMeanTime.by('queryid').over('1h').with(postgres.statementText, 'query'),
        'Calls': postgres.statementCallCount.by('queryid').over('1h').with(postgres.statementText, 'query'),
        'Total time': postgres.statementTotalTime.by('queryid').over('1h').with(postgres.statementText, 'query'),
      }, {
        description: 'Statements of the last hour by mean time, from pg_stat_statements; their constants are removed by PostgreSQL.',
        noValue: 'No statements: is the extension pg_stat_statements created?',
      }),
    ],
  ),
  row('Transactions and locks',
    [
      timeseries('Transactions', { committed: postgres.commitRate, 'rolled back': postgres.rollbackRate }, {
        description: 'Transactions per second. Connection pools roll back all the time: only a change means something.',
      }),
      timeseries('Locks by mode', postgres.lockCount.by('mode'), {
        description: 'Locks that are held or waited for; exclusive ones block others.',
      }),
      timeseries('Deadlocks', postgres.deadlockCount.by('datname').over('10m'), {
        description: 'Deadlocks that PostgreSQL broke in the last 10 minutes.',
        warning: 1,
      }),
    ],
    [
      timeseries('Replication lag', postgres.lag.by('instance'), {
        description: 'How far a standby is behind; always 0 on a primary.',
        warning: '30s',
        critical: '5m',
      }),
      timeseries('Database size', postgres.size.by('datname'), { description: 'Disk space by database.' }),
      states('Exporter collectors', postgres.collectorSuccess, {
        description: 'Whether each part of the PostgreSQL metrics could be collected.',
        alert: exporterCollectorFailing,
      }),
    ],
  ),
  row('Cache',
    [
      timeseries('Hit ratios', {
        'application cache': application.cacheHitRatio,
        'Redis keyspace': redis.keyspaceHitRatio,
        'PostgreSQL buffers': postgres.bufferHitRatio,
      }, {
        description: 'Share of reads that were answered from memory.',
        noValue: 'No reads',
      }),
      timeseries('Cache operations', application.cacheOperationRate.by('operation', 'status'), {
        description: "Operations per second of PyBase's cache; set and delete count a success as hit.",
        noValue: 'No cache traffic',
      }),
    ],
  ),
  row('Redis',
    [
      timeseries('Redis memory', { used: redis.memoryUsedTotal, limit: redis.memoryLimitTotal }, {
        description: 'Memory that Redis uses, and its limit where it has one.',
      }),
      timeseries('Keys evicted and expired', { evicted: redis.evictionRate, expired: redis.expirationRate }, {
        description: 'Keys per second. Evictions mean that the memory limit is reached.',
      }),
      timeseries('Commands', redis.commandRate, { description: 'Commands per second that Redis processes.' }),
    ],
    [
      timeseries('Clients', redis.clients, { description: 'Connections to Redis, the exporter included.' }),
      timeseries('Rejected connections', redis.connectionsRejected.over('10m'), {
        description: 'Connections that Redis refused in the last 10 minutes for want of a free client slot.',
        warning: 1,
      }),
      timeseries('Slow log', redis.slowlogPeak, {
        description: "Entries in Redis' slow log, capped by slowlog-max-len.",
      }),
    ],
  ),
  row('Host',
    [
      bars('Disk space left', node.diskFreeRatio.by('instance', 'device', 'mountpoint'), {
        description: 'Share of each filesystem that is available to ordinary users.',
        alert: diskSpaceLow,
        warning: '20%',
      }),
      timeseries('Disk I/O', { read: node.diskReadRate, written: node.diskWriteRate }, {
        description: 'Bytes per second, all disks of the host.',
      }),
      timeseries('Disk busy', node.diskUtilisation.by('instance', 'device'), {
        description: 'Share of time in which the disk had a request to serve.',
        warning: '90%',
      }),
    ],
  ),
  row('Containers',
    [
      timeseries('Container CPU', containers.cpuUsage.by('name'), {
        description: 'CPU time per second of each container: 100% is one core.',
      }),
      timeseries('Container memory', containers.memory.by('name'), {
        description: 'Working set of each container: what the kernel cannot give back.',
      }),
      timeseries('Container disk I/O', {
        read: containers.readRate.by('name'),
        written: containers.writeRate.by('name'),
      }, { description: 'Bytes per second that each container reads and writes.' }),
    ],
  ),
)
