import type { SpecifiedDashboard } from './panel.ts'

const container = { says: 'Container Resources: CPU, memory, disk I/O (via cAdvisor)' }

/** Shown on the page of the databases, closed, and on that of the host. */
export const containerPanels: SpecifiedDashboard['panels'] = {
  'container-cpu': {
    ...container,
    as: 'timeseries',
    shows: 'sum by (name) (rate(container_cpu_usage_seconds_total[$__rate_interval]))',
  },
  'container-memory': {
    ...container,
    as: 'timeseries',
    shows: 'sum by (name) (container_memory_working_set_bytes)',
  },
  'container-disk-i-o': {
    ...container,
    as: 'timeseries',
    shows: {
      read: 'sum by (name) (rate(container_fs_reads_bytes_total[$__rate_interval]))',
      written: 'sum by (name) (rate(container_fs_writes_bytes_total[$__rate_interval]))',
    },
  },
}
