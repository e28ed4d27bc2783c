import type { MetricType } from '../../build/language/metric.ts'
import type { Source } from './source.ts'

/** What a metric has to be. */
interface SpecifiedMetric extends Source {
  readonly type: MetricType
  readonly jobs: readonly string[]
  /** A closed label lists its values, an open one says so. */
  readonly labels?: Readonly<Record<string, readonly string[] | 'open' | 'unbounded'>>
  /** In seconds. */
  readonly buckets?: readonly number[]
  readonly unit?: string
}

const api = ['pybase-api']
const worker = ['extraction-worker']
const every = ['pybase-api', 'extraction-worker', 'search-worker']

const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const task_type = ['pdf', 'dxf', 'ifc', 'step']
const operation = ['select', 'insert', 'update', 'delete']

/** Every metric that PyBase's own processes expose. */
export const specified: Readonly<Record<string, SpecifiedMetric>> = {
  http_requests_total: {
    says: 'Total HTTP requests count - Labels: method, endpoint, status',
    type: 'counter',
    jobs: api,
    labels: { method, endpoint: 'open', status: 'open' },
  },
  http_request_duration_seconds: {
    says: 'API request latency histogram - Labels: method, endpoint - Buckets: 5ms, 10ms, 25ms, 50ms, 75ms, 100ms, 250ms, 500ms, 1s, 2.5s, 5s, 7.5s, 10s',
    type: 'histogram',
    jobs: api,
    labels: { method, endpoint: 'open' },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10],
    unit: 'seconds',
  },
  http_scrapes_total: {
    decided: 'count the scrapes of the API by result: who asks too often, or without the token, leaves a trace',
    type: 'counter',
    jobs: api,
    labels: { result: ['merged', 'shared', 'refused', 'failed'] },
  },
  websocket_connections_active: { says: 'Active WebSocket connections gauge', type: 'gauge', jobs: api },
  extraction_tasks_total: {
    says: 'Total extraction tasks count - Labels: task_type (pdf, dxf, ifc, step), status (success, failure)',
    type: 'counter',
    jobs: worker,
    labels: { task_type, status: ['success', 'failure'] },
  },
  extraction_duration_seconds: {
    says: 'Extraction task duration histogram - Labels: task_type - Buckets: 1s, 5s, 10s, 30s, 1m, 2m, 5m, 10m',
    type: 'histogram',
    jobs: worker,
    labels: { task_type },
    buckets: [1, 5, 10, 30, 60, 120, 300, 600],
    unit: 'seconds',
  },
  extraction_tasks_in_progress: {
    decided: 'add extraction_tasks_in_progress{task_type}, a gauge',
    type: 'gauge',
    jobs: worker,
    labels: { task_type },
  },
  extraction_task_retries_total: {
    decided: 'add extraction_task_retries_total{task_type}',
    type: 'counter',
    jobs: worker,
    labels: { task_type },
  },
  db_query_duration_seconds: {
    says: 'Database query duration histogram - Labels: operation (select, insert, update, delete) - Buckets: 1ms, 5ms, 10ms, 25ms, 50ms, 100ms, 250ms, 500ms, 1s, 2.5s, 5s',
    type: 'histogram',
    jobs: every,
    labels: { operation },
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    unit: 'seconds',
  },
  db_query_errors_total: {
    decided: 'add db_query_errors_total{operation}',
    type: 'counter',
    jobs: every,
    labels: { operation },
  },
  db_pool_connections: {
    decided: 'add db_pool_connections{state} (in_use, idle)',
    type: 'gauge',
    jobs: every,
    labels: { state: ['in_use', 'idle'] },
  },
  db_pool_connections_max: { decided: 'add db_pool_connections_max', type: 'gauge', jobs: every },
  db_pool_usage_ratio: {
    decided: 'the worst process counts: the gauge exposes the maximum',
    type: 'gauge',
    jobs: every,
    unit: 'ratio',
  },
  extraction_oldest_task_start_time_seconds: {
    decided: 'instrumentation exposes when the oldest running task of each type started',
    type: 'timestamp',
    jobs: worker,
    labels: { task_type },
    unit: 'seconds',
  },
  cache_operations_total: {
    says: 'Cache operation counter - Labels: operation (get, set, delete), status (hit, miss)',
    type: 'counter',
    jobs: every,
    labels: { operation: ['get', 'set', 'delete'], status: ['hit', 'miss'] },
  },
  pybase_build_info: {
    decided: 'add pybase_build_info{version}',
    type: 'info',
    jobs: every,
    labels: { version: 'unbounded' },
  },
  pybase_start_time_seconds: {
    decided: 'add pybase_start_time_seconds',
    type: 'timestamp',
    jobs: every,
    unit: 'seconds',
  },
}

const reached = { decided: 'the exporter cannot reach its server' }
const capacity = { decided: 'usable capacity = max − superuser-reserved − reserved' }
const reload = { decided: 'last reload failed' }
const limit = { decided: 'used over limit' }
const disk = { decided: 'available over size, real filesystems only, per instance, device, mountpoint' }
const filesystem = { device: 'open', mountpoint: 'open', fstype: 'open', device_error: 'open' } as const
const counters = { decided: "Prometheus' own counters grow, per rule group, alertmanager" }

/** What the alerts need of the exporters. */
export const needed: Readonly<Record<string, SpecifiedMetric>> = {
  pg_up: { ...reached, type: 'gauge', jobs: ['postgres'], unit: 'state' },
  pg_scrape_collector_success: {
    decided: 'pg_scrape_collector_success == 0, per collector',
    type: 'gauge',
    jobs: ['postgres'],
    labels: { collector: 'open' },
  },
  pg_settings_max_connections: { ...capacity, type: 'gauge', jobs: ['postgres'] },
  pg_settings_superuser_reserved_connections: { ...capacity, type: 'gauge', jobs: ['postgres'] },
  pg_settings_reserved_connections: { ...capacity, type: 'gauge', jobs: ['postgres'] },
  redis_up: { ...reached, type: 'gauge', jobs: ['redis'], unit: 'state' },
  redis_key_size: {
    decided: 'redis_key_size{db,key}, queue names: celery, extraction, search',
    type: 'gauge',
    jobs: ['redis'],
    labels: { db: ['db0'], key: ['celery', 'extraction', 'search'] },
  },
  redis_memory_used_bytes: { ...limit, type: 'gauge', jobs: ['redis'], unit: 'bytes' },
  redis_memory_max_bytes: { ...limit, type: 'gauge', jobs: ['redis'], unit: 'bytes' },
  node_filesystem_avail_bytes: { ...disk, type: 'gauge', jobs: ['node'], labels: filesystem, unit: 'bytes' },
  node_filesystem_size_bytes: { ...disk, type: 'gauge', jobs: ['node'], labels: filesystem, unit: 'bytes' },
  prometheus_rule_evaluation_failures_total: {
    ...counters,
    type: 'counter',
    jobs: ['prometheus'],
    labels: { rule_group: 'open' },
  },
  prometheus_notifications_errors_total: {
    ...counters,
    type: 'counter',
    jobs: ['prometheus'],
    labels: { alertmanager: 'open' },
  },
  prometheus_config_last_reload_successful: { ...reload, type: 'gauge', jobs: ['prometheus'] },
  alertmanager_config_last_reload_successful: { ...reload, type: 'gauge', jobs: ['alertmanager'] },
}
