import {
  answered,
  cacheHits,
  ended,
  percentile,
  poolConnectionsUsed,
  postgresConnectionsUsed,
  queryErrors,
  redisMemoryUsed,
  share,
  slowQueries,
  statementCalls,
  statementTime,
} from './terms.ts'

/**
 * Every bullet of the specification's dashboards and of its infrastructure metrics, and the queries that answer it: each is
 * shown by a panel of the dashboard, whatever that is called. `$window` is any window, since the specification names none.
 */
export const bullets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  overview: {
    'System health at a glance': [
      'count(up == 0) or vector(0)',
      'count(ALERTS{alertstate="firing",severity="critical"}) or vector(0)',
      'count(ALERTS{alertstate="firing",severity="warning"}) or vector(0)',
      'min by (instance, job) (up)',
    ],
    'Request rate and error rate': ['sum by (status) (rate(http_requests_total[$window]))', answered('5..', '$window')],
    'Active WebSocket connections': ['sum(websocket_connections_active)'],
    'Database and cache health': [
      postgresConnectionsUsed('instance'),
      percentile(0.95, 'db_query_duration_seconds', '$window', 'operation'),
      queryErrors('$window'),
      redisMemoryUsed,
      cacheHits('$window'),
    ],
    'Extraction task throughput': ['sum by (task_type) (rate(extraction_tasks_total[$window])) * 60'],
  },
  'api-performance': {
    'Request rate by endpoint': ['sum by (endpoint) (rate(http_requests_total[$window]))'],
    'Response time percentiles (p50, p95, p99)': [
      percentile(0.5, 'http_request_duration_seconds', '$window'),
      percentile(0.95, 'http_request_duration_seconds', '$window'),
      percentile(0.99, 'http_request_duration_seconds', '$window'),
    ],
    'Error rate breakdown': [
      answered('5..', '$window'),
      answered('4..', '$window'),
      answered('5..', '$window', 'by (endpoint)'),
      'sum by (endpoint, status) (rate(http_requests_total{status=~"5.."}[$window]))',
      'sum by (endpoint, status) (rate(http_requests_total{status=~"4.."}[$window]))',
    ],
    'Slowest endpoints': [percentile(0.95, 'http_request_duration_seconds', '$window', 'endpoint', 'method')],
    'Traffic patterns over time': [
      'sum(rate(http_requests_total[$window]))',
      'sum(rate(http_requests_total[$window] offset 1w))',
    ],
  },
  'celery-workers': {
    'Task throughput by type': ['sum by (task_type) (rate(extraction_tasks_total[$window])) * 60'],
    'Task duration percentiles': [
      percentile(0.5, 'extraction_duration_seconds', '$window'),
      percentile(0.95, 'extraction_duration_seconds', '$window'),
      percentile(0.99, 'extraction_duration_seconds', '$window'),
    ],
    'Task failure rates': [ended('failure', '$window', 'by (task_type)')],
    'Worker queue depth': ['sum by (key) (redis_key_size{key=~"celery|extraction|search"})'],
    'Task retry statistics': ['sum by (task_type) (rate(extraction_task_retries_total[$window])) * 60'],
  },
  'database-redis': {
    'PostgreSQL connection pool usage': [postgresConnectionsUsed('instance'), poolConnectionsUsed('job, instance')],
    'Query performance metrics': [
      'sum by (operation) (rate(db_query_duration_seconds_count[$window]))',
      percentile(0.95, 'db_query_duration_seconds', '$window', 'operation'),
    ],
    'Cache hit/miss ratios': [
      cacheHits('$window'),
      'sum by (operation, status) (rate(cache_operations_total[$window]))',
    ],
    'Redis memory usage': [redisMemoryUsed, 'sum(redis_memory_used_bytes)'],
    'Slow query log': [
      share(statementTime('$window'), statementCalls('$window')),
      `${slowQueries('$window')} * 60`,
      'max_over_time(redis_slowlog_length[$window])',
    ],
    'PostgreSQL: Connection counts, query performance, replication lag': [
      'sum by (state) (pg_stat_activity_count)',
      'max by (instance) (pg_replication_lag_seconds)',
    ],
    'Redis: Memory usage, hit rates, connection counts': [
      'sum(redis_memory_used_bytes)',
      share(
        'sum(rate(redis_keyspace_hits_total[$window]))',
        '(sum(rate(redis_keyspace_hits_total[$window])) + sum(rate(redis_keyspace_misses_total[$window])))',
      ),
      'redis_connected_clients',
    ],
    'Container Resources: CPU, memory, disk I/O (via cAdvisor)': [
      'sum by (name) (rate(container_cpu_usage_seconds_total[$window]))',
      'sum by (name) (container_memory_working_set_bytes)',
      'sum by (name) (rate(container_fs_reads_bytes_total[$window]))',
      'sum by (name) (rate(container_fs_writes_bytes_total[$window]))',
    ],
  },
}
