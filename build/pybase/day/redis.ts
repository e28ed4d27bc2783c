import { inIncident } from '../../data/moments.ts'
import { counter, flow, gauge, type Rows } from '../../data/row.ts'
import type { PybaseStack } from '../settings.ts'

const whole = { whole: true, least: 0 } as const
const mebibyte = 2 ** 20

const counted =
  (what: string, peak: number): Rows =>
  () => [counter({}, flow(`redis ${what}`, { peak, wave: 0.75, drift: 0.1 }))]

export const redis = ({ database, queues }: PybaseStack['broker']): Readonly<Record<string, Rows>> => ({
  redis_key_size: () => {
    const queue = (key: string) => ({ db: `db${database}`, key })
    const filling = inIncident({ plus: 64, ramp: 28 * 60_000 })
    return [
      gauge(queue(queues.default), { peak: 0.9, wave: 0.6, drift: 0.6, noise: 1 }, whole),
      gauge(queue(queues.extraction), { peak: 1.8, wave: 0.8, drift: 0.7, noise: 0.8, meanwhile: filling }, whole),
      gauge(queue(queues.search), { peak: 2.2, wave: 0.7, drift: 0.8, noise: 1 }, whole),
    ]
  },
  redis_memory_used_bytes: () => [
    gauge(
      {},
      { peak: 452 * mebibyte, wave: 0.25, drift: 0.03, noise: 0.002, meanwhile: inIncident({ plus: 60 * mebibyte }) },
      whole,
    ),
  ],
  redis_memory_max_bytes: () => [gauge({}, { peak: 1024 * mebibyte })],
  redis_connected_clients: () => [gauge({}, { peak: 34, wave: 0.2, drift: 0.06, noise: 0.03 }, whole)],
  redis_evicted_keys_total: counted('evictions', 0),
  redis_expired_keys_total: counted('expirations', 1.4),
  redis_commands_processed_total: counted('commands', 240),
  redis_keyspace_hits_total: counted('hits', 52),
  redis_keyspace_misses_total: counted('misses', 6.1),
  redis_errors_total: () => [
    counter({ err: 'ERR' }, flow('redis errors', { peak: 0.001 })),
    counter({ err: 'NOSCRIPT' }, flow('redis scripts', { peak: 0.0002 })),
  ],
  redis_rdb_last_bgsave_status: () => [gauge({}, { peak: 1 })],
  redis_aof_last_write_status: () => [gauge({}, { peak: 1 })],
  redis_slowlog_length: () => [gauge({}, { peak: 3, drift: 0.4, meanwhile: inIncident({ plus: 5 }) }, whole)],
  redis_rejected_connections_total: counted('rejections', 0),
})
