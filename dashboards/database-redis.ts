import { dashboard, gauge, heatmap, instancesOf, row, states, table, timeseries, valuesOf } from '@pybase/monitoring'
import { databaseErrorRateHigh } from '../alerts/high-error-rate.ts'
import { postgresDown, redisDown } from '../alerts/liveness.ts'
import { exporterCollectorFailing } from '../alerts/monitoring.ts'
import { deadlocks, replicaBehind, transactionIdsRunOut, transactionOpen } from '../alerts/postgres.ts'
import { redisEvictsKeys, redisNotSaving, redisRefusesWrites, redisRejectsConnections } from '../alerts/redis.ts'
import { databasePoolNearLimit, postgresConnectionsNearLimit, redisMemoryHigh } from '../alerts/resource-exhaustion.ts'
import { databaseQuerySlow } from '../alerts/slow-tasks.ts'
import * as application from '../queries/application.ts'
import * as containers from '../queries/containers.ts'
import { annotations } from '../queries/monitoring.ts'
import * as postgres from '../queries/postgres.ts'
import * as redis from '../queries/redis.ts'
import { containerPanels } from './host-containers.ts'

export default dashboard(
  'PyBase / Database & Redis',
  {
    uid: 'pybase-database-redis',
    asks: 'Are PostgreSQL and Redis well, what is slow, and what is about to run out?',
    tags: ['database', 'redis'],
    filters: [
      instancesOf(postgres.up, 'postgres_instance', 'PostgreSQL'),
      valuesOf(postgres.commits, 'datname', 'Database'),
      instancesOf(redis.up, 'redis_instance', 'Redis'),
      instancesOf(application.poolMaximum, 'application_instance', 'PyBase process'),
      instancesOf(containers.workingSet, 'cadvisor_instance', 'cAdvisor'),
    ],
    annotations: annotations('database', 'redis'),
  },
  row('At a glance', [
    states('PostgreSQL reachable', postgres.up, 'Whether the exporter can connect to PostgreSQL.', {
      alert: postgresDown,
    }),
    states('Redis reachable', redis.up, 'Whether the exporter can connect to Redis.', { alert: redisDown }),
    gauge(
      'PostgreSQL connections',
      postgres.connectionUsage.by('instance'),
      'Share in use of those that ordinary roles can open: the maximum less the reserved ones.',
      { key: 'postgresql-connections-used', alert: postgresConnectionsNearLimit },
    ),
    gauge('Redis memory used', redis.memoryUsage, 'Of the memory limit of Redis.', {
      alert: redisMemoryHigh,
      noValue: 'No data, or Redis has no memory limit (maxmemory, redisMemoryLimit)',
    }),
  ]),
  row('Connections', [
    timeseries(
      'Connections by state',
      postgres.connections.by('state'),
      'Server connections; `idle in transaction` holds locks and blocks vacuum.',
      { stacked: true },
    ),
    timeseries(
      'Connections against capacity',
      postgres.connectionUsage.by('instance'),
      'Share in use of the connections that ordinary roles can open.',
      { alert: postgresConnectionsNearLimit, warning: '75%' },
    ),
    timeseries(
      'Connection pool usage',
      application.poolUsage.by('job', 'instance'),
      "Share of each process's own pool that is in use; beyond 100% its queries wait.",
      { alert: databasePoolNearLimit, warning: '90%' },
    ),
  ]),
  row('Queries', [
    timeseries(
      'Query rate by operation',
      application.queryRate.by('operation'),
      'Queries per second that PyBase sends, by operation.',
    ),
    timeseries(
      'p95 query time by operation',
      application.queryP95.by('operation').over('5m'),
      '95% of the queries of the last 5 minutes took less.',
      { alert: databaseQuerySlow, noValue: 'No queries, or not scraped' },
    ),
    timeseries(
      'Query error ratio',
      {
        'all operations': application.queryErrorRatio.over('5m'),
        only: application.queryErrorRatio.by('operation').over('5m'),
      },
      'Share of the queries of the last 5 minutes that raised an error, of all and of each operation alone.',
      { alert: databaseErrorRateHigh, noValue: 'No queries, or not scraped' },
    ),
  ]),
  row(
    'Slow queries',
    [
      timeseries(
        'Slow queries',
        application.slowQueryRate.by('operation'),
        'Queries per minute that took longer than 500 ms.',
        { per: 'minute' },
      ),
      heatmap('Query time distribution', application.queryDuration, 'How many queries fell into each bucket.'),
    ],
    [
      table(
        'Slowest statements',
        postgres.slowestStatements,
        `Statements of the last hour by mean time, from pg_stat_statements. ${postgres.aboutStatements}`,
        { noValue: 'No statements: is the extension pg_stat_statements created?' },
      ),
    ],
  ),
  row('Transactions', [
    timeseries(
      'Oldest transaction',
      postgres.oldestTransaction.by('datname', 'state'),
      'Age of the oldest open transaction: old ones hold locks and keep dead rows from being removed.',
      { alert: transactionOpen, axis: { clock: true } },
    ),
    timeseries(
      'Deadlocks',
      postgres.deadlockCount.by('datname'),
      'Deadlocks that PostgreSQL broke between one point of the line and the next.',
      { alert: deadlocks },
    ),
    timeseries('Replication lag', postgres.lag.by('instance'), 'How far a standby is behind; always 0 on a primary.', {
      alert: replicaBehind,
      warning: '30s',
    }),
    timeseries(
      'Transaction ids',
      postgres.unfrozen.by('instance', 'datname'),
      'How many transactions ago the oldest row was written that is not frozen: at 2 billion PostgreSQL stops.',
      { alert: transactionIdsRunOut },
    ),
  ]),
  row(
    'Redis',
    [
      timeseries(
        'Redis memory',
        { used: redis.memoryUsedTotal, limit: redis.memoryLimitTotal },
        'Memory that Redis uses, and its limit where it has one.',
      ),
      timeseries(
        'Keys that Redis evicted',
        redis.keysEvicted.by('instance'),
        'Keys that were removed between one point of the line and the next, since the memory limit is reached.',
        { alert: redisEvictsKeys },
      ),
      timeseries(
        'Writes that Redis refused',
        redis.writesRefused.orZero(),
        'Its memory is full (OOM), it cannot save (MISCONF), or it is a replica (READONLY).',
        { alert: redisRefusesWrites },
      ),
    ],
    [
      timeseries('Clients', redis.clients, 'Connections to Redis, the exporter included.'),
      timeseries(
        'Rejected connections',
        redis.connectionsRejected,
        'Connections that Redis refused between one point of the line and the next, for want of a free client slot.',
        { alert: redisRejectsConnections },
      ),
      states('Redis saves', redis.lastSaveWorked, 'Whether the last snapshot of Redis could be written.', {
        alert: redisNotSaving,
        says: ['failed', 'saved'],
      }),
    ],
  ),
  row('Exporter', [
    states(
      'Exporter collectors',
      postgres.collectorSuccess,
      'Whether each part of the PostgreSQL metrics could be collected.',
      { alert: exporterCollectorFailing },
    ),
  ]),
  // What is rarely asked: its panels ask for nothing until somebody opens the row.
  row('PostgreSQL in detail', { collapsed: true }, [
    timeseries(
      'Transactions',
      { committed: postgres.commitRate, 'rolled back': postgres.rollbackRate },
      'Transactions per second. Connection pools roll back all the time: only a change means something.',
    ),
    timeseries(
      'Locks by mode',
      postgres.lockCount.by('mode'),
      'Locks that are held or waited for; exclusive ones block others.',
    ),
    timeseries('Database size', postgres.size.by('datname'), 'Disk space by database.'),
  ]),
  row('Redis in detail', { collapsed: true }, [
    timeseries(
      'Keys evicted and expired',
      { evicted: redis.evictionRate, expired: redis.expirationRate },
      'Keys per second. Evictions mean that the memory limit is reached.',
    ),
    timeseries('Commands', redis.commandRate, 'Commands per second that Redis processes.'),
    timeseries('Slow log', redis.slowlogPeak, "Entries in Redis' slow log, capped by slowlog-max-len."),
  ]),
  row('Containers', { collapsed: true }, containerPanels),
  row('Cache', { collapsed: true }, [
    timeseries(
      'Hit ratios',
      {
        'application cache': application.cacheHitRatio,
        'Redis keyspace': redis.keyspaceHitRatio,
        'PostgreSQL buffers': postgres.bufferHitRatio,
      },
      'Share of reads that were answered from memory.',
      { bad: 'low' },
    ),
    timeseries(
      'Cache operations',
      application.cacheOperationRate.by('operation', 'status'),
      "Operations per second of PyBase's cache; set and delete count a success as hit.",
    ),
  ]),
)
