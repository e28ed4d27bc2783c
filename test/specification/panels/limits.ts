import { diskFree, ofDisk, ofDisks, share } from '../terms.ts'
import type { SpecifiedDashboard } from './panel.ts'

const disk = { decided: 'prediction and inodes have alerts of their own' }
const saturation = { meant: 'what of the host and its containers is about to run out' }

export const limits: SpecifiedDashboard = {
  uid: 'pybase-limits',
  panels: {
    'disk-space-left-to-the-last': { ...disk, as: 'timeseries', shows: diskFree },
    'disk-space-in-half-an-hour': {
      ...disk,
      as: 'timeseries',
      shows: `max by (instance, device, mountpoint) (predict_linear(${ofDisk('node_filesystem_avail_bytes')}[10m], 1800))`,
    },
    'inodes-left': {
      ...disk,
      as: 'timeseries',
      shows: share(ofDisks('node_filesystem_files_free'), ofDisks('node_filesystem_files')),
    },
    'read-only-file-systems': {
      decided: 'only writable local file systems page',
      as: 'state-timeline',
      shows: ofDisks('node_filesystem_readonly'),
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
    'writes-that-redis-refused': {
      ...saturation,
      as: 'timeseries',
      shows: 'sum(increase(redis_errors_total{err=~"OOM|MISCONF|READONLY"}[$__rate_interval])) or vector(0)',
    },
    'keys-that-redis-evicted': {
      ...saturation,
      as: 'timeseries',
      shows: 'sum by (instance) (increase(redis_evicted_keys_total[$__rate_interval]))',
    },
    'redis-saves': { ...saturation, as: 'state-timeline', shows: 'redis_rdb_last_bgsave_status' },
    'targets-that-come-and-go': {
      ...saturation,
      as: 'timeseries',
      shows: 'max by (job) (changes(up[$__rate_interval]))',
    },
    'series-in-prometheus': { ...saturation, as: 'timeseries', shows: 'prometheus_tsdb_head_series' },
    'time-that-rules-take': {
      ...saturation,
      as: 'timeseries',
      shows: 'prometheus_rule_group_last_duration_seconds',
    },
  },
}
