import {
  answered,
  cacheHits,
  ended,
  percentile,
  postgresConnectionsUsed,
  queryErrors,
  redisMemoryUsed,
} from '../terms.ts'
import type { SpecifiedDashboard } from './panel.ts'

const health = { says: 'System health at a glance' }
const traffic = { says: 'Request rate and error rate' }
const databaseAndCache = { says: 'Database and cache health' }
const throughput = { says: 'Extraction task throughput' }

export const overview: SpecifiedDashboard = {
  uid: 'pybase-overview',
  panels: {
    'targets-down': { ...health, as: 'stat', shows: 'count(up == 0) or vector(0)' },
    'critical-alerts': {
      ...health,
      as: 'stat',
      shows: 'count(ALERTS{alertstate="firing",severity="critical"}) or vector(0)',
    },
    warnings: { ...health, as: 'stat', shows: 'count(ALERTS{alertstate="firing",severity="warning"}) or vector(0)' },
    'api-error-ratio': { ...health, as: 'stat', shows: answered('5..', '5m') },
    'api-p95': {
      ...health,
      as: 'stat',
      shows: percentile(0.95, 'http_request_duration_seconds', '5m'),
    },
    'tasks-waiting': { ...health, as: 'stat', shows: 'sum(redis_key_size{key=~"celery|extraction|search"})' },
    'what-is-wrong': {
      ...health,
      as: 'state-timeline',
      shows: 'max by (alertname, severity) (ALERTS{alertstate="firing",severity!="none"})',
    },
    targets: { ...health, as: 'state-timeline', shows: 'min by (job, instance) (up)' },

    'request-rate': {
      ...traffic,
      as: 'timeseries',
      shows: 'sum by (status) (rate(http_requests_total[$__rate_interval]))',
    },
    'error-ratio': { ...traffic, as: 'timeseries', shows: { 'server errors': answered('5..', '5m') } },
    'response-time': {
      meant: 'half and 95% of requests were answered faster than this',
      as: 'timeseries',
      shows: {
        p50: percentile(0.5, 'http_request_duration_seconds', '5m'),
        p95: percentile(0.95, 'http_request_duration_seconds', '5m'),
      },
    },
    'active-websocket-connections': {
      says: 'Active WebSocket connections gauge - Buckets: 10, 50, 100, 500, 1000',
      as: 'timeseries',
      shows: 'sum(websocket_connections_active)',
      steps: [10, 50, 100, 500, 1000],
    },

    'extraction-throughput-by-type': {
      ...throughput,
      as: 'timeseries',
      shows: 'sum by (task_type) (rate(extraction_tasks_total[$__rate_interval])) * 60',
    },
    'extraction-failure-ratio': {
      meant: 'share of the tasks of the last 30 minutes that failed, by type',
      as: 'timeseries',
      shows: ended('failure', '30m', 'by (task_type)'),
    },
    'queue-depth': {
      meant: "tasks waiting in each of Celery's queues",
      as: 'timeseries',
      shows: 'sum by (key) (redis_key_size{key=~"celery|extraction|search"})',
    },

    'postgresql-connections': {
      ...databaseAndCache,
      as: 'gauge',
      shows: postgresConnectionsUsed('instance'),
    },
    'redis-memory': {
      ...databaseAndCache,
      as: 'gauge',
      shows: redisMemoryUsed,
    },
    'cache-hit-ratio': {
      ...databaseAndCache,
      as: 'gauge',
      shows: cacheHits('5m'),
    },
    'database-p95': {
      ...databaseAndCache,
      as: 'timeseries',
      shows: percentile(0.95, 'db_query_duration_seconds', '5m', 'operation'),
    },
    'database-error-ratio': {
      ...databaseAndCache,
      as: 'timeseries',
      shows: queryErrors('5m'),
    },

    watchdog: {
      meant: 'the alert that always fires: 0 means that Prometheus does not evaluate its rules',
      as: 'stat',
      shows: 'count(ALERTS{alertname="PyBaseWatchdog",alertstate="firing"}) or vector(0)',
    },
    'rule-evaluations-failed': {
      meant: 'failed rule evaluations in the last 10 minutes',
      as: 'stat',
      shows: 'sum(increase(prometheus_rule_evaluation_failures_total[10m]))',
    },
    'alerts-not-handed-over': {
      meant: 'alerts that Prometheus could not hand to Alertmanager in the last 10 minutes',
      as: 'stat',
      shows: 'sum(increase(prometheus_notifications_errors_total[10m]))',
    },
    'notifications-not-delivered': {
      meant: 'notifications that Alertmanager gave up on in the last 10 minutes',
      as: 'stat',
      shows: 'sum(increase(alertmanager_notifications_failed_total[10m]))',
    },
    'configuration-reloaded': {
      meant: 'whether the last reload of the configuration was accepted',
      as: 'state-timeline',
      shows: {
        Prometheus: 'prometheus_config_last_reload_successful',
        Alertmanager: 'alertmanager_config_last_reload_successful',
      },
    },
    'targets-that-come-and-go': {
      meant: 'whether Prometheus can do its work',
      as: 'timeseries',
      shows: 'max by (job) (changes(up[$__rate_interval]))',
    },
    'series-in-prometheus': {
      meant: 'whether Prometheus can do its work',
      as: 'timeseries',
      shows: 'prometheus_tsdb_head_series',
    },
    'time-that-rules-take': {
      meant: 'whether Prometheus can do its work',
      as: 'timeseries',
      shows: 'prometheus_rule_group_last_duration_seconds',
    },
  },
}
