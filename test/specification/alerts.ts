import type { Component } from '../../build/language/register.ts'
import type { Source } from './source.ts'
import {
  answered,
  burns,
  diskFree,
  ended,
  percentile,
  poolConnectionsUsed,
  postgresConnectionsUsed,
  queryErrors,
  redisMemoryUsed,
  slowerThanASecond,
  tasksOverTenMinutes,
} from './terms.ts'

export interface SpecifiedRule {
  /** The complete condition; `$threshold` and `$window` stand for the columns of these names. */
  readonly when: string
  readonly severity: 'critical' | 'warning' | 'none'
  readonly component: Component
}

interface About extends Source {
  /** The file below `alerts/`. */
  readonly file: string
  readonly threshold?: string
  readonly window?: string
  /** `0`: it fires at once. */
  readonly for: string
  readonly keepFiringFor?: string
  /** The alert's identity: the labels of its series. */
  readonly per: readonly string[]
}

/** An alert of one rule, or one of several that differ in what they watch. */
export type SpecifiedAlert = About & (SpecifiedRule | { readonly rules: readonly SpecifiedRule[] })

const perTarget = ['job', 'instance']

/** "any target of a job is down, or the job has none left" */
const down = (job: string) => `min by (job) (up{job="${job}"}) == 0 or absent(up{job="${job}"})`

const serverErrors = (window: string) => `sum(rate(http_requests_total{status=~"5.."}[${window}]))`
const requests = (window: string) => `sum(rate(http_requests_total[${window}]))`
const timed = (window: string) => `sum(rate(http_request_duration_seconds_count[${window}]))`

/** The factors are 2% and 5%, or twice 10%, of 14 days, over the long window. */
const fast = [
  [6.72, '1h', 3600, '5m'],
  [2.8, '6h', 21_600, '30m'],
] as const
const slowly = [
  [1.4, '1d', 86_400, '2h'],
  [0.466667, '3d', 259_200, '6h'],
] as const
const ofObjective = { file: 'slos', for: '0', component: 'api', per: [] } as const

/** Every alert there is. A selector without `job` reads every job that exposes the metric. */
export const alerts: Readonly<Record<string, SpecifiedAlert>> = {
  PyBaseApiErrorRateHigh: {
    says: 'API error rate exceeds 5% for 5 minutes',
    decided: '5xx share of requests over 5m > 5%, for 5m, critical',
    file: 'high-error-rate',
    when: `${answered('5..', '$window')} > $threshold`,
    threshold: '5%',
    window: '5m',
    for: '5m',
    severity: 'critical',
    component: 'api',
    per: [],
  },
  PyBaseExtractionFailureRateHigh: {
    says: 'Extraction task failure rate exceeds 10% for 10 minutes',
    decided:
      'failed share of tasks over 30m > 10%, at least two failures in them (> 1.5), per task_type, for 10m, warning',
    file: 'high-error-rate',
    when: `${ended('failure', '$window', 'by (task_type)')} > $threshold
      and sum by (task_type) (increase(extraction_tasks_total{status="failure"}[$window])) > 1.5`,
    threshold: '10%',
    window: '30m',
    for: '10m',
    severity: 'warning',
    component: 'extraction',
    per: ['task_type'],
  },
  PyBaseDatabaseErrorRateHigh: {
    says: 'Database query error rate exceeds 1% for 5 minutes',
    decided: 'db_query_errors_total over db_query_duration_seconds_count, over 5m > 1%, for 5m, critical',
    file: 'high-error-rate',
    when: `${queryErrors('$window')} > $threshold`,
    threshold: '1%',
    window: '5m',
    for: '5m',
    severity: 'critical',
    component: 'database',
    per: [],
  },

  PyBaseApiLatencyHigh: {
    says: 'API p95 latency exceeds 1 second for 5 minutes',
    decided: 'p95 over 5m > 1s, for 5m, warning',
    meant: 'a percentile that comes and goes stays one alert: it is kept for 5m',
    file: 'slow-tasks',
    when: `${percentile(0.95, 'http_request_duration_seconds', '$window')} > $threshold`,
    threshold: '1s',
    window: '5m',
    for: '5m',
    keepFiringFor: '5m',
    severity: 'warning',
    component: 'api',
    per: [],
  },
  PyBaseExtractionTaskTooSlow: {
    says: 'CAD extraction tasks exceed 10 minutes',
    decided:
      'a task that finished in the last 10m took more than 10m: growth of what lies above the last bucket > 0.5, per task_type, at once, warning',
    meant: 'two slow tasks an hour are one alert: it is kept for 1h',
    file: 'slow-tasks',
    when: `${tasksOverTenMinutes('$window')} > $threshold`,
    threshold: '0.5',
    window: '10m',
    for: '0',
    keepFiringFor: '1h',
    severity: 'warning',
    component: 'extraction',
    per: ['task_type'],
  },
  PyBaseDatabaseQuerySlow: {
    says: 'Database query p95 exceeds 500ms for 5 minutes',
    decided: 'p95 over 5m > 500ms, per operation, for 5m, warning',
    meant: 'a percentile that comes and goes stays one alert: it is kept for 5m',
    file: 'slow-tasks',
    when: `${percentile(0.95, 'db_query_duration_seconds', '$window', 'operation')} > $threshold`,
    threshold: '500ms',
    window: '5m',
    for: '5m',
    keepFiringFor: '5m',
    severity: 'warning',
    component: 'database',
    per: ['operation'],
  },
  PyBaseExtractionStalled: {
    decided:
      'extraction tasks were queued or running all the time for 10m, and 10m ago, or retried more than 20 times, unless one finished in them, for 8m, critical; absent series fire',
    file: 'slow-tasks',
    when: `((sum(min_over_time(redis_key_size{key="extraction"}[$window])) > 0
        and sum(redis_key_size{key="extraction"} offset $window) > 0)
      or (sum(min_over_time(extraction_tasks_in_progress[$window])) > 0
        and sum(extraction_tasks_in_progress offset $window) > 0)
      or sum(increase(extraction_task_retries_total[$window])) > 20)
      unless sum(increase(extraction_tasks_total[$window])) > 0`,
    window: '10m',
    for: '8m',
    severity: 'critical',
    component: 'extraction',
    per: [],
  },

  PyBasePostgresConnectionsNearLimit: {
    says: 'PostgreSQL connection pool exceeds 90% capacity',
    decided:
      'server connections over usable capacity (maximum − superuser-reserved − reserved, where that exists) > 90%, per job and instance, for 5m, critical',
    file: 'resource-exhaustion',
    when: `${postgresConnectionsUsed('job, instance')} > $threshold`,
    threshold: '90%',
    for: '5m',
    severity: 'critical',
    component: 'database',
    per: perTarget,
  },
  PyBaseDatabasePoolNearLimit: {
    says: 'PostgreSQL connection pool exceeds 90% capacity',
    decided:
      "the application's pool, too: connections in use over the pool's maximum > 90%, per job and instance, for 5m, warning",
    file: 'resource-exhaustion',
    when: `${poolConnectionsUsed('job, instance')} > $threshold`,
    threshold: '90%',
    for: '5m',
    severity: 'warning',
    component: 'database',
    per: perTarget,
  },
  PyBaseRedisMemoryHigh: {
    says: 'Redis memory usage exceeds 80%',
    decided: 'used over limit, where there is one, > 80%, per job and instance, for 5m, warning',
    file: 'resource-exhaustion',
    when: `${redisMemoryUsed} > $threshold`,
    threshold: '80%',
    for: '5m',
    severity: 'warning',
    component: 'redis',
    per: perTarget,
  },
  PyBaseDiskSpaceLow: {
    says: 'Disk space below 10% free',
    decided: 'available over size < 10%, real filesystems only, per instance, device and mountpoint, for 10m, critical',
    file: 'resource-exhaustion',
    when: `${diskFree} < $threshold`,
    threshold: '10%',
    for: '10m',
    severity: 'critical',
    component: 'host',
    per: ['instance', 'device', 'mountpoint'],
  },
  PyBaseWebSocketConnectionsHigh: {
    says: 'WebSocket connections exceed 1000',
    decided: 'sum > 1000, for 5m, warning',
    file: 'resource-exhaustion',
    when: 'sum(websocket_connections_active) > $threshold',
    threshold: '1000',
    for: '5m',
    severity: 'warning',
    component: 'api',
    per: [],
  },

  PyBaseTargetDown: {
    decided:
      "any target of a job is down, or the job has none left, per job, for 2m; critical for PyBase's three jobs and the two exporters, warning for the others",
    file: 'liveness',
    rules: [
      { component: 'api', severity: 'critical', when: down('pybase-api') },
      { component: 'extraction', severity: 'critical', when: down('extraction-worker') },
      { component: 'search', severity: 'critical', when: down('search-worker') },
      { component: 'database', severity: 'critical', when: down('postgres') },
      { component: 'redis', severity: 'critical', when: down('redis') },
      { component: 'host', severity: 'warning', when: `${down('node')} or ${down('cadvisor')}` },
      {
        component: 'monitoring',
        severity: 'warning',
        when: `${down('prometheus')} or ${down('alertmanager')} or ${down('grafana')}`,
      },
    ],
    for: '2m',
    per: ['job'],
  },
  PyBasePostgresDown: {
    decided: 'the exporter could not reach its server once in 1m, per job and instance, for 1m, critical',
    file: 'liveness',
    when: 'max_over_time(pg_up[$window]) == 0',
    window: '1m',
    for: '1m',
    severity: 'critical',
    component: 'database',
    per: perTarget,
  },
  PyBaseRedisDown: {
    decided: 'the exporter cannot reach its server, per job and instance, for 2m, critical',
    file: 'liveness',
    when: 'redis_up == 0',
    for: '2m',
    severity: 'critical',
    component: 'redis',
    per: perTarget,
  },
  PyBaseSearchBacklog: {
    decided: 'the search queue was never empty for 30m, at once, warning',
    file: 'liveness',
    when: `sum(min_over_time(redis_key_size{key="search"}[$window])) > 0
      and sum(redis_key_size{key="search"} offset $window) > 0`,
    window: '30m',
    for: '0',
    severity: 'warning',
    component: 'search',
    per: [],
  },

  PyBaseRuleEvaluationFailing: {
    decided:
      "Prometheus' own counters grow: it must go on, over 2m, per job, instance and rule group, for 5m, critical",
    file: 'monitoring',
    when: 'sum by (job, instance, rule_group) (increase(prometheus_rule_evaluation_failures_total[$window])) > 0',
    window: '2m',
    for: '5m',
    severity: 'critical',
    component: 'monitoring',
    per: [...perTarget, 'rule_group'],
  },
  PyBaseNotificationsFailing: {
    decided:
      "Prometheus' own counters grow: it must go on, over 2m, per job, instance and alertmanager, for 5m, critical, and is kept for 5m: nobody hears of it before Alertmanager is back",
    file: 'monitoring',
    when: 'sum by (job, instance, alertmanager) (increase(prometheus_notifications_errors_total[$window])) > 0',
    window: '2m',
    for: '5m',
    keepFiringFor: '5m',
    severity: 'critical',
    component: 'monitoring',
    per: [...perTarget, 'alertmanager'],
  },
  PyBaseDeliveryFailing: {
    meant:
      "Alertmanager's counter of failed notifications grows, over 30m by two or more (> 1.5), per job, instance and integration, for 5m, critical: what Slack cannot deliver is told by the pager",
    file: 'monitoring',
    when: 'sum by (job, instance, integration) (increase(alertmanager_notifications_failed_total[$window])) > $threshold',
    threshold: '1.5',
    window: '30m',
    for: '5m',
    severity: 'critical',
    component: 'monitoring',
    per: [...perTarget, 'integration'],
  },
  PyBaseConfigReloadFailed: {
    decided: 'last reload failed, per job and instance, for 5m, warning',
    file: 'monitoring',
    when: 'prometheus_config_last_reload_successful == 0 or alertmanager_config_last_reload_successful == 0',
    for: '5m',
    severity: 'warning',
    component: 'monitoring',
    per: perTarget,
  },
  PyBaseExporterCollectorFailing: {
    decided: 'pg_scrape_collector_success == 0, per job, instance and collector, for 10m, warning',
    file: 'monitoring',
    when: 'pg_scrape_collector_success == 0',
    for: '10m',
    severity: 'warning',
    component: 'monitoring',
    per: [...perTarget, 'collector'],
  },
  PyBaseWatchdog: {
    decided: 'always fires, to prove that the chain works, at once, severity none',
    file: 'monitoring',
    when: 'vector(1)',
    for: '0',
    severity: 'none',
    component: 'monitoring',
    per: [],
  },

  PyBaseApiAvailabilityBurnsFast: {
    ...ofObjective,
    decided: 'API availability over 14d, 99.9%: 2% of the budget in 1h or 5% in 6h, critical',
    when: fast.map((pair) => burns(serverErrors, requests, 0.001, pair)).join(' or '),
    severity: 'critical',
  },
  PyBaseApiAvailabilityBurnsSlowly: {
    ...ofObjective,
    decided: 'API availability over 14d, 99.9%: 10% of the budget in 1d or in 3d, warning',
    when: slowly.map((pair) => burns(serverErrors, requests, 0.001, pair)).join(' or '),
    severity: 'warning',
  },
  PyBaseApiLatencyBurnsFast: {
    ...ofObjective,
    decided: 'API latency below 1 s over 14d, 99%: 2% of the budget in 1h or 5% in 6h, critical',
    when: fast.map((pair) => burns(slowerThanASecond, timed, 0.01, pair)).join(' or '),
    severity: 'critical',
  },
  PyBaseApiLatencyBurnsSlowly: {
    ...ofObjective,
    decided: 'API latency below 1 s over 14d, 99%: 10% of the budget in 1d or in 3d, warning',
    when: slowly.map((pair) => burns(slowerThanASecond, timed, 0.01, pair)).join(' or '),
    severity: 'warning',
  },
}
