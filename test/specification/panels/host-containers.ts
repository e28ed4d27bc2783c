import { diskFree } from '../terms.ts'
import { containerPanels } from './container-panels.ts'
import type { SpecifiedDashboard } from './panel.ts'

const disk = { decided: 'disk space: no target exposes it; node_exporter' }

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

    ...containerPanels,
  },
}
