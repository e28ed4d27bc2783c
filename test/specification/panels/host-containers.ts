import { diskFree, ofDisk, ofDisks, share } from '../terms.ts'
import { containerPanels } from './container-panels.ts'
import type { SpecifiedDashboard } from './panel.ts'

const disk = { decided: 'disk space: no target exposes it; node_exporter' }
const ofDiskAlerts = { decided: 'prediction and inodes have alerts of their own' }
const saturation = { meant: 'what of the host and its containers is about to run out' }

/** Practice gave the host a page of its own, with the containers, which the specification has on that of the databases. */
export const hostContainers: SpecifiedDashboard = {
  uid: 'pybase-host-containers',
  panels: {
    'disk-space-left': { ...disk, as: 'bargauge', shows: diskFree },
    'disk-space-left-over-time': { ...disk, as: 'timeseries', shows: diskFree },
    'disk-i-o': {
      meant: 'bytes per second that each disk reads and writes',
      as: 'timeseries',
      shows: {
        read: 'sum by (instance, device) (rate(node_disk_read_bytes_total[$__rate_interval]))',
        written: 'sum by (instance, device) (rate(node_disk_written_bytes_total[$__rate_interval]))',
      },
    },
    'disk-busy': {
      meant: 'share of time in which each disk had a request to serve',
      as: 'timeseries',
      shows: 'max by (instance, device) (rate(node_disk_io_time_seconds_total[$__rate_interval]))',
    },
    'disk-space-in-half-an-hour': {
      ...ofDiskAlerts,
      as: 'timeseries',
      shows: `max by (instance, device, mountpoint) (predict_linear(${ofDisk('node_filesystem_avail_bytes')}[10m], 1800))`,
    },
    'inodes-left': {
      ...ofDiskAlerts,
      as: 'timeseries',
      shows: share(ofDisks('node_filesystem_files_free'), ofDisks('node_filesystem_files')),
    },
    'read-only-file-systems': {
      decided: 'only writable local file systems page',
      as: 'state-timeline',
      shows: ofDisks('node_filesystem_readonly'),
    },
    'what-answers-on-the-host': {
      meant: 'whether the host can be reached at all',
      as: 'state-timeline',
      shows: 'min by (job) (up{job=~"node|postgres|redis"})',
    },
    'processor-time-in-use': {
      ...saturation,
      as: 'timeseries',
      shows: share(
        'sum by (instance) (rate(node_cpu_seconds_total{mode!~"idle|iowait"}[$__rate_interval]))',
        'sum by (instance) (rate(node_cpu_seconds_total[$__rate_interval]))',
      ),
    },
    'memory-left': {
      ...saturation,
      as: 'timeseries',
      shows: share('node_memory_MemAvailable_bytes', 'node_memory_MemTotal_bytes'),
    },
    'file-descriptors-in-use': {
      ...saturation,
      as: 'timeseries',
      shows: share('node_filefd_allocated', 'node_filefd_maximum'),
    },
    clock: { ...saturation, as: 'state-timeline', shows: 'node_timex_sync_status' },
    'memory-against-the-limit': {
      ...saturation,
      as: 'timeseries',
      shows: share(
        'max by (name) (container_memory_working_set_bytes)',
        'max by (name) (container_spec_memory_limit_bytes)',
      ),
    },
    'held-back': {
      ...saturation,
      as: 'timeseries',
      shows: share(
        'sum by (name) (rate(container_cpu_cfs_throttled_periods_total[$__rate_interval]))',
        'sum by (name) (rate(container_cpu_cfs_periods_total[$__rate_interval]))',
      ),
    },
    'ended-for-want-of-memory': {
      ...saturation,
      as: 'timeseries',
      shows: 'sum by (name) (increase(container_oom_events_total[$__rate_interval]))',
    },
    ...containerPanels,
  },
}
