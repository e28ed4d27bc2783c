import type { Flow } from '../../data/day.ts'
import { deploy, inBackup, inIncident, versions } from '../../data/moments.ts'
import { counter, flow, gauge, histogram, kinds, type Rows } from '../../data/row.ts'

/** What each process asks of the database and of the cache, per second at the busiest time. */
interface Process {
  readonly queries: Readonly<Record<string, number>>
  readonly reads: number
  readonly pool: { readonly most: number; readonly used: number; readonly open: number }
}

const processes: Readonly<Record<string, Process>> = {
  'pybase-api': {
    queries: { select: 64, insert: 4.5, update: 6.5, delete: 0.6 },
    reads: 48,
    pool: { most: 30, used: 9, open: 20 },
  },
  'extraction-worker': {
    queries: { select: 2.4, insert: 3.2, update: 0.8, delete: 0.05 },
    reads: 2,
    pool: { most: 15, used: 2.5, open: 5 },
  },
  'search-worker': {
    queries: { select: 3.5, insert: 0.4, update: 0.9, delete: 0.1 },
    reads: 5,
    pool: { most: 15, used: 1.6, open: 5 },
  },
}
const small: Process = {
  queries: { select: 1, insert: 0.2, update: 0.2, delete: 0.02 },
  reads: 1,
  pool: { most: 15, used: 1, open: 5 },
}
const processOf = (job: string): Process => processes[job] ?? small

/** Seconds that half of the queries take at most. */
const medians: Readonly<Record<string, number>> = { select: 0.0035, insert: 0.0065, update: 0.008, delete: 0.007 }
/** A backup hurts those who write most. */
const slower: Readonly<Record<string, number>> = { select: 4, insert: 45, update: 50, delete: 12 }

const queries = (job: string, operation: string, peak: number): Flow =>
  flow(`queries ${job} ${operation}`, { peak, wave: 0.8, drift: 0.1 })

const edges = ['0.001', '0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1.0', '2.5', '5.0']

export const application: Readonly<Record<string, Rows>> = {
  db_query_duration_seconds: ({ job }) =>
    Object.entries(processOf(job).queries).map(([operation, peak]) =>
      histogram({ operation }, queries(job, operation, peak), {
        median: {
          peak: medians[operation] ?? 0.005,
          drift: 0.15,
          meanwhile: [...inBackup({ times: slower[operation] ?? 1 }), ...inIncident({ times: 1.6 })],
        },
        closeness: 1.9,
        edges,
      }),
    ),

  db_query_errors_total: ({ job }) =>
    Object.entries(processOf(job).queries).map(([operation, peak]) =>
      counter({ operation }, flow(`query errors ${job} ${operation}`, { peak: peak * 0.0004, wave: 0.6 })),
    ),

  db_pool_connections: ({ job }) => {
    const { used, open } = processOf(job).pool
    const inUse = { peak: used, wave: 0.7, drift: 0.2, noise: 0.2, meanwhile: inIncident({ times: 1.5 }) }
    const idle = { peak: open - used, drift: 0.15, noise: 0.1, meanwhile: inIncident({ times: 0.5 }) }
    const limits = { whole: true, least: 0 } as const
    return [gauge({ state: 'in_use' }, inUse, limits), gauge({ state: 'idle' }, idle, limits)]
  },

  db_pool_connections_max: ({ job }) => [gauge({}, { peak: processOf(job).pool.most })],

  db_pool_usage_ratio: ({ job }) => {
    const { used, most } = processOf(job).pool
    const fullest = {
      peak: (1.4 * used) / most,
      wave: 0.7,
      drift: 0.2,
      noise: 0.2,
      meanwhile: inIncident({ times: 1.5 }),
    }
    return [gauge({}, fullest, { least: 0, most: 1 })]
  },

  cache_operations_total: ({ job }) => {
    const { reads } = processOf(job)
    const busy = (operation: string, peak: number): Flow =>
      flow(`cache ${job} ${operation}`, { peak, wave: 0.8, drift: 0.12 })
    const share = (peak: number) => ({ peak, drift: 0.15, meanwhile: inIncident({ times: 1.3 }) })
    const of = (operation: string, peak: number, missed: number) =>
      kinds(busy(operation, peak), { operation, status: 'hit' }, [[{ operation, status: 'miss' }, share(missed)]])
    return [...of('get', reads, 0.11), ...of('set', reads * 0.13, 0.001), ...of('delete', reads * 0.05, 0.12)]
  },

  pybase_build_info: () => [
    { ...gauge({ version: versions.before }, { peak: 1 }), within: { from: 0, until: deploy } },
    { ...gauge({ version: versions.after }, { peak: 1 }), within: { from: deploy, until: Number.MAX_SAFE_INTEGER } },
  ],
}
