import { asSuperuser } from '../stack/postgres.ts'
import type { Fault } from './fault.ts'
import { holds, paused, type World, watchdogGoesOn } from './world.ts'

/** What goes wrong with PostgreSQL and its exporter. */
export const databaseFaults = (world: World) => {
  const { application, stack, writerCollector: collector } = world
  const instance = stack.addresses.postgres
  const inPyBase = (sql: string) => asSuperuser(stack, '\\connect pybase', sql)

  const exporterPaused: Fault = {
    name: 'An exporter stops answering',
    done: 'SIGSTOP to postgres_exporter',
    ...paused(world, 'postgres_exporter'),
    tells: [{ alert: 'PyBaseTargetDown', labels: { job: 'postgres' } }],
    keeps: [
      { what: 'the other exporters stay visible', isSo: holds(world, 'min(up{job=~"redis|node"}) == 1') },
      watchdogGoesOn(world),
    ],
  }

  const slow: Fault = {
    name: 'Queries are slow',
    done: 'pg_sleep(0.7) in a part of the statements',
    start: () => application.turn({ slow_query: 0.7 }),
    lift: () => application.turn({ slow_query: undefined }),
    tells: [{ alert: 'PyBaseDatabaseQuerySlow', labels: { operation: 'select' } }],
  }

  const failing: Fault = {
    name: 'Queries fail',
    done: 'a part of the statements divides by zero',
    start: () => application.turn({ failing_query: true }),
    lift: () => application.turn({ failing_query: undefined }),
    tells: [{ alert: 'PyBaseDatabaseErrorRateHigh' }],
  }

  const crowded: Fault = {
    name: 'PostgreSQL runs out of connections',
    done: 'idle sessions take the connections, up to 55 of 57',
    start: () => application.turn({ sessions: 55 }),
    lift: () => application.turn({ sessions: undefined }),
    tells: [{ alert: 'PyBasePostgresConnectionsNearLimit', labels: { job: 'postgres', instance } }],
  }

  const unreadable: Fault = {
    name: 'The exporter may not read all statistics',
    done: 'its role may not read pg_stat_bgwriter any more',
    start: async () => void (await inPyBase('REVOKE SELECT ON pg_stat_bgwriter FROM PUBLIC')),
    lift: async () => void (await inPyBase('GRANT SELECT ON pg_stat_bgwriter TO PUBLIC')),
    tells: [{ alert: 'PyBaseExporterCollectorFailing', labels: { job: 'postgres', instance, collector } }],
  }

  return { exporterPaused, slow, failing, crowded, unreadable }
}
