import { ended, percentile, tasksOverTenMinutes } from '../terms.ts'
import type { SpecifiedDashboard } from './panel.ts'

const took = 'extraction_duration_seconds'

const throughput = { says: 'Task throughput by type' }
const duration = { says: 'Task duration percentiles' }
const failures = { says: 'Task failure rates' }
const retries = { says: 'Task retry statistics' }
const depth = { says: 'Worker queue depth' }

export const celeryWorkers: SpecifiedDashboard = {
  uid: 'pybase-celery-workers',
  panels: {
    'tasks-in-the-last-hour': {
      meant: 'extraction tasks that finished in the last hour',
      as: 'stat',
      shows: 'sum(increase(extraction_tasks_total[1h]))',
    },
    'tasks-failed': { ...failures, as: 'stat', shows: ended('failure', '30m') },
    'tasks-waiting-for-extraction': { ...depth, as: 'stat', shows: 'sum(redis_key_size{key="extraction"})' },
    'tasks-waiting-for-search': { ...depth, as: 'stat', shows: 'sum(redis_key_size{key="search"})' },

    'tasks-finished-by-type': {
      ...throughput,
      as: 'timeseries',
      shows: 'sum by (task_type) (rate(extraction_tasks_total[$__rate_interval])) * 60',
    },
    'tasks-finished-by-outcome': {
      meant: 'successes and failures per minute',
      as: 'timeseries',
      shows: 'sum by (status) (rate(extraction_tasks_total[$__rate_interval])) * 60',
    },
    'tasks-in-progress': {
      meant: 'tasks that are running now, by type',
      as: 'timeseries',
      shows: 'sum by (task_type) (extraction_tasks_in_progress)',
    },

    'task-duration-percentiles': {
      ...duration,
      as: 'timeseries',
      shows: {
        p50: percentile(0.5, took, '30m'),
        p95: percentile(0.95, took, '30m'),
        p99: percentile(0.99, took, '30m'),
      },
    },
    'p95-duration-by-type': { ...duration, as: 'timeseries', shows: percentile(0.95, took, '30m', 'task_type') },
    'task-duration-distribution': {
      meant: 'how many tasks fell into each bucket',
      as: 'heatmap',
      shows: 'sum by (le) (increase(extraction_duration_seconds_bucket[$__rate_interval]))',
    },
    'tasks-over-10-minutes': {
      meant: 'tasks that finished in the last 10 minutes and took longer than 10 minutes, by type',
      as: 'timeseries',
      shows: tasksOverTenMinutes('10m'),
    },

    'failure-ratio-by-type': { ...failures, as: 'timeseries', shows: ended('failure', '30m', 'by (task_type)') },
    'retries-by-type': {
      ...retries,
      as: 'timeseries',
      shows: 'sum by (task_type) (rate(extraction_task_retries_total[$__rate_interval])) * 60',
    },
    'retries-in-ten-minutes': {
      ...retries,
      as: 'timeseries',
      shows: 'sum by (task_type) (increase(extraction_task_retries_total[10m]))',
    },
    'task-types': {
      meant: 'each task type over the last hour: failed, finished, retried, how long',
      as: 'table',
      shows: {
        Failed: ended('failure', '1h', 'by (task_type)'),
        Finished: 'sum by (task_type) (increase(extraction_tasks_total[1h]))',
        Retried: 'sum by (task_type) (increase(extraction_task_retries_total[1h]))',
        p95: percentile(0.95, took, '1h', 'task_type'),
      },
    },

    'queue-depth-by-queue': {
      ...depth,
      as: 'timeseries',
      shows: 'sum by (key) (redis_key_size{key=~"celery|extraction|search"})',
    },
    'search-queue': { ...depth, as: 'timeseries', shows: 'sum(redis_key_size{key="search"})' },
    'worker-processes-up': {
      decided: 'search worker: scrape it; watch that it is up and how deep its queue is',
      as: 'state-timeline',
      shows: 'up{job=~"extraction-worker|search-worker"}',
    },
    'time-since-the-last-restart': {
      decided: 'Grafana needs restarts: add pybase_start_time_seconds',
      as: 'timeseries',
      shows: 'min by (job) (time() - pybase_start_time_seconds)',
    },
  },
}
