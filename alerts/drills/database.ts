// What goes wrong with PostgreSQL.

import { at, counts, down, drill, every, grows, happens, loses, scales, slows, stands, turns } from '@pybase/monitoring'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as postgres from '../../queries/postgres.ts'
import { databaseErrorRateHigh } from '../high-error-rate.ts'
import { postgresDown, targetDown } from '../liveness.ts'
import { exporterCollectorFailing } from '../monitoring.ts'
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
  pages: 2,
  tickets: 2,
  notYet: 'Nothing inhibits across components.',
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
  notYet: 'The percentile of five minutes outlives what was slow by as long.',
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
  notYet: 'What failed in fifty seconds outlives them in shares of five minutes, and in the budget of an hour.',
})

export const exporterMissesScrapes = drill("PostgreSQL's exporter misses a scrape now and then", {
  lasts: '2h',
  happens: [down(jobs.postgres, { every: '5m', for: '20s' })],
  quiet: true,
})
