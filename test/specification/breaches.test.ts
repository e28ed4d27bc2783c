import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadWith } from '../mutation/compile.ts'
import { temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { breaches } from './breaches.ts'

/** A text that a file of ours has once, another in its place, and what is said then. */
type Case = readonly [file: string, from: string, to: string, ...sentences: readonly string[]]

const cases: readonly Case[] = [
  [
    'alerts/resource-exhaustion.ts',
    "postgres.connectionUsage.by('job', 'instance').above('90%')",
    "postgres.connectionUsage.by('job', 'instance').above('99%')",
    'alerts/resource-exhaustion.ts › PyBasePostgresConnectionsNearLimit: the specification says "PostgreSQL connection pool exceeds 90% capacity", and its threshold is 99% instead of 90%.',
  ],
  [
    'alerts/resource-exhaustion.ts',
    "above('80%')",
    "above('95%')",
    'alerts/resource-exhaustion.ts › PyBaseRedisMemoryHigh: the specification says "Redis memory usage exceeds 80%", and its threshold is 95% instead of 80%.',
  ],
  [
    'alerts/high-error-rate.ts',
    "for: '10m'",
    "for: '1h'",
    'alerts/high-error-rate.ts › PyBaseExtractionFailureRateHigh: the specification says "Extraction task failure rate exceeds 10% for 10 minutes", and its `for` is 1h instead of 10m.',
  ],
  [
    'alerts/high-error-rate.ts',
    "sooner, and holds it back.',\n  severity: 'critical',\n  component: 'api'",
    "sooner, and holds it back.',\n  severity: 'warning',\n  component: 'api'",
    'alerts/high-error-rate.ts › PyBaseApiErrorRateHigh: it was decided: "5xx share of requests over 5m > 5%, for 5m, critical; judged when enough has happened (a handful of errors), and lately, without probes and without paths that no route knows", and its severity is warning instead of critical.',
  ],
  [
    'queries/jobs.ts',
    "component: 'search',\n  dependsOn: ['database', 'redis'],\n  whenDown: 'critical'",
    "component: 'search',\n  dependsOn: ['database', 'redis'],\n  whenDown: 'warning'",
    'alerts/liveness.ts › PyBaseTargetDown: it was decided: "any target of a job is down, or the job has none left, per job, for 2m; critical for PyBase\'s three jobs and the two exporters, warning for the others", and its severity for search is warning instead of critical.',
  ],
  [
    'alerts/slow-tasks.ts',
    "tasksFinished.over('10m').above",
    "tasksFinished.over('30m').above",
    'alerts/slow-tasks.ts › PyBaseExtractionStalled: it was decided: "extraction tasks were queued or running all the time for 10m, and 10m ago, or retried more than 20 times, unless one finished in them, for 8m, critical; absent series fire", and its window is 30m instead of 10m.',
  ],
  [
    'alerts/slow-tasks.ts',
    "http.latencyP95.over('5m').above",
    "http.latencyP95.by('method').over('5m').above",
    'alerts/slow-tasks.ts › PyBaseApiLatencyHigh: it was decided: "p95 over 5m > 1s, for 5m, warning", and there is one per method instead of per nothing.',
    'alerts/slow-tasks.ts › PyBaseApiLatencyHigh: it was decided: "p95 over 5m > 1s, for 5m, warning", and its condition is histogram_quantile(0.95, sum by (le, method) (rate(http_request_duration_seconds_bucket{job="pybase-api"}[5m]))) > 1 instead of histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="pybase-api"}[5m]))) > 1.',
  ],
  [
    'alerts/monitoring.ts',
    "alert('PyBaseDeliveryFailing'",
    "alert('PyBaseMessagesFailing'",
    'alerts/monitoring.ts: what is meant is "Alertmanager\'s counter of failed notifications grows, over 30m by two or more (> 1.5), per job, instance and integration, for 5m, critical: what Slack cannot deliver is told by the pager", and there is no PyBaseDeliveryFailing.',
    'alerts/monitoring.ts › PyBaseMessagesFailing: nothing says what it has to be; write it down in test/specification/alerts.ts.',
  ],
  [
    'dashboards/celery-workers.ts',
    "extraction.retryRate.by('task_type')",
    "extraction.taskRate.by('task_type')",
    'dashboards/celery-workers.ts: the specification says "Task retry statistics", and no panel asks sum by (task_type) (rate(extraction_task_retries_total{job="extraction-worker"}[$window])) * 60; the nearest asks sum by (task_type) (increase(extraction_task_retries_total{job="extraction-worker"}[$window])).',
    'dashboards/celery-workers.ts › Retries by type: the specification says "Task retry statistics", and its query is sum by (task_type) (rate(extraction_tasks_total{job="extraction-worker"}[$__rate_interval])) * 60 instead of sum by (task_type) (rate(extraction_task_retries_total{job="extraction-worker"}[$__rate_interval])) * 60.',
  ],
  [
    'dashboards/api-performance.ts',
    "p95: http.latencyP95.by('endpoint', 'method').over('15m')",
    "p95: http.latencyP95.by('endpoint', 'method').over('1h')",
    'dashboards/api-performance.ts › Slowest endpoints: the specification says "Slowest endpoints", and of "p95", its window is 1h instead of 15m.',
  ],
  [
    'dashboards/overview.ts',
    '[10, 50, 100, 500, 1000]',
    '[10, 50, 100, 250, 1000]',
    'dashboards/overview.ts › Active WebSocket connections: the specification says "Active WebSocket connections gauge - Buckets: 10, 50, 100, 500, 1000", and it changes colour at 10, 50, 100, 250, 1000 instead of 10, 50, 100, 500, 1000.',
  ],
  [
    'queries/extraction.ts',
    "'5m', '10m']",
    "'5m', '6m', '10m']",
    'queries/extraction.ts › extraction_duration_seconds: the specification says "Extraction task duration histogram - Labels: task_type - Buckets: 1s, 5s, 10s, 30s, 1m, 2m, 5m, 10m", and its list of buckets is 1, 5, 10, 30, 60, 120, 300, 360, 600 instead of 1, 5, 10, 30, 60, 120, 300, 600.',
  ],
  [
    'queries/extraction.ts',
    "successRatio = ratio(sum(rate(tasks.where({ status: 'success' })))",
    "successRatio = ratio(sum(rate(tasks.where({ status: 'failure' })))",
    'queries/extraction.ts: the specification says "Extraction success rate: sum(rate(extraction_tasks_total{status="success"}[5m])) / sum(rate(extraction_tasks_total[5m]))", and no query asks sum(rate(extraction_tasks_total{job="extraction-worker",status="success"}[$window])) / (sum(rate(extraction_tasks_total{job="extraction-worker"}[$window])) > 0); the nearest asks sum(rate(extraction_tasks_total{job="extraction-worker",status="failure"}[$window])) / (sum(rate(extraction_tasks_total{job="extraction-worker"}[$window])) > 0).',
  ],
  [
    'stack.ts',
    "retention: '15d'",
    "retention: '30d'",
    'stack.ts › retention: the specification says "Retention Period: 15 days", and it is 30d instead of 15d.',
  ],
  [
    'stack.ts',
    "'backend:8000'",
    "'backend:8080'",
    'stack.ts › targets.pybase-api: the specification says "FastAPI Backend: http://backend:8000/api/v1/metrics", and it is backend:8080/api/v1/metrics instead of backend:8000/api/v1/metrics.',
  ],
]

/** Our files with every change at once: none hides another. */
function changed(): readonly { readonly file: string; readonly text: string }[] {
  const texts = new Map<string, string>()
  for (const [file, from, to] of cases) {
    const [before, after, ...more] = (texts.get(file) ?? readFileSync(join(root, file), 'utf8')).split(from)
    if (before === undefined || after === undefined || more.length > 0) throw new Error(`${file} has not once ${from}`)
    texts.set(file, before + to + after)
  }
  return [...texts].map(([file, text]) => ({ file, text }))
}

test('each change of a figure or a query is told by its line, and nothing else is', async () => {
  const said = breaches(await loadWith(changed(), temporaryFolder()))
  expect(said.toSorted()).toEqual(cases.flatMap(([, , , ...sentences]) => sentences).toSorted())
})
