import { bars, dashboard, instancesOf, row, timeseries } from '@pybase/monitoring'
import { diskSpaceLow } from '../alerts/resource-exhaustion.ts'
import * as containers from '../queries/containers.ts'
import { annotations } from '../queries/monitoring.ts'
import * as node from '../queries/node.ts'

/** What takes it, container by container. */
export const containerPanels = [
  timeseries(
    'Container CPU',
    containers.cpuUsage.by('name'),
    'CPU time per second of each container: 100% is one core.',
  ),
  timeseries(
    'Container memory',
    containers.memory.by('name'),
    'Working set of each container: what the kernel cannot give back.',
  ),
  timeseries(
    'Container disk I/O',
    {
      read: containers.readRate.by('name'),
      written: containers.writeRate.by('name'),
    },
    'Bytes per second that each container reads and writes.',
  ),
] as const

export default dashboard(
  'PyBase / Host & containers',
  {
    uid: 'pybase-host-containers',
    asks: 'Does the host have what PyBase needs, and which container takes it?',
    tags: ['host'],
    filters: [
      instancesOf(node.capacity, 'node_instance', 'Host'),
      instancesOf(containers.workingSet, 'cadvisor_instance', 'cAdvisor'),
    ],
    annotations: annotations('host'),
  },
  row(
    'Host',
    [
      bars(
        'Disk space left',
        node.diskFreeRatio.by('instance', 'device', 'mountpoint'),
        'Share of each filesystem that is available to ordinary users.',
        { alert: diskSpaceLow, warning: '20%' },
      ),
      timeseries(
        'Disk space left over time',
        node.diskFreeRatio.by('instance', 'device', 'mountpoint'),
        'The same over time: the slope tells whether minutes or weeks are left.',
        { alert: diskSpaceLow, warning: '20%' },
      ),
    ],
    [
      timeseries(
        'Disk I/O',
        { read: node.diskReadRate.by('instance', 'device'), written: node.diskWriteRate.by('instance', 'device') },
        'Bytes per second of each disk; what lies on a volume or an array counts there, too.',
      ),
      timeseries(
        'Disk busy',
        node.diskUtilisation.by('instance', 'device'),
        'Share of time in which the disk had a request to serve.',
        { warning: '90%' },
      ),
    ],
  ),
  row('Containers', containerPanels),
)
