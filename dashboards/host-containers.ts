import { bars, dashboard, instancesOf, row, states, timeseries } from '@pybase/monitoring'
import { hostDown } from '../alerts/liveness.ts'
import { diskFillsSoon, diskFull, diskSpaceLow, filesystemReadOnly, inodesLow } from '../alerts/resource-exhaustion.ts'
import {
  clockWrong,
  containerMemoryNearLimit,
  containerThrottled,
  fileDescriptorsLow,
  hostCpuBusy,
  hostMemoryLow,
  killedForMemory,
} from '../alerts/saturation.ts'
import * as containers from '../queries/containers.ts'
import { annotations, hostAnswers } from '../queries/monitoring.ts'
import * as node from '../queries/node.ts'

const disk = ['instance', 'device', 'mountpoint'] as const

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
    asks: 'What does the host run out of, and which container takes it?',
    tags: ['host'],
    filters: [
      instancesOf(node.capacity, 'node_instance', 'Host'),
      instancesOf(containers.workingSet, 'cadvisor_instance', 'cAdvisor'),
    ],
    annotations: annotations('host'),
  },
  row(
    'Disks',
    [
      bars(
        'Disk space left',
        node.diskFreeRatio.by(...disk),
        'Share of each filesystem that is available to ordinary users.',
        { alert: diskSpaceLow, warning: '20%' },
      ),
      timeseries(
        'Disk space left over time',
        node.diskFreeRatio.by(...disk),
        'The same over time: the slope tells whether minutes or weeks are left.',
        { alert: diskFull, warning: '10%' },
      ),
      timeseries(
        'Disk space in half an hour',
        node.diskFreeSoon.by(...disk).over('10m'),
        'What is left in half an hour if the last ten minutes go on: below zero it is full by then.',
        { alert: diskFillsSoon },
      ),
    ],
    [
      timeseries('Inodes left', node.inodesFreeRatio.by(...disk), 'Share of the files that can still be created.', {
        alert: inodesLow,
      }),
      states(
        'Read-only file systems',
        node.isReadOnly.by(...disk),
        'Whether a file system can be written. One that became read-only by itself has a disk that fails.',
        { alert: filesystemReadOnly, says: ['writable', 'read-only'] },
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
  row(
    'Host',
    [
      timeseries('Processor time in use', node.cpuBusy.by('instance'), 'Share of all processors of the host.', {
        alert: hostCpuBusy,
      }),
      timeseries('Memory left', node.memoryFreeRatio, 'Share of the memory that processes can still have.', {
        alert: hostMemoryLow,
      }),
    ],
    [
      timeseries('File descriptors in use', node.filesOpenRatio, 'Share of those that the host has.', {
        alert: fileDescriptorsLow,
      }),
      states('Clock', node.clockIsSynchronised, 'Whether the clock of the host is set by a reliable server.', {
        alert: clockWrong,
        says: ['not set', 'set'],
      }),
      states('What answers on the host', hostAnswers.by('job'), 'Whether anything on the host can be reached.', {
        alert: hostDown,
        says: ['down', 'up'],
      }),
    ],
  ),
  row('Containers', containerPanels, [
    timeseries(
      'Memory against the limit',
      containers.memoryUsage.by('name'),
      'Of the memory that each container may use; those without a limit are not here.',
      { alert: containerMemoryNearLimit },
    ),
    timeseries(
      'Held back',
      containers.throttled.by('name'),
      'Share of the periods in which a container wanted more processor time than it may use.',
      { alert: containerThrottled },
    ),
    timeseries(
      'Ended for want of memory',
      containers.memoryKills.by('name'),
      'Processes that the kernel ended between one point of the line and the next.',
      { alert: killedForMemory },
    ),
  ]),
)
