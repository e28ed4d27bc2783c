import { dashboard, gauge, instancesOf, row, stat, states, timeseries } from '@pybase/monitoring'
import { apiErrorRateHigh, databaseErrorRateHigh, extractionFailureRateHigh } from '../alerts/high-error-rate.ts'
import { targetDown, targetUnstable } from '../alerts/liveness.ts'
import {
  configReloadFailed,
  deliveryFailing,
  notificationsFailing,
  ruleEvaluationFailing,
  rulesSlow,
  seriesGrow,
  watchdog,
} from '../alerts/monitoring.ts'
import {
  postgresConnectionsNearLimit,
  redisMemoryHigh,
  websocketConnectionsHigh,
} from '../alerts/resource-exhaustion.ts'
import { apiLatencyHigh, databaseQuerySlow } from '../alerts/slow-tasks.ts'
import * as application from '../queries/application.ts'
import * as extraction from '../queries/extraction.ts'
import * as http from '../queries/http.ts'
import * as monitoring from '../queries/monitoring.ts'
import * as postgres from '../queries/postgres.ts'
import * as redis from '../queries/redis.ts'

export default dashboard(
  'PyBase / Overview',
  {
    uid: 'pybase-overview',
    asks: 'Is PyBase well, and if not, where do I look?',
    tags: ['overview'],
    filters: [
      instancesOf(http.requests, 'api_instance', 'API instance'),
      instancesOf(extraction.tasks, 'worker_instance', 'Extraction worker'),
      instancesOf(postgres.up, 'postgres_instance', 'PostgreSQL'),
      instancesOf(redis.up, 'redis_instance', 'Redis'),
    ],
    annotations: monitoring.annotations(),
  },
  row(
    'Health at a glance',
    [
      stat('Targets down', monitoring.targetsDown.orZero(), 'Targets that Prometheus cannot scrape.', { critical: 1 }),
      stat('Critical alerts', monitoring.criticalFiring.orZero(), 'Alerts that fire now and woke somebody.', {
        critical: 1,
      }),
      stat('Warnings', monitoring.warningsFiring.orZero(), 'Alerts that fire now and can wait for the morning.', {
        warning: 1,
      }),
      stat('API error ratio', http.serverErrorRatio.over('5m'), 'Share of requests answered with a 5xx status.', {
        alert: apiErrorRateHigh,
      }),
      stat('API p95', http.latencyP95.over('5m'), '95% of requests were answered faster than this.', {
        alert: apiLatencyHigh,
      }),
      stat('Tasks waiting', redis.queueDepth, "Tasks in Celery's queues, all together."),
    ],
    [
      states(
        'What is wrong',
        monitoring.alertFires,
        'When each alert fired; at the right edge is what fires now. A click on one leads to its runbook.',
        {
          critical: 1,
          noValue: 'No alert fired',
          says: ['over', 'firing'],
        },
      ),
      states('Targets', monitoring.jobsUp.by('job', 'instance'), 'Whether Prometheus reaches each target.', {
        alert: targetDown,
        says: ['down', 'up'],
      }),
    ],
  ),
  row(
    'API',
    [
      timeseries(
        'Request rate',
        http.requestRate.by('status'),
        'Requests per second by the status they were answered with.',
        { stacked: true },
      ),
      timeseries(
        'Error ratio',
        { 'server errors': http.serverErrorRatio.over('5m') },
        'Share of the requests of the last 5 minutes that were answered with a 5xx status.',
        { alert: apiErrorRateHigh },
      ),
    ],
    [
      timeseries(
        'Response time',
        { p50: http.latencyP50.over('5m'), p95: http.latencyP95.over('5m') },
        'Half and 95% of the requests of the last 5 minutes were answered faster than this.',
        { alert: apiLatencyHigh },
      ),
      timeseries('Active WebSocket connections', http.openWebsockets, 'Connections that are open, all instances.', {
        alert: websocketConnectionsHigh,
        steps: [10, 50, 100, 500, 1000],
      }),
    ],
  ),
  row('Extraction', [
    timeseries(
      'Extraction throughput by type',
      extraction.taskRate.by('task_type'),
      'Extraction tasks that finished per minute, failed ones included.',
      { stacked: true, per: 'minute' },
    ),
    timeseries(
      'Extraction failure ratio',
      extraction.failureRatio.by('task_type').over('30m'),
      'Share of the tasks of the last 30 minutes that failed.',
      { alert: extractionFailureRateHigh, warning: '10%' },
    ),
    timeseries('Queue depth', redis.queueDepth.by('key'), "Tasks waiting in each of Celery's queues.", {
      noValue: 'Redis reports no queue',
    }),
  ]),
  row(
    'Database and cache',
    [
      gauge(
        'PostgreSQL connections',
        postgres.connectionUsage.by('instance'),
        'Share of the connections that ordinary roles can open.',
        { alert: postgresConnectionsNearLimit },
      ),
      gauge('Redis memory', redis.memoryUsage, 'Share of the memory limit of Redis.', {
        alert: redisMemoryHigh,
        noValue: 'No data, or Redis has no memory limit (maxmemory, redisMemoryLimit)',
      }),
      gauge(
        'Cache hit ratio',
        application.cacheHitRatio.over('5m'),
        'Share of cache reads that found what they looked for.',
        { bad: 'low' },
      ),
    ],
    [
      timeseries(
        'Database p95',
        application.queryP95.by('operation').over('5m'),
        '95% of the database queries of the last 5 minutes took less.',
        { alert: databaseQuerySlow, noValue: 'No queries, or not scraped' },
      ),
      timeseries(
        'Database error ratio',
        application.queryErrorRatio.over('5m'),
        'Share of the database queries of the last 5 minutes that raised an error.',
        { alert: databaseErrorRateHigh, noValue: 'No queries, or not scraped' },
      ),
    ],
  ),
  row(
    'Monitoring itself',
    [
      stat(
        'Watchdog',
        monitoring.watchdog.orZero(),
        'The alert that always fires: 0 means that Prometheus does not evaluate its rules.',
        { alert: watchdog, bad: 'low', critical: 1 },
      ),
      stat(
        'Rule evaluations failed',
        monitoring.rulesFailed.over('10m'),
        'Failed rule evaluations in the last 10 minutes: alerts may be missing.',
        { alert: ruleEvaluationFailing },
      ),
      stat(
        'Alerts not handed over',
        monitoring.notificationsFailed.over('10m'),
        'Alerts that Prometheus could not hand to Alertmanager in the last 10 minutes.',
        { alert: notificationsFailing },
      ),
      stat(
        'Notifications not delivered',
        monitoring.deliveriesFailed.over('10m'),
        'Notifications that Alertmanager gave up on in the last 10 minutes.',
        { alert: deliveryFailing },
      ),
    ],
    [
      states(
        'Configuration reloaded',
        { Prometheus: monitoring.prometheusReloaded, Alertmanager: monitoring.alertmanagerReloaded },
        'Whether the last reload of the configuration was accepted.',
        { alert: configReloadFailed },
      ),
      timeseries(
        'Targets that come and go',
        monitoring.turns.by('job'),
        'How often a target of each job began or ceased to answer between one point of the line and the next.',
        { alert: targetUnstable },
      ),
    ],
    [
      timeseries('Series in Prometheus', monitoring.headSeries, 'Series that Prometheus holds in memory.', {
        alert: seriesGrow,
      }),
      timeseries(
        'Time that rules take',
        monitoring.ruleDuration,
        'The last evaluation of each group; longer than the evaluation interval, and some are left out.',
        { alert: rulesSlow },
      ),
    ],
  ),
)
