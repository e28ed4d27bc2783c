// What goes wrong with PostgreSQL.

import { at, counts, down, drill, every, grows, happens, loses, scales, slows, stands, turns } from '@pybase/monitoring'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as postgres from '../../queries/postgres.ts'
import * as redis from '../../queries/redis.ts'
import { databaseErrorRateHigh } from '../high-error-rate.ts'
import { postgresDown, targetDown } from '../liveness.ts'
import { exporterCollectorFailing } from '../monitoring.ts'
import { deadlocks, replicaBehind, transactionIdsRunOut, transactionOpen } from '../postgres.ts'
import { databasePoolNearLimit, postgresConnectionsNearLimit } from '../resource-exhaustion.ts'
import { databaseQuerySlow } from '../slow-tasks.ts'

const { queryErrors, queryDuration, poolConnections } = application
const ofApi = { job: 'pybase-api' } as const
const activity = postgres.activity.where({ state: 'active', application_name: 'pybase-api' })
const transaction = postgres.longestTransaction.where({ state: 'idle in transaction' })
const everyQueryFails = [
  counts(queryErrors.where({ ...ofApi, operation: 'select' }), '40/s'),
  turns(http.requests, '80%', { status: '500' }),
  turns(extraction.tasks, '100%', { status: 'failure' }),
]

export const postgresDies = drill('PostgreSQL dies, and with it nearly every request and task', {
  lasts: '1h',
  happens: [loses(jobs.postgres, [postgres.up]), stands(postgres.up, 0), ...everyQueryFails],
  noticed: { by: postgresDown, within: '3m' },
  pages: 1,
  tickets: 2,
})

export const postgresDiesBehindABadExporter = drill('PostgreSQL dies while its exporter answers one scrape in three', {
  lasts: '1h',
  happens: [
    loses(jobs.postgres, [postgres.up]),
    stands(postgres.up, 0),
    down(jobs.postgres, { every: '45s', for: '30s' }),
  ],
  noticed: { by: postgresDown, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const exporterDies = drill("PostgreSQL's exporter dies", {
  lasts: '1h',
  happens: [down(jobs.postgres)],
  noticed: { by: targetDown, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const queriesFail = drill('One query in twenty fails', {
  lasts: '1h',
  happens: [counts(queryErrors.where({ ...ofApi, operation: 'select' }), '4/s')],
  noticed: { by: databaseErrorRateHigh, within: '10m' },
  pages: 1,
  tickets: 0,
})

export const queriesAreSlow = drill('Updates take seconds', {
  lasts: '1h',
  happens: [slows(queryDuration.where({ operation: 'update' }), 300)],
  noticed: { by: databaseQuerySlow, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const connectionsRunOut = drill('Connections pile up in the server', {
  lasts: '1h',
  happens: [grows(activity, 90, { until: '20m' }), stands(activity, 90, { from: '20m' })],
  noticed: { by: postgresConnectionsNearLimit, within: '25m' },
  pages: 1,
  tickets: 0,
})

export const poolRunsOut = drill("The API's pool of connections is exhausted", {
  lasts: '1h',
  happens: [stands(poolConnections.where({ ...ofApi, state: 'in_use' }), 30)],
  noticed: { by: databasePoolNearLimit, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const collectorFails = drill('A collector of the exporter fails', {
  lasts: '1h',
  happens: [stands(postgres.collectorSuccess.where({ collector: 'locks' }), 0)],
  noticed: { by: exporterCollectorFailing, within: '15m' },
  pages: 0,
  tickets: 1,
})

// What only looks as if.

export const backup = drill('A nightly backup makes writes slow for four minutes', {
  at: '03:00',
  lasts: '1h',
  happens: [
    slows(queryDuration.where({ operation: ['insert', 'update'] }), 40, { until: '4m' }),
    grows(transaction, '4m', { until: '4m' }),
  ],
  quiet: true,
})

export const oneQueryFails = drill('One query fails at night', {
  at: '02:00',
  lasts: '1h',
  happens: [
    scales(queryDuration, 0.01),
    scales(queryErrors, 0),
    happens(queryErrors.where({ ...ofApi, operation: 'insert' }), at('10m')),
  ],
  quiet: true,
})

export const singleErrors = drill('A query fails every four minutes', {
  lasts: '2h',
  happens: [happens(queryErrors.where({ ...ofApi, operation: 'insert' }), every('4m'))],
  quiet: true,
})

export const poolIsBusy = drill('Most of the pool is in use', {
  lasts: '2h',
  happens: [stands(poolConnections.where({ ...ofApi, state: 'in_use' }), 25)],
  quiet: true,
})

export const failover = drill('PostgreSQL fails over: 50 seconds without it', {
  lasts: '1h',
  happens: [
    loses(jobs.postgres, [postgres.up], { until: '50s' }),
    stands(postgres.up, 0, { until: '50s' }),
    counts(queryErrors.where({ ...ofApi, operation: 'select' }), '20/s', { until: '50s' }),
    turns(http.requests, '50%', { status: '500' }, { until: '50s' }),
  ],
  quiet: true,
})

export const exporterMissesScrapes = drill("PostgreSQL's exporter misses a scrape now and then", {
  lasts: '2h',
  happens: [down(jobs.postgres, { every: '5m', for: '20s' })],
  quiet: true,
})

export const oneProcessRunsOut = drill("One of the API's four processes has its pool exhausted", {
  lasts: '1h',
  happens: [stands(application.fullestPool.where(ofApi), '100%')],
  noticed: { by: databasePoolNearLimit, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const replicaFallsBehind = drill('A replica is two hours behind', {
  lasts: '3h',
  happens: [stands(postgres.replicationLag, '2h')],
  noticed: { by: replicaBehind, within: '15m' },
  pages: 0,
  tickets: 1,
})

export const transactionStaysOpen = drill('A transaction has been open for a day', {
  lasts: '2h',
  happens: [stands(transaction, '24h')],
  noticed: { by: transactionOpen, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const deadlocksPileUp = drill('Transactions end in deadlocks, one a minute', {
  lasts: '2h',
  happens: [happens(postgres.deadlocks.where({ datname: 'pybase' }), every('1m'))],
  noticed: { by: deadlocks, within: '20m' },
  pages: 0,
  tickets: 1,
})

export const idsRunOut = drill('Nothing is frozen, and transaction ids run out', {
  lasts: '6h',
  happens: [stands(postgres.frozenAge.where({ datname: 'pybase' }), 1_200_000_000)],
  noticed: { by: transactionIdsRunOut, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const databaseOfTheHostDies = drill('PostgreSQL dies: the API fails, and queues grow', {
  lasts: '1h',
  happens: [
    loses(jobs.postgres, [postgres.up]),
    stands(postgres.up, 0),
    ...everyQueryFails,
    grows(redis.queue('extraction'), 300),
    grows(redis.queue('search'), 300),
  ],
  noticed: { by: postgresDown, within: '3m' },
  pages: 1,
  tickets: 2,
})

export const duplicateKeys = drill('A script inserts what is there already, and its pool is half in use', {
  lasts: '1h',
  happens: [
    counts(postgres.rollbacks.where({ datname: 'pybase' }), '5/s'),
    stands(poolConnections.where({ ...ofApi, state: 'in_use' }), 15),
  ],
  quiet: true,
})

export const oneDeadlock = drill('Two transactions end in a deadlock', {
  lasts: '1h',
  happens: [happens(postgres.deadlocks.where({ datname: 'pybase' }), at('5m', '20m'))],
  quiet: true,
})

export const longBackup = drill('A nightly backup reads for two hours', {
  at: '02:00',
  lasts: '3h',
  happens: [
    grows(postgres.longestTransaction.where({ state: 'active', application_name: 'pybase-worker' }), '2h', {
      until: '2h',
    }),
    scales(queryDuration, 0.2),
  ],
  quiet: true,
})

export const replicaCatchesUp = drill('A replica falls two minutes behind, and catches up', {
  lasts: '1h',
  happens: [grows(postgres.replicationLag, '2m', { until: '10m' })],
  quiet: true,
})
