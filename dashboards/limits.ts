import { dashboard, instancesOf, row, states, timeseries } from '@pybase/monitoring'
import { targetUnstable } from '../alerts/liveness.ts'
import { rulesSlow, seriesGrow } from '../alerts/monitoring.ts'
import { redisEvictsKeys, redisNotSaving, redisRefusesWrites } from '../alerts/redis.ts'
import { diskFillsSoon, diskFull, filesystemReadOnly, inodesLow } from '../alerts/resource-exhaustion.ts'
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
import * as monitoring from '../queries/monitoring.ts'
import * as node from '../queries/node.ts'
import * as redis from '../queries/redis.ts'

const disk = ['instance', 'device', 'mountpoint'] as const

export default dashboard(
  'PyBase / Limits',
  {
    uid: 'pybase-limits',
    asks: 'What of the host, its containers and the servers is about to run out?',
    tags: ['host', 'redis'],
    filters: [
      instancesOf(node.capacity, 'node_instance', 'Host'),
      instancesOf(containers.workingSet, 'cadvisor_instance', 'cAdvisor'),
      instancesOf(redis.up, 'redis_instance', 'Redis'),
    ],
    annotations: monitoring.annotations('host', 'redis'),
  },
  row(
    'Disks',
    [
      timeseries(
        'Disk space left, to the last',
        node.diskFreeRatio.by(...disk),
        'Share of each file system that is available to ordinary users.',
        { alert: diskFull },
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
    ],
  ),
  row('Containers', [
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
  row('Redis', [
    timeseries(
      'Writes that Redis refused',
      redis.writesRefused.orZero(),
      'Its memory is full (OOM), it cannot save (MISCONF), or it is a replica (READONLY).',
      { alert: redisRefusesWrites },
    ),
    timeseries(
      'Keys that Redis evicted',
      redis.keysEvicted.by('instance'),
      'Keys that were removed between one point of the line and the next, since the memory limit is reached.',
      { alert: redisEvictsKeys },
    ),
    states('Redis saves', redis.lastSaveWorked, 'Whether the last snapshot of Redis could be written.', {
      alert: redisNotSaving,
      says: ['failed', 'saved'],
    }),
  ]),
  row('Monitoring', [
    timeseries(
      'Targets that come and go',
      monitoring.turns.by('job'),
      'How often a target of each job began or ceased to answer between one point of the line and the next.',
      { alert: targetUnstable },
    ),
    timeseries('Series in Prometheus', monitoring.headSeries, 'Series that Prometheus holds in memory.', {
      alert: seriesGrow,
    }),
    timeseries(
      'Time that rules take',
      monitoring.ruleDuration,
      'The last evaluation of each group; longer than the evaluation interval, and some are left out.',
      { alert: rulesSlow },
    ),
  ]),
)
