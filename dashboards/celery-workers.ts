import { dashboard, heatmap, instancesOf, row, stat, states, table, timeseries, valuesOf } from '@pybase/monitoring'
import { extractionFailureRateHigh, extractionRetryStorm } from '../alerts/high-error-rate.ts'
import { searchBacklog } from '../alerts/liveness.ts'
import { extractionBacklogGrows, extractionStalled, extractionTaskTooSlow } from '../alerts/slow-tasks.ts'
import * as application from '../queries/application.ts'
import * as extraction from '../queries/extraction.ts'
import { annotations, up } from '../queries/monitoring.ts'
import * as redis from '../queries/redis.ts'

export default dashboard(
  'PyBase / Celery workers',
  {
    uid: 'pybase-celery-workers',
    asks: 'Is work getting done, how long does it take, what fails, and what is waiting?',
    tags: ['celery'],
    filters: [
      instancesOf(extraction.tasks, 'worker_instance', 'Extraction worker'),
      valuesOf(extraction.tasks, 'task_type', 'Task type'),
      instancesOf(redis.up, 'redis_instance', 'Redis'),
    ],
    annotations: annotations('extraction', 'search', 'redis'),
  },
  row('At a glance', [
    stat(
      'Tasks in the last hour',
      extraction.tasksFinished.over('1h'),
      'Extraction tasks that finished in the last hour, failed ones included.',
    ),
    stat(
      'Tasks failed',
      extraction.failureRatio.over('30m'),
      'Share of the finished extraction tasks of the last 30 minutes that failed.',
      { alert: extractionFailureRateHigh, warning: '10%' },
    ),
    stat(
      'Tasks waiting for extraction',
      redis.extractionQueueDepth,
      'Tasks in the extraction queue; those that a worker has reserved no longer count.',
    ),
    stat('Tasks waiting for search', redis.searchQueueDepth, 'Tasks in the search queue.'),
  ]),
  row('Throughput', [
    timeseries(
      'Tasks finished by type',
      extraction.taskRate.by('task_type'),
      'Extraction tasks that finished per minute, failed ones included.',
      { stacked: true, per: 'minute' },
    ),
    timeseries('Tasks finished by outcome', extraction.taskRate.by('status'), 'Successes and failures per minute.', {
      stacked: true,
      per: 'minute',
    }),
    timeseries(
      'Tasks in progress',
      extraction.tasksRunning.by('task_type'),
      'Tasks that are running now. Stays up while nothing finishes: a task hangs.',
      { alert: extractionStalled },
    ),
  ]),
  row(
    'Duration',
    [
      timeseries(
        'Task duration percentiles',
        {
          p50: extraction.durationP50.over('30m'),
          p95: extraction.durationP95.over('30m'),
          p99: extraction.durationP99.over('30m'),
        },
        'Half, 95% and 99% of the tasks of the last 30 minutes took less; never shown above 10 minutes, the last bucket.',
        { axis: { clock: true } },
      ),
      timeseries(
        'p95 duration by type',
        extraction.durationP95.by('task_type').over('30m'),
        '95% of the tasks of one type took less, over the last 30 minutes.',
        { axis: { clock: true } },
      ),
    ],
    [
      heatmap('Task duration distribution', extraction.duration, 'How many tasks fell into each bucket.'),
      timeseries(
        'Tasks over 10 minutes',
        extraction.tasksOverTenMinutes.by('task_type').over('10m'),
        'Tasks that finished in the last 10 minutes and took longer than 10 minutes.',
        { alert: extractionTaskTooSlow, warning: 0.5 },
      ),
    ],
  ),
  row(
    'Failures and retries',
    [
      timeseries(
        'Failure ratio by type',
        extraction.failureRatio.by('task_type').over('30m'),
        'Share of the tasks of the last 30 minutes that failed.',
        { alert: extractionFailureRateHigh, warning: '10%' },
      ),
      timeseries(
        'Retries by type',
        extraction.retryRate.by('task_type'),
        'Attempts per minute that ended in a retry: neither success nor failure.',
        { per: 'minute' },
      ),
      timeseries(
        'Retries in ten minutes',
        extraction.tasksRetried.by('task_type').over('10m'),
        'Attempts of each type that ended in a retry: many, with none that finishes, are a storm.',
        { alert: extractionRetryStorm },
      ),
    ],
    [
      table(
        'Task types',
        {
          Failed: extraction.failureRatio.by('task_type').over('1h'),
          Finished: extraction.tasksFinished.by('task_type').over('1h'),
          Retried: extraction.tasksRetried.by('task_type').over('1h'),
          p95: extraction.durationP95.by('task_type').over('1h'),
        },
        'Each task type over the last hour.',
      ),
    ],
  ),
  row(
    'Queues and workers',
    [
      timeseries(
        'Queue depth by queue',
        redis.queueDepth.by('key'),
        "Tasks waiting in each of Celery's queues in Redis.",
        { alert: extractionBacklogGrows, noValue: 'Redis reports no queue' },
      ),
      timeseries(
        'Search queue',
        redis.searchQueueDepth,
        'Tasks waiting for the search worker. The alert fires when it grows for 20 minutes, or when the worker does nothing.',
        { alert: searchBacklog, noValue: 'Redis reports no queue' },
      ),
    ],
    [
      states(
        'Worker processes up',
        up.where({ job: ['extraction-worker', 'search-worker'] }),
        'Whether Prometheus reaches the metrics of each worker process.',
        { noValue: 'No worker is scraped', says: ['down', 'up'] },
      ),
      timeseries(
        'Time since the last restart',
        application.uptime.by('job'),
        'Of the youngest process of each job: a saw-tooth is a crash loop.',
        { bad: 'low', axis: { clock: true } },
      ),
    ],
  ),
)
