import { expect, test } from 'vitest'
import type { Values } from '../../build/language/labels.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as monitoring from '../../queries/monitoring.ts'
import * as node from '../../queries/node.ts'
import * as postgres from '../../queries/postgres.ts'
import * as redis from '../../queries/redis.ts'

/** What the specification says of a metric: a closed label lists its values, an open one says so. */
interface Specified {
  readonly type: AnyMetric['type']
  readonly jobs: readonly string[]
  readonly labels?: Readonly<Record<string, readonly string[] | 'open' | 'unbounded'>>
  /** In seconds. */
  readonly buckets?: readonly number[]
}

const api = ['pybase-api']
const worker = ['extraction-worker']
const every = ['pybase-api', 'extraction-worker', 'search-worker']

const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const task_type = ['pdf', 'dxf', 'ifc', 'step']
const operation = ['select', 'insert', 'update', 'delete']

/** Every metric that PyBase's own processes expose. */
const specified: Readonly<Record<string, Specified>> = {
  http_requests_total: { type: 'counter', jobs: api, labels: { method, endpoint: 'open', status: 'open' } },
  http_request_duration_seconds: {
    type: 'histogram',
    jobs: api,
    labels: { method, endpoint: 'open' },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10],
  },
  websocket_connections_active: { type: 'gauge', jobs: api },
  extraction_tasks_total: { type: 'counter', jobs: worker, labels: { task_type, status: ['success', 'failure'] } },
  extraction_duration_seconds: {
    type: 'histogram',
    jobs: worker,
    labels: { task_type },
    buckets: [1, 5, 10, 30, 60, 120, 300, 600],
  },
  extraction_tasks_in_progress: { type: 'gauge', jobs: worker, labels: { task_type } },
  extraction_task_retries_total: { type: 'counter', jobs: worker, labels: { task_type } },
  db_query_duration_seconds: {
    type: 'histogram',
    jobs: every,
    labels: { operation },
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  },
  db_query_errors_total: { type: 'counter', jobs: every, labels: { operation } },
  db_pool_connections: { type: 'gauge', jobs: every, labels: { state: ['in_use', 'idle'] } },
  db_pool_connections_max: { type: 'gauge', jobs: every },
  cache_operations_total: {
    type: 'counter',
    jobs: every,
    labels: { operation: ['get', 'set', 'delete'], status: ['hit', 'miss'] },
  },
  pybase_build_info: { type: 'info', jobs: every, labels: { version: 'unbounded' } },
  pybase_start_time_seconds: { type: 'timestamp', jobs: every },
}

/** What the alerts need of the exporters. */
const needed: Readonly<Record<string, Specified>> = {
  pg_up: { type: 'gauge', jobs: ['postgres'] },
  pg_scrape_collector_success: { type: 'gauge', jobs: ['postgres'], labels: { collector: 'open' } },
  pg_settings_max_connections: { type: 'gauge', jobs: ['postgres'] },
  pg_settings_superuser_reserved_connections: { type: 'gauge', jobs: ['postgres'] },
  pg_settings_reserved_connections: { type: 'gauge', jobs: ['postgres'] },
  redis_up: { type: 'gauge', jobs: ['redis'] },
  redis_key_size: { type: 'gauge', jobs: ['redis'], labels: { db: ['db0'], key: ['celery', 'extraction', 'search'] } },
  redis_memory_used_bytes: { type: 'gauge', jobs: ['redis'] },
  redis_memory_max_bytes: { type: 'gauge', jobs: ['redis'] },
  prometheus_rule_evaluation_failures_total: { type: 'counter', jobs: ['prometheus'], labels: { rule_group: 'open' } },
  prometheus_notifications_errors_total: { type: 'counter', jobs: ['prometheus'], labels: { alertmanager: 'open' } },
  prometheus_config_last_reload_successful: { type: 'gauge', jobs: ['prometheus'] },
  alertmanager_config_last_reload_successful: { type: 'gauge', jobs: ['alertmanager'] },
}

const isMetric = (value: unknown): value is AnyMetric =>
  typeof value === 'object' && value !== null && 'declared' in value && 'facts' in value

const catalog = new Map(
  [application, extraction, http, monitoring, node, postgres, redis]
    .flatMap((file) => Object.values<unknown>({ ...file }))
    .filter(isMetric)
    .map((metric) => [metric.name, metric]),
)

const valuesOf = (values: Values) => ('extent' in values ? values.extent : values)

const declaredOf = ({ type, jobs, declared, edges }: AnyMetric): Specified => {
  const { job, instance, ...labels } = Object.fromEntries(
    Object.entries(declared).map(([label, values]) => [label, valuesOf(values)]),
  )
  expect({ job, instance }).toEqual({ job: jobs, instance: 'open' })
  return { type, jobs, labels, ...(edges === undefined ? {} : { buckets: edges }) }
}

test.each(Object.entries({ ...specified, ...needed }))('%s is declared as specified', (name, expected) => {
  const metric = catalog.get(name)
  expect(metric && declaredOf(metric)).toEqual({ labels: {}, ...expected })
})

test('PyBase exposes no other metric', () => {
  const ours = [...catalog.values()].filter(({ jobs }) => jobs.some((job) => every.includes(job)))
  expect(ours.map(({ name }) => name).sort()).toEqual(Object.keys(specified).sort())
})

test('every metric says what it measures', () => {
  const mute = [...catalog.values()].filter(({ facts }) => facts.help.trim() === '')
  expect(mute.map(({ name }) => name)).toEqual([])
})

test('durations, times and sizes have their unit', () => {
  const units = (...names: string[]) => names.map((name) => catalog.get(name)?.unit)
  expect(units('http_request_duration_seconds', 'extraction_duration_seconds', 'db_query_duration_seconds')).toEqual(
    Array(3).fill('seconds'),
  )
  expect(units('redis_memory_used_bytes', 'node_filesystem_avail_bytes')).toEqual(['bytes', 'bytes'])
  expect(units('pg_up', 'redis_up', 'up')).toEqual(['state', 'state', 'state'])
})
