// What goes wrong with the host.

import { at, counts, down, drill, grows, happens, scales, stands, turns } from '@pybase/monitoring'
import * as application from '../../queries/application.ts'
import * as containers from '../../queries/containers.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as node from '../../queries/node.ts'
import * as redis from '../../queries/redis.ts'
import { targetDown } from '../liveness.ts'
import { diskFillsSoon, diskFull, diskSpaceLow, filesystemReadOnly, inodesLow } from '../resource-exhaustion.ts'
import {
  clockWrong,
  containerMemoryNearLimit,
  containerThrottled,
  fileDescriptorsLow,
  hostCpuBusy,
  hostMemoryLow,
  killedForMemory,
} from '../saturation.ts'

const docker = { mountpoint: '/var/lib/docker' } as const
const worker = { name: 'pybase-extraction-worker-1' } as const
const image = { device: '/dev/loop7', mountpoint: '/mnt/image', fstype: 'ext4' } as const
const cd = { device: '/dev/sr0', mountpoint: '/media/cd', fstype: 'iso9660' } as const
const share = { device: 'nas:/files', mountpoint: '/mnt/files', fstype: 'nfs4' } as const

export const diskFills = drill('A disk fills within three hours', {
  lasts: '4h',
  happens: [
    grows(node.available.where(docker), '1GiB', { until: '3h' }),
    stands(node.available.where(docker), '1GiB', { from: '3h' }),
  ],
  noticed: { by: diskSpaceLow, within: '150m' },
  pages: 2,
  tickets: 0,
})

export const diskFillsQuickly = drill('A disk fills within twenty minutes', {
  lasts: '1h',
  happens: [
    grows(node.available.where(docker), '0B', { until: '20m' }),
    stands(node.available.where(docker), '0B', { from: '20m' }),
  ],
  noticed: { by: diskFillsSoon, within: '15m' },
  pages: 1,
  tickets: 0,
})

export const nodeExporterDies = drill('node_exporter dies', {
  lasts: '1h',
  happens: [down(jobs.node)],
  noticed: { by: targetDown, within: '5m' },
  pages: 0,
  tickets: 1,
})

export const cadvisorDies = drill('cAdvisor dies', {
  lasts: '1h',
  happens: [down(jobs.cadvisor)],
  noticed: { by: targetDown, within: '5m' },
  pages: 0,
  tickets: 1,
})

// What only looks as if.

export const fullDisc = drill('A disc that is full by design is mounted', {
  lasts: '2h',
  happens: [stands(node.available.where(cd), '0B'), stands(node.capacity.where(cd), '4GiB')],
  quiet: true,
})

export const largeShare = drill('A network file system of 120 TiB has 8 TiB left', {
  lasts: '2h',
  happens: [stands(node.available.where(share), '8192GiB'), stands(node.capacity.where(share), '122880GiB')],
  quiet: true,
})

export const diskIsUsed = drill('A disk is 80% full, and stays so', {
  lasts: '4h',
  happens: [stands(node.available.where(docker), '80GiB')],
  quiet: true,
})

export const buildsComeAndGo = drill('A build takes a third of what is left, and gives it back', {
  lasts: '2h',
  happens: [grows(node.available.where(docker), '90GiB', { until: '20m' })],
  quiet: true,
})

export const diskFillsAtOnce = drill('A disk fills within ten minutes, and the database with it', {
  lasts: '1h',
  happens: [
    grows(node.available.where(docker), '0B', { until: '10m' }),
    stands(node.available.where(docker), '0B', { from: '10m' }),
    counts(application.queryErrors.where({ job: 'pybase-api', operation: 'insert' }), '20/s', { from: '10m' }),
    turns(http.requests, '40%', { status: '500' }, { from: '10m' }),
    stands(redis.lastSaveWorked, 0, { from: '10m' }),
    counts(redis.errors.where({ err: 'MISCONF' }), '10/s', { from: '10m' }),
  ],
  noticed: { by: diskFillsSoon, within: '9m' },
  pages: 1,
  tickets: 1,
})

export const diskIsFull = drill('A disk is full at once: something wrote all that was left', {
  lasts: '1h',
  happens: [stands(node.available.where(docker), '0B')],
  noticed: { by: diskFull, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const inodesRunOut = drill('A cache makes millions of small files', {
  lasts: '4h',
  happens: [
    grows(node.inodesFree.where(docker), 1000, { until: '3h' }),
    stands(node.inodesFree.where(docker), 1000, { from: '3h' }),
  ],
  noticed: { by: inodesLow, within: '3h' },
  pages: 1,
  tickets: 0,
})

export const diskFails = drill('A disk fails, and the kernel makes it read-only', {
  lasts: '2h',
  happens: [stands(node.readOnly.where(docker), 1)],
  noticed: { by: filesystemReadOnly, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const cpuIsBusy = drill('Something takes all processors', {
  lasts: '2h',
  happens: [scales(node.cpuTime.where({ mode: 'idle' }), 0), scales(node.cpuTime.where({ mode: 'iowait' }), 0)],
  noticed: { by: hostCpuBusy, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const memoryRunsOut = drill('The memory of the host runs out', {
  lasts: '2h',
  happens: [
    grows(node.memoryAvailable, '256MiB', { until: '10m' }),
    stands(node.memoryAvailable, '256MiB', { from: '10m' }),
  ],
  noticed: { by: hostMemoryLow, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const workerIsKilledForMemory = drill('The kernel ends a process of the extraction worker for its memory', {
  lasts: '1h',
  happens: [happens(containers.killedForMemory.where(worker), at('5m')), happens(node.killedForMemory, at('5m'))],
  noticed: { by: killedForMemory, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const containerFills = drill('A container leaks memory up to its limit', {
  lasts: '2h',
  happens: [stands(containers.workingSet.where(worker), '2900MiB')],
  noticed: { by: containerMemoryNearLimit, within: '15m' },
  pages: 0,
  tickets: 1,
})

export const containerIsHeldBack = drill('A container may use too little processor time', {
  lasts: '2h',
  happens: [counts(containers.periodsThrottled.where(worker), '8/s')],
  noticed: { by: containerThrottled, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const filesRunOut = drill('A process opens files and closes none', {
  lasts: '1h',
  happens: [stands(node.filesOpen, 1_600_000)],
  noticed: { by: fileDescriptorsLow, within: '10m' },
  pages: 1,
  tickets: 0,
})

export const clockDrifts = drill('The clock of the host is no longer set', {
  lasts: '2h',
  happens: [stands(node.clockIsSynchronised, 0)],
  noticed: { by: clockWrong, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const clockJumps = drill('The clock of the host is two seconds ahead', {
  lasts: '2h',
  happens: [stands(node.clockOffset, '2s')],
  noticed: { by: clockWrong, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const mountedReadOnly = drill('A full ext4 image is mounted read-only', {
  lasts: '2h',
  happens: [
    stands(node.available.where(image), '0B'),
    stands(node.capacity.where(image), '4GiB'),
    stands(node.readOnly.where(image), 1),
  ],
  quiet: true,
})

export const cpuPeaks = drill('All processors are busy for ten minutes', {
  lasts: '1h',
  happens: [scales(node.cpuTime.where({ mode: 'idle' }), 0, { until: '10m' })],
  quiet: true,
})

export const memoryIsTaken = drill('The memory of the host is two thirds used', {
  lasts: '2h',
  happens: [stands(node.memoryAvailable, '5GiB')],
  quiet: true,
})

export const clockIsCorrected = drill('The clock of the host is off for a minute, and corrected', {
  lasts: '1h',
  happens: [stands(node.clockOffset, '900ms', { until: '1m' }), stands(node.clockIsSynchronised, 0, { until: '5m' })],
  quiet: true,
})

export const heldBackNowAndThen = drill('A container is held back now and then', {
  lasts: '2h',
  happens: [counts(containers.periodsThrottled.where(worker), '1/s')],
  quiet: true,
})
