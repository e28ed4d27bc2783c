import { apiErrorRateHigh, extractionFailureRateHigh } from '../alerts/high-error-rate.ts'
import { targetDown } from '../alerts/liveness.ts'
import {
  configReloadFailed, notificationsFailing, ruleEvaluationFailing, watchdog,
} from '../alerts/monitoring.ts'
import { postgresConnectionsNearLimit, redisMemoryHigh, websocketConnectionsHigh } from '../alerts/resource-exhaustion.ts'
import { apiLatencyHigh, databaseQuerySlow } from '../alerts/slow-tasks.ts'
import { dashboard, row } from '../build/language/dashboard.ts'
import { gauge, stat, states, timeseries } from '../build/language/panels.ts'
import * as application from '../queries/application.ts'
import * as extraction from '../queries/extraction.ts'
import * as http from '../queries/http.ts'
import * as monitoring from '../queries/monitoring.ts'
import * as postgres from '../queries/postgres.ts'
import * as redis from '../queries/redis.ts'

export default dashboard('PyBase / Overview', {
  uid: 'pybase-overview',
  asks: 'Is PyBase well, and if not, where do I look?',
  tags: ['overview'],
  filters: [],
  annotations: monitoring.annotations,
},
  row('Health at a glance',
    [
      stat('Targets down', monitoring.targetsDown.orZero(), {
        description: 'Targets that Prometheus cannot scrape.',
        critical: 1,
      }),
      stat('Alerts firing', monitoring.alertsFiring.orZero(), {
        description: 'Alerts that fire now, the watchdog not counted.',
        warning: 1,
      }),
      stat('API error ratio', http.serverErrorRatio.over('5m'), {
        description: 'Share of requests answered with a 5xx status.',
        alert: apiErrorRateHigh,
        warning: '1%',
        noValue: 'No traffic',
      }),
      stat('API p95', http.latencyP95.over('5m'), {
        description: '95% of requests were answered faster than this.',
        alert: apiLatencyHigh,
        noValue: 'No traffic',
      }),
      stat('Tasks waiting', redis.queueDepth, {
        description: "Tasks in Celery's queues, all together.",
        warning: 50,
      }),
      stat('WebSocket connections', http.openWebsockets, {
        description: 'Connections that are open now, all instances.',
        alert: websocketConnectionsHigh,
        steps: [10, 50, 100, 500, 1000],
      }),
    ],
  ),
  row('API',
    [
      timeseries('Request rate', http.requestRate.by('status'), {
        description: 'Requests per second by the status they were answered with.',
        noValue: 'No traffic',
        stacked: true,
      }),
      timeseries('Error ratio', { 'server errors': http.serverErrorRatio }, {
        description: 'Share of requests answered with a 5xx status.',
        alert: apiErrorRateHigh,
        noValue: 'No traffic',
      }),
      timeseries('Response time', { p50: http.latencyP50, p95: http.latencyP95 }, {
        description: 'Half and 95% of requests were answered faster than this.',
        alert: apiLatencyHigh,
        noValue: 'No traffic',
      }),
    ],
    [
      timeseries('Active WebSocket connections', http.openWebsockets, {
        description: 'Connections that are open, all instances.',
        alert: websocketConnectionsHigh,
        steps: [10, 50, 100, 500, 1000],
      }),
      states('Targets', monitoring.jobsUp.by('job'), {
        description: 'Whether Prometheus reaches every target of each job.',
        alert: targetDown,
      }),
    ],
  ),
  row('Extraction',
    [
      timeseries('Extraction throughput by type', extraction.taskRate.by('task_type'), {
        description: 'Extraction tasks that finished per second, failed ones included.',
        noValue: 'No tasks',
        stacked: true,
      }),
      timeseries('Extraction failure ratio', extraction.failureRatio.by('task_type').over('30m'), {
        description: 'Share of the tasks of the last 30 minutes that failed.',
        alert: extractionFailureRateHigh,
        noValue: 'No tasks',
      }),
      timeseries('Queue depth', redis.queueDepth.by('key'), {
        description: "Tasks waiting in each of Celery's queues.",
        noValue: 'Redis reports no queue',
      }),
    ],
  ),
  row('Database and cache',
    [
      gauge('PostgreSQL connections', postgres.connectionUsage, {
        description: 'Share of the connections that ordinary roles can open.',
        alert: postgresConnectionsNearLimit,
        warning: '75%',
      }),
      gauge('Redis memory', redis.memoryUsage, {
        description: 'Share of the memory limit of Redis.',
        alert: redisMemoryHigh,
        noValue: 'Redis has no memory limit: set maxmemory, or redisMemoryLimit in stack.ts',
      }),
      gauge('Cache hit ratio', application.cacheHitRatio, {
        description: 'Share of cache reads that found what they looked for.',
        bad: 'low',
        critical: '50%',
        warning: '80%',
        noValue: 'No reads',
      }),
      timeseries('Database p95', application.queryP95.by('operation'), {
        description: '95% of the database queries took less.',
        alert: databaseQuerySlow,
        noValue: 'No queries',
      }),
    ],
  ),
  row('Monitoring itself',
    [
      stat('Watchdog', monitoring.watchdog.orZero(), {
        description: 'The alert that always fires: 0 means that Prometheus does not evaluate its rules.',
        alert: watchdog,
        bad: 'low',
        critical: 1,
      }),
      states('Configuration reloaded', {
        Prometheus: monitoring.prometheusReloaded,
        Alertmanager: monitoring.alertmanagerReloaded,
      }, {
        description: 'Whether the last reload of the configuration was accepted.',
        alert: configReloadFailed,
      }),
      timeseries('Rule evaluations failed', monitoring.rulesFailed.by('rule_group').over('10m'), {
        description: 'Failed rule evaluations in the last 10 minutes: alerts may be missing.',
        alert: ruleEvaluationFailing,
      }),
      timeseries('Notifications failed', monitoring.notificationsFailed.by('alertmanager').over('10m'), {
        description: 'Alerts that Prometheus could not hand to Alertmanager in the last 10 minutes.',
        alert: notificationsFailing,
      }),
    ],
  ),
)
