import {
  cacheHits,
  percentile,
  poolConnectionsUsed,
  postgresConnectionsUsed,
  queryErrors,
  redisMemoryUsed,
  share,
  slowQueries,
  statementCalls,
  statementTime,
} from '../terms.ts'
import { containerPanels } from './container-panels.ts'
import type { SpecifiedDashboard } from './panel.ts'

/** The databases of users: neither the templates nor that of maintenance. */
const ofUsers = 'datname!~"template0|template1|postgres"'

/** Hits per second over hits and misses per second. */
const hitRatio = (hits: string, misses: string) =>
  share(
    `sum(rate(${hits}[$__rate_interval]))`,
    `(sum(rate(${hits}[$__rate_interval])) + sum(rate(${misses}[$__rate_interval])))`,
  )

const postgres = { says: 'PostgreSQL: Connection counts, query performance, replication lag' }
const pool = { says: 'PostgreSQL connection pool usage' }
const performance = { says: 'Query performance metrics' }
const slow = { says: 'Slow query log' }
const redisMemory = { says: 'Redis memory usage' }

export const databaseRedis: SpecifiedDashboard = {
  uid: 'pybase-database-redis',
  panels: {
    'postgresql-reachable': {
      meant: 'whether the exporter can connect to PostgreSQL',
      as: 'state-timeline',
      shows: 'pg_up',
    },
    'redis-reachable': { meant: 'whether the exporter can connect to Redis', as: 'state-timeline', shows: 'redis_up' },
    'postgresql-connections-used': { ...pool, as: 'gauge', shows: postgresConnectionsUsed('instance') },
    'redis-memory-used': {
      ...redisMemory,
      as: 'gauge',
      shows: redisMemoryUsed,
    },

    'connections-by-state': {
      ...postgres,
      as: 'timeseries',
      shows: 'sum by (state) (pg_stat_activity_count)',
    },
    'connections-against-capacity': { ...pool, as: 'timeseries', shows: postgresConnectionsUsed('instance') },
    'connection-pool-usage': {
      ...pool,
      as: 'timeseries',
      shows: poolConnectionsUsed('job, instance'),
    },

    'query-rate-by-operation': {
      ...performance,
      as: 'timeseries',
      shows: 'sum by (operation) (rate(db_query_duration_seconds_count[$__rate_interval]))',
    },
    'p95-query-time-by-operation': {
      ...performance,
      as: 'timeseries',
      shows: percentile(0.95, 'db_query_duration_seconds', '5m', 'operation'),
    },
    'query-error-ratio': {
      ...performance,
      as: 'timeseries',
      shows: {
        'all operations': queryErrors('5m'),
        only: queryErrors('5m', 'by (operation)'),
      },
    },
    'slow-queries': {
      ...slow,
      as: 'timeseries',
      shows: `${slowQueries('$__rate_interval')} * 60`,
    },
    'query-time-distribution': {
      ...performance,
      as: 'heatmap',
      shows: 'sum by (le) (increase(db_query_duration_seconds_bucket[$__rate_interval]))',
    },
    'oldest-transaction': {
      meant: 'age of the oldest open transaction, by database and state',
      as: 'timeseries',
      shows: 'max by (datname, state) (pg_stat_activity_max_tx_duration)',
    },
    'slowest-statements': {
      ...slow,
      as: 'table',
      shows: {
        'Mean time': share(statementTime('1h'), statementCalls('1h')),
        Calls: statementCalls('1h'),
        'Total time': statementTime('1h'),
      },
    },

    transactions: {
      meant: 'transactions per second, committed and rolled back',
      as: 'timeseries',
      shows: {
        committed: `sum(rate(pg_stat_database_xact_commit{${ofUsers}}[$__rate_interval]))`,
        'rolled back': `sum(rate(pg_stat_database_xact_rollback{${ofUsers}}[$__rate_interval]))`,
      },
    },
    'locks-by-mode': {
      meant: 'locks that are held or waited for, by mode',
      as: 'timeseries',
      shows: `sum by (mode) (pg_locks_count{${ofUsers}})`,
    },
    deadlocks: {
      meant: 'deadlocks that PostgreSQL broke, by database',
      as: 'timeseries',
      shows: `sum by (datname) (increase(pg_stat_database_deadlocks{${ofUsers}}[$__rate_interval]))`,
    },
    'replication-lag': {
      ...postgres,
      as: 'timeseries',
      shows: 'max by (instance) (pg_replication_lag_seconds)',
    },
    'transaction-ids': {
      ...postgres,
      as: 'timeseries',
      shows: 'max by (instance, datname) (pg_database_wraparound_age_datfrozenxid_seconds)',
    },
    'database-size': {
      meant: 'disk space by database',
      as: 'timeseries',
      shows: `sum by (datname) (pg_database_size_bytes{${ofUsers}})`,
    },
    'exporter-collectors': {
      meant: 'whether each part of the PostgreSQL metrics could be collected',
      as: 'state-timeline',
      shows: 'pg_scrape_collector_success',
    },

    'hit-ratios': {
      says: 'Cache hit/miss ratios',
      as: 'timeseries',
      shows: {
        'application cache': cacheHits('$__rate_interval'),
        'Redis keyspace': hitRatio('redis_keyspace_hits_total', 'redis_keyspace_misses_total'),
        'PostgreSQL buffers': hitRatio(
          `pg_stat_database_blks_hit{${ofUsers}}`,
          `pg_stat_database_blks_read{${ofUsers}}`,
        ),
      },
    },
    'cache-operations': {
      says: 'Cache hit/miss ratios',
      as: 'timeseries',
      shows: 'sum by (operation, status) (rate(cache_operations_total[$__rate_interval]))',
    },

    'redis-memory': {
      ...redisMemory,
      as: 'timeseries',
      shows: { used: 'sum(redis_memory_used_bytes)', limit: 'sum(redis_memory_max_bytes > 0)' },
    },
    'writes-that-redis-refused': {
      meant: 'what Redis refuses, drops and cannot save',
      as: 'timeseries',
      shows: 'sum(increase(redis_errors_total{err=~"OOM|MISCONF|READONLY"}[$__rate_interval])) or vector(0)',
    },
    'keys-that-redis-evicted': {
      meant: 'what Redis refuses, drops and cannot save',
      as: 'timeseries',
      shows: 'sum by (instance) (increase(redis_evicted_keys_total[$__rate_interval]))',
    },
    'redis-saves': {
      meant: 'what Redis refuses, drops and cannot save',
      as: 'state-timeline',
      shows: 'redis_rdb_last_bgsave_status',
    },
    'keys-evicted-and-expired': {
      meant: 'keys per second that Redis evicts and expires',
      as: 'timeseries',
      shows: {
        evicted: 'sum(rate(redis_evicted_keys_total[$__rate_interval]))',
        expired: 'sum(rate(redis_expired_keys_total[$__rate_interval]))',
      },
    },
    commands: {
      meant: 'commands per second that Redis processes',
      as: 'timeseries',
      shows: 'sum(rate(redis_commands_processed_total[$__rate_interval]))',
    },
    clients: {
      says: 'Redis: Memory usage, hit rates, connection counts',
      as: 'timeseries',
      shows: 'redis_connected_clients',
    },
    'rejected-connections': {
      meant: 'connections that Redis refused',
      as: 'timeseries',
      shows: 'sum(increase(redis_rejected_connections_total[$__rate_interval]))',
    },
    'slow-log': { ...slow, as: 'timeseries', shows: 'max_over_time(redis_slowlog_length[$__rate_interval])' },
    ...containerPanels,
  },
}
