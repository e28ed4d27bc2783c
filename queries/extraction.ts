// What the extraction worker exposes about the CAD and PDF tasks that it runs.

import {
  age,
  count,
  exposedBy,
  increase,
  increaseBeyond,
  max,
  minOverTime,
  quantile,
  rate,
  ratio,
  sum,
} from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const worker = exposedBy(jobs.extractionWorker)

const task_type = ['pdf', 'dxf', 'ifc', 'step'] as const

export const tasks = worker.counter('extraction_tasks_total', {
  help: 'Extraction tasks that finished; a retried attempt is neither success nor failure.',
  labels: { task_type, status: ['success', 'failure'] },
})

export const duration = worker.histogram('extraction_duration_seconds', {
  help: 'Time an extraction task took, failed ones included.',
  labels: { task_type },
  buckets: ['1s', '5s', '10s', '30s', '1m', '2m', '5m', '10m'],
})

export const inProgress = worker.gauge('extraction_tasks_in_progress', {
  help: 'Extraction tasks that are running now.',
  least: 0,
  labels: { task_type },
})

export const oldestTask = worker.timestamp('extraction_oldest_task_start_time_seconds', {
  help: 'When the oldest of the running extraction tasks started, in seconds since the epoch.',
  labels: { task_type },
  optional: 'While no task of a type runs there is none that started.',
  ofProcesses: 'earliest',
})

export const retries = worker.counter('extraction_task_retries_total', {
  help: 'Attempts of an extraction task that ended in a retry.',
  labels: { task_type },
})

export const tasksFinished = sum(increase(tasks))
export const tasksFailed = sum(increase(tasks.where({ status: 'failure' })))
export const taskRate = sum(rate(tasks))
export const successRatio = ratio(sum(rate(tasks.where({ status: 'success' }))), taskRate)
export const failureRatio = ratio(sum(rate(tasks.where({ status: 'failure' }))), taskRate)
export const retryRate = sum(rate(retries))
export const tasksRetried = sum(increase(retries))

export const durationP50 = quantile(0.5, duration)
export const durationP95 = quantile(0.95, duration)
export const durationP99 = quantile(0.99, duration)
/** A quantile never exceeds the last bucket, so tasks beyond it are counted instead. */
export const tasksOverTenMinutes = sum(increaseBeyond(duration, '10m'))

/** Tasks that run for longer than ten minutes already: one for each worker's oldest. */
export const oldestTaskAge = max(age(oldestTask))
export const tasksRunningLong = count(age(oldestTask).above('10m'))

export const tasksRunning = sum(inProgress)
/** The fewest of a window chosen later: what ran all the time, or was followed at once by the next. */
export const tasksRunningThroughout = sum(minOverTime(inProgress))
