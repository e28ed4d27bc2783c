import type { Component } from '../../build/language/register.ts'
import type { Source } from './source.ts'
import {
  burns,
  diskFree,
  ended,
  ofDisk,
  ofDisks,
  percentile,
  poolConnectionsUsed,
  postgresConnectionsUsed,
  queryErrors,
  redisMemoryUsed,
  share,
  slowerThanASecond,
  tasksOverTenMinutes,
  usersAsked,
  usersFailed,
  usersRefused,
  writable,
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
const perDisk = ['instance', 'device', 'mountpoint']

/** "any target of a job is down, or the job has none left" */
const down = (job: string) => `min by (job) (up{job="${job}"}) == 0 or absent(up{job="${job}"})`

/** What is left in 30m if a window goes on. */
const predicted = (window: string) =>
  `max by (instance, device, mountpoint) (predict_linear(${ofDisk('node_filesystem_avail_bytes')}[${window}], 1800))`

/** A worker that has nothing to do may be scaled to zero. */
const downAtWork = (job: string, queue: string) =>
  `min by (job) (up{job="${job}"}) == 0
    or (absent(up{job="${job}"}) and on () sum(max_over_time(redis_key_size{key="${queue}"}[1m])) > 0)`

/** "a share of scrapes over a window beside it" */
const comesAndGoes = (job: string, window: string, often: number, most: number) =>
  `max by (job) (changes(up{job="${job}"}[${window}])) > ${often}
    and min by (job) (avg_over_time(up{job="${job}"}[${window}])) < ${most}
    and min by (job) (avg_over_time(up{job="${job}"}[2m])) < 0.99`
const startsAgain = (job: string, within: string, often: number, lately: string) => {
  const starts = (window: string) => `max by (job) (changes(pybase_start_time_seconds{job="${job}"}[${window}]))`
  return `(${starts(within)} > ${often} and ${starts(lately)} > 0.5)`
}
const crashes = (job: string) =>
  `(${comesAndGoes(job, '5m', 2.5, 0.59)}) or (${comesAndGoes(job, '5m', 4.5, 0.79)})
    or ${startsAgain(job, '15m', 2.5, '5m')} or ${startsAgain(job, '40m', 3.5, '10m')}`
const flaps = (...jobs: readonly string[]) => jobs.map((job) => `(${comesAndGoes(job, '15m', 4.5, 0.59)})`).join(' or ')

const route = 'by (method, endpoint)'
const waiting = (offset = '') => `sum(redis_key_size{key="extraction"} ${offset})`
const growth = (window: string, offset = '') => `sum(deriv(redis_key_size{key="extraction"}[${window}] ${offset}))`
const refused = (metric: string, window: string, offset = '') =>
  `sum by (job, instance) (increase(${metric}[${window}] ${offset}))`
const inodes = (left: string) => share(left, ofDisks('node_filesystem_files'))
const goes = (window: string) =>
  `max by (instance, device, mountpoint) (predict_linear(${ofDisk('node_filesystem_files_free')}[${window}], 1800))`

const serverErrors = (window: string) => usersFailed('rate', window)
const requests = (window: string) => usersAsked(window)
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
    decided:
      '5xx share of requests over 5m > 5%, for 5m, critical; judged when enough has happened (a handful of errors), and lately, without probes and without paths that no route knows',
    file: 'high-error-rate',
    when: `${usersRefused('$window')} > $threshold and ${usersRefused('2m')} > $threshold
      and ${usersFailed('increase', '$window')} > 4.5`,
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
    meant:
      'a type of which each task fails, and few are sent, is told, too; two failures an hour are one alert: it is kept for 1h',
    when: `(${ended('failure', '$window', 'by (task_type)')} > $threshold
      and sum by (task_type) (increase(extraction_tasks_total{status="failure"}[$window])) > 1.5)
      or (${ended('failure', '40m', 'by (task_type)')} > 0.99
      and sum by (task_type) (increase(extraction_tasks_total{status="failure"}[70m])) > 1.5)`,
    threshold: '10%',
    window: '30m',
    for: '10m',
    keepFiringFor: '1h',
    severity: 'warning',
    component: 'extraction',
    per: ['task_type'],
  },
  PyBaseDatabaseErrorRateHigh: {
    says: 'Database query error rate exceeds 1% for 5 minutes',
    decided: 'db_query_errors_total over db_query_duration_seconds_count, over 5m > 1%, for 5m, critical',
    file: 'high-error-rate',
    when: `${queryErrors('$window')} > $threshold and ${queryErrors('1m')} > $threshold`,
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
    when: `${tasksOverTenMinutes('$window')} > $threshold
      or count by (task_type) (time() - extraction_oldest_task_start_time_seconds > 600) > 0`,
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
    when: `${percentile(0.95, 'db_query_duration_seconds', '$window', 'operation')} > $threshold
      and ${percentile(0.95, 'db_query_duration_seconds', '1m', 'operation')} > $threshold`,
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
    keepFiringFor: '14m',
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
    when: `${poolConnectionsUsed('job, instance')} > $threshold or max by (job, instance) (db_pool_usage_ratio) > $threshold`,
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
    meant: 'only writable file systems page; it outlives the alert of a disk that is full',
    when: `${diskFree} < $threshold ${writable}`,
    threshold: '10%',
    for: '10m',
    keepFiringFor: '15m',
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
      { component: 'extraction', severity: 'critical', when: downAtWork('extraction-worker', 'extraction') },
      { component: 'search', severity: 'critical', when: downAtWork('search-worker', 'search') },
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
    keepFiringFor: '15m',
    per: ['job'],
  },
  PyBasePostgresDown: {
    decided:
      'the exporter could not reach its server once in $window, or it comes and goes: away just now, and five times or more within 10m, of which it was up less than 84%; per job and instance, for 30s, critical',
    file: 'liveness',
    when: `max_over_time(pg_up[$window]) == 0
      or (min_over_time(pg_up[$window]) == 0
      and avg_over_time(pg_up[10m]) < 0.84
      and changes(pg_up[10m]) > 4.5)`,
    window: '90s',
    for: '30s',
    keepFiringFor: '15m',
    severity: 'critical',
    component: 'database',
    per: perTarget,
  },
  PyBaseRedisDown: {
    decided:
      'the exporter could not reach its server once in $window, or it comes and goes: away just now, and five times or more within 10m, of which it was up less than 84%; per job and instance, for 30s, critical',
    file: 'liveness',
    when: `max_over_time(redis_up[$window]) == 0
      or (min_over_time(redis_up[$window]) == 0
      and avg_over_time(redis_up[10m]) < 0.84
      and changes(redis_up[10m]) > 4.5)`,
    window: '90s',
    for: '30s',
    keepFiringFor: '15m',
    severity: 'critical',
    component: 'redis',
    per: perTarget,
  },
  PyBaseHostDown: {
    meant:
      'the exporters of the host, of PostgreSQL and of Redis are all down, for 1m, critical: one cause is told once',
    file: 'liveness',
    when: `(${down('node')}) and on () (${down('postgres')}) and on () (${down('redis')})`,
    for: '1m',
    keepFiringFor: '15m',
    severity: 'critical',
    component: 'host',
    per: ['job'],
  },
  PyBaseSearchBacklog: {
    decided: 'depth that grows or stands while nothing is taken, at once, warning',
    file: 'liveness',
    when: `(sum(redis_key_size{key="search"}) > 10
      and sum(redis_key_size{key="search"} offset 10m) > 10
      and sum(deriv(redis_key_size{key="search"}[10m])) > 0
      and sum(deriv(redis_key_size{key="search"}[10m] offset 10m)) > 0
      and sum(deriv(redis_key_size{key="search"}[3m])) > 0)
      or ((sum(min_over_time(redis_key_size{key="search"}[$window])) > 0
      and sum(redis_key_size{key="search"} offset $window) > 0)
      unless sum(increase(db_query_duration_seconds_count{job="search-worker"}[$window])) > 0)`,
    window: '20m',
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
    meant: 'what a failover costs wakes nobody: it burns for 6m, and still does',
    for: '6m',
    when: fast.map((pair) => burns(serverErrors, requests, 0.001, pair, pair[3] === '5m' ? [] : ['5m'])).join(' or '),
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

  PyBaseApiFailing: {
    decided:
      'judged when enough has happened: 5xx share over 2m > 5%, five of them; where hardly anybody asks, five in 30m and most of 10m and of 5m; for 3m, critical',
    file: 'slos',
    when: `(${usersRefused('$window')} > $threshold and ${usersFailed('increase', '$window')} > 4.5)
      or (${usersRefused('10m')} > 0.6 and ${usersFailed('increase', '30m')} > 4.5 and ${usersRefused('5m')} > 0.6)`,
    threshold: '5%',
    window: '2m',
    for: '3m',
    keepFiringFor: '12m',
    severity: 'critical',
    component: 'api',
    per: [],
  },
  PyBaseApiRouteFailing: {
    decided:
      'a share per route, which is a method of a path, beside the share of all: a fifth over 5m, and lately, or, of few, most of 10m; five of them, for 1m, critical',
    file: 'high-error-rate',
    when: `((${usersRefused('5m', route)} > 0.2 and ${usersFailed('increase', '5m', route)} > 4.5
      and ${usersRefused('2m', route)} > 0.2)
      or (${usersRefused('10m', route)} > 0.5 and ${usersFailed('increase', '30m', route)} > 4.5
      and ${usersRefused('5m', route)} > 0.5))
      unless on () ${usersRefused('5m')} > 0.15`,
    for: '1m',
    keepFiringFor: '9m',
    severity: 'critical',
    component: 'api',
    per: ['method', 'endpoint'],
  },
  PyBaseExtractionRetryStorm: {
    meant: 'fifteen retries or more in 20m, and more than ten for each task of the type that finished, for 5m, warning',
    file: 'high-error-rate',
    when: `sum by (task_type) (increase(extraction_task_retries_total[20m])) > 14.5
      and sum by (task_type) (increase(extraction_task_retries_total[20m]))
        > sum by (task_type) (increase(extraction_tasks_total[20m])) * 10`,
    for: '5m',
    keepFiringFor: '15m',
    severity: 'warning',
    component: 'extraction',
    per: ['task_type'],
  },
  PyBaseExtractionBacklogGrows: {
    decided:
      'growth of a queue gets an alert of its own: twice 7m long and still, more than is finished in half an hour, or 20m of what would take two hours, critical; what creeps for 24m, warning',
    file: 'slow-tasks',
    rules: [
      {
        component: 'extraction',
        severity: 'critical',
        when: `((${waiting()} > 20 and ${waiting('offset 14m')} > 10
          and ${growth('7m')} > 0 and ${growth('7m', 'offset 7m')} > 0 and ${growth('3m')} > 0
          and ${waiting()} > sum(increase(extraction_tasks_total[10m])) * 3)
          or (sum(min_over_time(redis_key_size{key="extraction"}[20m])) > 20 and ${waiting('offset 20m')} > 20
          and ${waiting()} > sum(increase(extraction_tasks_total[30m])) * 4
          unless ${growth('20m')} < 0))
          and sum(increase(extraction_tasks_total[10m])) > 0`,
      },
      {
        component: 'extraction',
        severity: 'warning',
        when: `${waiting()} > 30 and ${waiting('offset 24m')} > 8
          and ${growth('12m')} > 0 and ${growth('12m', 'offset 12m')} > 0 and ${growth('5m')} > 0`,
      },
    ],
    for: '1m',
    keepFiringFor: '15m',
    per: [],
  },
  PyBaseTargetUnstable: {
    decided: 'a share of scrapes over a window beside it; exporters page only where nothing else would tell',
    file: 'liveness',
    rules: [
      { component: 'api', severity: 'critical', when: crashes('pybase-api') },
      { component: 'extraction', severity: 'critical', when: crashes('extraction-worker') },
      { component: 'search', severity: 'critical', when: crashes('search-worker') },
      { component: 'database', severity: 'warning', when: flaps('postgres') },
      { component: 'redis', severity: 'warning', when: flaps('redis') },
      { component: 'host', severity: 'warning', when: flaps('node', 'cadvisor') },
      { component: 'monitoring', severity: 'warning', when: flaps('prometheus', 'alertmanager', 'grafana') },
    ],
    for: '0',
    keepFiringFor: '5m',
    per: ['job'],
  },

  PyBaseDiskFull: {
    meant: 'below 1% of a writable file system is left, at once, critical; what follows from it is held back',
    file: 'resource-exhaustion',
    when: `${diskFree} < 0.01 ${writable}`,
    for: '0',
    keepFiringFor: '15m',
    severity: 'critical',
    component: 'host',
    per: perDisk,
  },
  PyBaseDiskFillsSoon: {
    decided:
      'prediction has an alert of its own: full in 30m by the last 10m and the last 2m, 30% left or less, for 2m',
    file: 'resource-exhaustion',
    when: `(${predicted('10m')} < 0 and ${predicted('2m')} < 0 and ${diskFree} < 0.3) ${writable}`,
    for: '2m',
    keepFiringFor: '15m',
    severity: 'critical',
    component: 'host',
    per: perDisk,
  },
  PyBaseInodesLow: {
    decided:
      'inodes have an alert of their own: less than 5% left, or less than 40% and none in half an hour as the last 10m and 2m go, for 5m, critical',
    file: 'resource-exhaustion',
    when: `(${inodes(ofDisks('node_filesystem_files_free'))} < 0.05
      or (${inodes(goes('10m'))} < 0 and ${inodes(goes('2m'))} < 0
      and ${inodes(ofDisks('node_filesystem_files_free'))} < 0.4)) ${writable}`,
    for: '5m',
    severity: 'critical',
    component: 'host',
    per: perDisk,
  },
  PyBaseFilesystemReadOnly: {
    meant: 'a file system that could be written within the last day cannot be, for 1m, critical',
    file: 'resource-exhaustion',
    when: `${ofDisks('node_filesystem_readonly')} == 1
      and max by (instance, device, mountpoint) (min_over_time(${ofDisk('node_filesystem_readonly')}[1d])) == 0`,
    for: '1m',
    severity: 'critical',
    component: 'host',
    per: perDisk,
  },
  PyBaseHostCpuBusy: {
    meant: 'more than 95% of the processor time of a host over 10m, for 10m, warning',
    file: 'saturation',
    when:
      share(
        'sum by (instance) (rate(node_cpu_seconds_total{mode!~"idle|iowait"}[10m]))',
        'sum by (instance) (rate(node_cpu_seconds_total[10m]))',
      ) + ' > 0.95',
    for: '10m',
    keepFiringFor: '15m',
    severity: 'warning',
    component: 'host',
    per: ['instance'],
  },
  PyBaseHostMemoryLow: {
    meant: 'less than 5% of the memory of a host available, for 10m, warning',
    file: 'saturation',
    when: `${share('node_memory_MemAvailable_bytes', 'node_memory_MemTotal_bytes')} < 0.05`,
    for: '10m',
    severity: 'warning',
    component: 'host',
    per: perTarget,
  },
  PyBaseKilledForMemory: {
    meant: 'the kernel ended a process, of the host or in a container, within 10m, warning, kept for 30m',
    file: 'saturation',
    when: `sum by (instance) (increase(node_vmstat_oom_kill[10m])) > 0.5
      or sum by (instance) (increase(container_oom_events_total[10m])) > 0.5`,
    for: '0',
    keepFiringFor: '30m',
    severity: 'warning',
    component: 'host',
    per: ['instance'],
  },
  PyBaseContainerMemoryNearLimit: {
    meant: 'more than 90% of the memory that a container may use, for 10m, warning',
    file: 'saturation',
    when: `${share('max by (name) (container_memory_working_set_bytes)', 'max by (name) (container_spec_memory_limit_bytes)')} > 0.9`,
    for: '10m',
    severity: 'warning',
    component: 'host',
    per: ['name'],
  },
  PyBaseContainerThrottled: {
    meant: 'held back in more than half of its periods over 5m, for 15m, warning',
    file: 'saturation',
    when: `${share('sum by (name) (rate(container_cpu_cfs_throttled_periods_total[5m]))', 'sum by (name) (rate(container_cpu_cfs_periods_total[5m]))')} > 0.5`,
    for: '15m',
    severity: 'warning',
    component: 'host',
    per: ['name'],
  },
  PyBaseFileDescriptorsLow: {
    meant: 'more than 90% of the file descriptors of a host, for 5m, critical',
    file: 'saturation',
    when: `${share('node_filefd_allocated', 'node_filefd_maximum')} > 0.9`,
    for: '5m',
    severity: 'critical',
    component: 'host',
    per: perTarget,
  },
  PyBaseClockWrong: {
    meant: 'not synchronised, and it was within the last day; or off by half a second, for 15m, warning',
    file: 'saturation',
    when: `(node_timex_sync_status == 0 and max_over_time(node_timex_sync_status[1d]) == 1)
      or (node_timex_sync_status == 1 and (node_timex_offset_seconds > 0.5 or node_timex_offset_seconds * -1 > 0.5))`,
    for: '15m',
    severity: 'warning',
    component: 'host',
    per: perTarget,
  },

  PyBaseReplicaBehind: {
    meant: 'a replica is more than 5m behind, for 10m, warning',
    file: 'postgres',
    when: 'max by (job, instance) (pg_replication_lag_seconds) > 300',
    for: '10m',
    severity: 'warning',
    component: 'database',
    per: perTarget,
  },
  PyBaseTransactionOpen: {
    meant: 'a transaction is idle for 30m, or runs for 6h, for 5m, warning',
    file: 'postgres',
    when: `max by (instance, datname) (pg_stat_activity_max_tx_duration{state=~"idle in transaction|idle in transaction \\\\(aborted\\\\)"}) > 1800
      or max by (instance, datname) (pg_stat_activity_max_tx_duration{state="active"}) > 21600`,
    for: '5m',
    severity: 'warning',
    component: 'database',
    per: ['instance', 'datname'],
  },
  PyBaseDeadlocks: {
    meant: 'five deadlocks or more within 30m, warning, kept for 30m',
    file: 'postgres',
    when: 'sum by (datname) (increase(pg_stat_database_deadlocks{datname!~"template0|template1|postgres"}[30m])) > 4.5',
    for: '0',
    keepFiringFor: '30m',
    severity: 'warning',
    component: 'database',
    per: ['datname'],
  },
  PyBaseTransactionIdsRunOut: {
    meant: 'the oldest row that is not frozen is a billion transactions old, for 10m, warning',
    file: 'postgres',
    when: 'max by (instance, datname) (pg_database_wraparound_age_datfrozenxid_seconds) > 1000000000',
    for: '10m',
    severity: 'warning',
    component: 'database',
    per: ['instance', 'datname'],
  },
  PyBaseRedisRefusesWrites: {
    meant: 'five writes or more refused within 5m, and lately or within the 5m before, for 1m, critical',
    file: 'redis',
    when: `${refused('redis_errors_total{err=~"OOM|MISCONF|READONLY"}', '5m')} > 4.5 and (${refused('redis_errors_total{err=~"OOM|MISCONF|READONLY"}', '1m')} > 0
      or ${refused('redis_errors_total{err=~"OOM|MISCONF|READONLY"}', '5m', 'offset 5m')} > 4.5)`,
    for: '1m',
    keepFiringFor: '10m',
    severity: 'critical',
    component: 'redis',
    per: perTarget,
  },
  PyBaseRedisNotSaving: {
    meant: 'the last snapshot or append failed, for 5m, warning',
    file: 'redis',
    when: 'redis_rdb_last_bgsave_status == 0 or redis_aof_last_write_status == 0',
    for: '5m',
    severity: 'warning',
    component: 'redis',
    per: perTarget,
  },
  PyBaseRedisRejectsConnections: {
    meant: 'five connections or more rejected within 5m, and lately or within the 5m before, for 1m, critical',
    file: 'redis',
    when: `${refused('redis_rejected_connections_total', '5m')} > 4.5 and (${refused('redis_rejected_connections_total', '1m')} > 0
      or ${refused('redis_rejected_connections_total', '5m', 'offset 5m')} > 4.5)`,
    for: '1m',
    keepFiringFor: '10m',
    severity: 'critical',
    component: 'redis',
    per: perTarget,
  },
  PyBaseRedisEvictsKeys: {
    meant: 'ten keys or more evicted within 10m, for 5m, warning',
    file: 'redis',
    when: 'sum by (job, instance) (increase(redis_evicted_keys_total[10m])) > 9.5',
    for: '5m',
    keepFiringFor: '10m',
    severity: 'warning',
    component: 'redis',
    per: perTarget,
  },
  PyBasePrometheusSeriesGrow: {
    meant: 'twice as many series as six hours ago, for 10m, warning',
    file: 'monitoring',
    when: 'prometheus_tsdb_head_series > max_over_time(prometheus_tsdb_head_series[1h] offset 6h) * 2',
    for: '10m',
    severity: 'warning',
    component: 'monitoring',
    per: perTarget,
  },
  PyBaseRulesSlow: {
    meant: 'a group takes more than 80% of its interval, for 5m, warning',
    file: 'monitoring',
    when: 'prometheus_rule_group_last_duration_seconds > prometheus_rule_group_interval_seconds * 0.8',
    for: '5m',
    severity: 'warning',
    component: 'monitoring',
    per: [...perTarget, 'rule_group'],
  },
}
