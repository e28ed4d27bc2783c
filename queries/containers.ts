// What cAdvisor exposes about the host's containers.

import { exposedBy, mayBeEmpty, open, rate, sum, unbounded } from '@pybase/monitoring'
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
export const readRate = sum(rate(bytesRead))
export const writeRate = sum(rate(bytesWritten))
