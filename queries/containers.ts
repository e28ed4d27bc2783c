// What cAdvisor exposes about the host's containers.

import { exposedBy, increase, max, mayBeEmpty, open, rate, ratio, sum, unbounded } from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const cadvisor = exposedBy(jobs.cadvisor)

/** A cgroup above the containers has no name, and holds what they use together. */
const totals = 'name'
const container = { id: unbounded, name: mayBeEmpty(open), image: mayBeEmpty(open) } as const

export const cpuTime = cadvisor.counter('container_cpu_usage_seconds_total', {
  help: 'Cumulative cpu time consumed in seconds.',
  labels: { ...container, cpu: open },
  totals,
})

export const workingSet = cadvisor.gauge('container_memory_working_set_bytes', {
  help: 'Current working set in bytes.',
  labels: container,
  totals,
})

export const memoryLimit = cadvisor.gauge('container_spec_memory_limit_bytes', {
  help: 'Memory limit for the container.',
  labels: container,
  totals,
  zeroMeans: 'no limit',
})

export const periods = cadvisor.counter('container_cpu_cfs_periods_total', {
  help: 'Number of elapsed enforcement period intervals.',
  labels: container,
  totals,
})

export const periodsThrottled = cadvisor.counter('container_cpu_cfs_throttled_periods_total', {
  help: 'Number of throttled period intervals.',
  labels: container,
  totals,
})

export const killedForMemory = cadvisor.counter('container_oom_events_total', {
  help: 'Count of out of memory events observed for the container',
  labels: container,
  totals,
})

export const bytesRead = cadvisor.counter('container_fs_reads_bytes_total', {
  help: 'Cumulative count of bytes read',
  labels: { ...container, device: open },
  totals,
})

export const bytesWritten = cadvisor.counter('container_fs_writes_bytes_total', {
  help: 'Cumulative count of bytes written',
  labels: { ...container, device: open },
  totals,
})

export const cpuUsage = sum(rate(cpuTime))
export const memory = sum(workingSet)
/** The fullest container of a name. */
export const memoryUsage = ratio(max(workingSet), max(memoryLimit))
export const throttled = ratio(sum(rate(periodsThrottled)), sum(rate(periods)))
export const memoryKills = sum(increase(killedForMemory))
export const readRate = sum(rate(bytesRead))
export const writeRate = sum(rate(bytesWritten))
