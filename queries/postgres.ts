// What postgres_exporter exposes about the PostgreSQL server.

import {
  avgOverTime,
  changes,
  constant,
  exposedBy,
  increase,
  max,
  maxOverTime,
  mayBeEmpty,
  mean,
  minOverTime,
  not,
  open,
  rate,
  ratio,
  sum,
  unbounded,
} from '@pybase/monitoring'
import stack from '../stack.ts'
import * as jobs from './jobs.ts'

const postgres = exposedBy(jobs.postgres)

const datname = open
const serverUntil = (version: string) => ({ server: { until: version } })

export const up = postgres.state('pg_up', {
  help: 'Whether the last scrape of metrics from PostgreSQL was able to connect to the server (1 for yes, 0 for no).',
})

export const collectorSuccess = postgres.state('pg_scrape_collector_success', {
  help: 'postgres_exporter: Whether a collector succeeded.',
  labels: { collector: open },
})

/** Empty where no connection is in a state, and what a client does not call itself. */
const openOrEmpty = mayBeEmpty(open)
const backend = {
  datname,
  state: [
    'active',
    'idle',
    'idle in transaction',
    'idle in transaction (aborted)',
    'fastpath function call',
    'disabled',
  ],
  usename: openOrEmpty,
  application_name: openOrEmpty,
  backend_type: openOrEmpty,
  wait_event_type: openOrEmpty,
  wait_event: openOrEmpty,
} as const
const backendVersions = {
  ...serverUntil('0.20.0'),
  usename: { since: '0.12.0' },
  application_name: { since: '0.12.0' },
  backend_type: { since: '0.17.0' },
  wait_event_type: { since: '0.17.0' },
  wait_event: { since: '0.17.0' },
} as const

export const activity = postgres.misnamedGauge('pg_stat_activity_count', {
  help: 'number of connections in this state',
  unit: 'count',
  labels: backend,
  labelVersions: backendVersions,
})

export const longestTransaction = postgres.misnamedGauge('pg_stat_activity_max_tx_duration', {
  help: 'max duration in seconds any active transaction has been running',
  unit: 'seconds',
  labels: backend,
  labelVersions: backendVersions,
})

export const maxConnections = postgres.gauge('pg_settings_max_connections', {
  help: 'Server Parameter: max_connections',
  labelVersions: serverUntil('0.20.0'),
})

export const superuserReserved = postgres.gauge('pg_settings_superuser_reserved_connections', {
  help: 'Server Parameter: superuser_reserved_connections',
  labelVersions: serverUntil('0.20.0'),
})

export const reserved = postgres.gauge('pg_settings_reserved_connections', {
  help: 'Server Parameter: reserved_connections',
  optional: 'PostgreSQL knows this setting from version 16 on.',
  labelVersions: serverUntil('0.20.0'),
})

/** What no database has for itself, such as shared catalogs, has the id 0 and no name. */
const perDatabase = { datid: open, datname: openOrEmpty } as const

export const commits = postgres.misnamedCounter('pg_stat_database_xact_commit', {
  help: 'Number of transactions in this database that have been committed',
  unit: 'count',
  labels: perDatabase,
  labelVersions: serverUntil('0.13.0'),
})

export const rollbacks = postgres.misnamedCounter('pg_stat_database_xact_rollback', {
  help: 'Number of transactions in this database that have been rolled back',
  unit: 'count',
  labels: perDatabase,
  labelVersions: serverUntil('0.13.0'),
})

export const blocksRead = postgres.misnamedCounter('pg_stat_database_blks_read', {
  help: 'Number of disk blocks read in this database',
  unit: 'count',
  labels: perDatabase,
  labelVersions: serverUntil('0.13.0'),
})

export const blocksHit = postgres.misnamedCounter('pg_stat_database_blks_hit', {
  help: "Number of times disk blocks were found already in the buffer cache, so that a read was not necessary (this only includes hits in the PostgreSQL buffer cache, not the operating system's file system cache)",
  unit: 'count',
  labels: perDatabase,
  labelVersions: serverUntil('0.13.0'),
})

export const deadlocks = postgres.misnamedCounter('pg_stat_database_deadlocks', {
  help: 'Number of deadlocks detected in this database',
  unit: 'count',
  labels: perDatabase,
  labelVersions: serverUntil('0.13.0'),
})

export const databaseSize = postgres.gauge('pg_database_size_bytes', {
  help: 'Disk space used by the database',
  labels: { datname },
  labelVersions: serverUntil('0.12.0'),
})

export const locks = postgres.misnamedGauge('pg_locks_count', {
  help: 'Number of locks',
  unit: 'count',
  labels: {
    datname,
    mode: [
      'accesssharelock',
      'rowsharelock',
      'rowexclusivelock',
      'shareupdateexclusivelock',
      'sharelock',
      'sharerowexclusivelock',
      'exclusivelock',
      'accessexclusivelock',
      'sireadlock',
    ],
  },
  labelVersions: serverUntil('0.12.0'),
})

export const frozenAge = postgres.misnamedGauge('pg_database_wraparound_age_datfrozenxid_seconds', {
  help: 'Age of the oldest transaction ID that has not been frozen.',
  unit: 'count',
  labels: { datname },
  since: '0.14.0',
  needs: '--collector.database_wraparound',
})

export const replicationLag = postgres.gauge('pg_replication_lag_seconds', {
  help: 'Replication lag behind master in seconds',
  since: '0.14.0',
})

const statement = { user: open, datname, queryid: unbounded } as const
const needs = '--collector.stat_statements'

export const statementCalls = postgres.counter('pg_stat_statements_calls_total', {
  help: 'Number of times executed',
  labels: statement,
  since: '0.13.0',
  needs,
})

export const statementTime = postgres.counter('pg_stat_statements_seconds_total', {
  help: 'Total time spent in the statement, in seconds',
  labels: statement,
  since: '0.13.0',
  needs,
})

export const statementText = postgres.misnamedInfo('pg_stat_statements_query_id', {
  help: 'SQL Query to queryid mapping',
  labels: { queryid: unbounded, query: unbounded },
  exposedAs: 'counter',
  since: '0.18.0',
  needs: '--collector.stat_statements.include_query',
})

export const lastlyUp = maxOverTime(up)
export const lastlyAway = minOverTime(up)
/** Which share of the scrapes it was reached, and how often that changed. */
export const reached = avgOverTime(up)
export const reachedChanges = changes(up)
export const connections = sum(activity)
/** What ordinary roles can use: they are refused before `max_connections` is reached. */
export const usableConnections = max(maxConnections)
  .minus(max(superuserReserved))
  .minus(max(reserved).or(constant(0, max(maxConnections))))
export const connectionUsage = ratio(connections, usableConnections)

const ofUsers = { datname: not('template0', 'template1', 'postgres') } as const
export const commitRate = sum(rate(commits.where(ofUsers)))
export const rollbackRate = sum(rate(rollbacks.where(ofUsers)))
export const bufferHitRatio = ratio(
  sum(rate(blocksHit.where(ofUsers))),
  sum(rate(blocksHit.where(ofUsers))).plus(sum(rate(blocksRead.where(ofUsers)))),
)
export const deadlockCount = sum(increase(deadlocks.where(ofUsers)))
export const size = sum(databaseSize.where(ofUsers))
export const lockCount = sum(locks.where(ofUsers))
export const oldestTransaction = max(longestTransaction)
export const oldestIdleTransaction = max(
  longestTransaction.where({ state: ['idle in transaction', 'idle in transaction (aborted)'] }),
)
export const oldestActiveTransaction = max(longestTransaction.where({ state: 'active' }))
/** How many transactions ago the oldest row was written that is not frozen: near 2 billion PostgreSQL refuses to write. */
export const unfrozen = max(frozenAge)
export const lag = max(replicationLag)

export const statementCallCount = sum(increase(statementCalls))
export const statementTotalTime = sum(increase(statementTime))
export const statementMeanTime = mean(statementTotalTime, statementCallCount)

const { statementTexts } = stack.compose.postgres
const statementsById = {
  'Mean time': statementMeanTime.by('instance', 'queryid').over('1h'),
  Calls: statementCallCount.by('instance', 'queryid').over('1h'),
  'Total time': statementTotalTime.by('instance', 'queryid').over('1h'),
}
const statementsByText = {
  'Mean time': statementsById['Mean time'].with(statementText, 'query'),
  Calls: statementsById.Calls.with(statementText, 'query'),
  'Total time': statementsById['Total time'].with(statementText, 'query'),
}

/** The figures of each statement, with its text where texts may be labels: a table shows one column more, of the same figures. */
export const slowestStatements = statementTexts
  ? (statementsByText as unknown as typeof statementsById)
  : statementsById
export const aboutStatements = statementTexts
  ? 'PostgreSQL removes the constants of queries, and not what comments and utility statements say.'
  : 'They are told by their ids: SELECT query FROM pg_stat_statements WHERE queryid = … says the text.'
