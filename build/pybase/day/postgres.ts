import { inBackup, inIncident } from '../../data/moments.ts'
import { counter, flow, gauge, meter, type Rows } from '../../data/row.ts'

const whole = { whole: true, least: 0 } as const

/** Connections of one kind. */
const backend = (application_name: string, state: string, wait: readonly [type: string, event: string]) => ({
  datname: 'pybase',
  state,
  usename: 'pybase',
  application_name,
  backend_type: 'client backend',
  wait_event_type: wait[0],
  wait_event: wait[1],
})
const client = ['Client', 'ClientRead'] as const
const disk = ['IO', 'DataFileRead'] as const
const active = backend('pybase-api', 'active', disk)
const idle = backend('pybase-api', 'idle', client)
const inTransaction = backend('pybase-api', 'idle in transaction', client)
const workersActive = backend('pybase-worker', 'active', disk)
const workersIdle = backend('pybase-worker', 'idle', client)

const databases = { pybase: '16384', postgres: '5' } as const

/** Growth per second in each database; the one for administration has hardly any. */
const perDatabase =
  (what: string, peak: number, wave = 0.75): Rows =>
  () =>
    Object.entries(databases).map(([datname, datid]) =>
      counter(
        { datname, datid },
        flow(`${what} ${datname}`, { peak: datname === 'pybase' ? peak : peak / 2000, wave, drift: 0.1 }),
      ),
    )

/** Each statement with its calls per second and the seconds that one takes. */
const statements: readonly (readonly [query: string, calls: number, seconds: number])[] = [
  ['SELECT id, fields FROM records WHERE table_id = $1 ORDER BY position LIMIT $2 OFFSET $3', 21, 0.0042],
  ['SELECT id, name FROM tables WHERE base_id = $1', 12, 0.0011],
  ['UPDATE records SET fields = $1, updated_at = now() WHERE id = $2', 5.2, 0.0074],
  ['INSERT INTO records (id, table_id, fields) VALUES ($1, $2, $3)', 3.9, 0.0061],
  ['SELECT count(*) FROM records WHERE table_id = $1 AND fields @> $2', 0.9, 0.118],
  [
    'SELECT record_id, ts_rank(document, query) FROM search_index, to_tsquery($1) query WHERE document @@ query',
    1.4,
    0.063,
  ],
  ['INSERT INTO extraction_results (drawing_id, payload) VALUES ($1, $2)', 0.19, 0.046],
  ['DELETE FROM sessions WHERE expires_at < now()', 0.02, 0.21],
]

/** Of the database of PyBase. */
const locks: Readonly<Record<string, number>> = {
  accesssharelock: 14,
  rowsharelock: 1.2,
  rowexclusivelock: 6,
  shareupdateexclusivelock: 0.3,
  sharelock: 0,
  sharerowexclusivelock: 0,
  exclusivelock: 0.6,
  accessexclusivelock: 0,
  sireadlock: 0,
}

export const postgres: Readonly<Record<string, Rows>> = {
  pg_stat_activity_count: () => [
    gauge(active, { peak: 4.5, wave: 0.7, drift: 0.3, noise: 0.4, meanwhile: inIncident({ plus: 5 }) }, whole),
    gauge(idle, { peak: 15, drift: 0.1 }, whole),
    gauge(inTransaction, { peak: 1.6, wave: 0.6, noise: 0.7, meanwhile: inIncident({ plus: 4 }) }, whole),
    gauge(workersActive, { peak: 1.3, wave: 0.7, noise: 0.8 }, whole),
    gauge(workersIdle, { peak: 8, drift: 0.1 }, whole),
  ],
  pg_stat_activity_max_tx_duration: () => [
    gauge(active, { peak: 0.12, drift: 0.5, noise: 0.6, meanwhile: inBackup({ plus: 400, ramp: 400_000 }) }),
    gauge(idle, { peak: 0 }),
    gauge(inTransaction, { peak: 0.6, drift: 0.5, noise: 0.7, meanwhile: inIncident({ plus: 22 }) }),
    gauge(workersActive, { peak: 1.9, drift: 0.5, noise: 0.6, meanwhile: inIncident({ times: 9 }) }),
    gauge(workersIdle, { peak: 0 }),
  ],
  pg_settings_max_connections: () => [gauge({}, { peak: 100 })],
  pg_settings_superuser_reserved_connections: () => [gauge({}, { peak: 3 })],
  pg_settings_reserved_connections: () => [gauge({}, { peak: 0 })],

  pg_stat_database_xact_commit: perDatabase('commits', 62),
  pg_stat_database_xact_rollback: perDatabase('rollbacks', 1.8),
  pg_stat_database_blks_read: perDatabase('blocks read', 55, 0.6),
  pg_stat_database_blks_hit: perDatabase('blocks hit', 5400),
  pg_stat_database_deadlocks: perDatabase('deadlocks', 0.00003, 0),

  pg_database_size_bytes: () => [
    gauge({ datname: 'pybase' }, { peak: 18.4 * 2 ** 30, drift: 0.0008 }, whole),
    gauge({ datname: 'postgres' }, { peak: 7.6 * 2 ** 20 }, whole),
  ],
  pg_locks_count: () =>
    Object.entries(locks).flatMap(([mode, peak]) => [
      gauge({ datname: 'pybase', mode }, { peak, wave: 0.6, drift: 0.3, noise: 0.4 }, whole),
      gauge({ datname: 'postgres', mode }, { peak: mode === 'accesssharelock' ? 1 : 0 }, whole),
    ]),
  pg_database_wraparound_age_datfrozenxid_seconds: () => [
    gauge({ datname: 'pybase' }, { peak: 81_400_000, drift: 0.01 }, whole),
    gauge({ datname: 'postgres' }, { peak: 52_100_000, drift: 0.01 }, whole),
  ],
  pg_replication_lag_seconds: () => [gauge({}, { peak: 0 })],

  pg_stat_statements_calls_total: () =>
    statements.map(([, calls], at) =>
      counter(statement(at), flow(`statement ${at}`, { peak: calls, wave: 0.8, drift: 0.1 })),
    ),
  pg_stat_statements_seconds_total: () =>
    statements.map(([, calls, seconds], at) =>
      meter(statement(at), `statement time ${at}`, { peak: calls * seconds, wave: 0.8, drift: 0.15 }),
    ),
  pg_stat_statements_query_id: () =>
    statements.map(([query], at) => gauge({ queryid: statement(at).queryid, query }, { peak: 1 })),
}

/** PostgreSQL makes these from the parsed statement. */
const statement = (at: number) => ({ user: 'pybase', datname: 'pybase', queryid: String(4100532197 + at * 977301133) })
