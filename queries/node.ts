// What node_exporter exposes about the host.

import {
  exposedBy,
  increase,
  max,
  maxOverTime,
  mayBeEmpty,
  minOverTime,
  not,
  open,
  predictLinear,
  rate,
  ratio,
  sum,
} from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const node = exposedBy(jobs.node)

const filesystem = { device: open, mountpoint: open, fstype: open, device_error: mayBeEmpty(open) } as const
const labelVersions = { device_error: { since: '1.6.0' } } as const

export const available = node.gauge('node_filesystem_avail_bytes', {
  help: 'Filesystem space available to non-root users in bytes.',
  labels: filesystem,
  labelVersions,
})

export const capacity = node.gauge('node_filesystem_size_bytes', {
  help: 'Filesystem size in bytes.',
  labels: filesystem,
  labelVersions,
})

export const inodes = node.gauge('node_filesystem_files', {
  help: 'Filesystem total file nodes.',
  labels: filesystem,
  labelVersions,
  zeroMeans: 'no fixed number',
})

export const inodesFree = node.gauge('node_filesystem_files_free', {
  help: 'Filesystem total free file nodes.',
  labels: filesystem,
  labelVersions,
})

export const readOnly = node.state('node_filesystem_readonly', {
  help: 'Filesystem read-only status.',
  labels: filesystem,
  labelVersions,
})

export const cpuTime = node.counter('node_cpu_seconds_total', {
  help: 'Seconds the CPUs spent in each mode.',
  labels: { cpu: open, mode: open },
  partition: 'mode',
})

export const memoryTotal = node.gauge('node_memory_MemTotal_bytes', {
  help: 'Memory information field MemTotal_bytes.',
})

export const memoryAvailable = node.gauge('node_memory_MemAvailable_bytes', {
  help: 'Memory information field MemAvailable_bytes.',
})

export const killedForMemory = node.misnamedCounter('node_vmstat_oom_kill', {
  help: '/proc/vmstat information field oom_kill.',
  exposedAs: 'untyped',
  unit: 'count',
})

export const filesOpen = node.gauge('node_filefd_allocated', { help: 'File descriptor statistics: allocated.' })
export const filesMost = node.gauge('node_filefd_maximum', { help: 'File descriptor statistics: maximum.' })

export const clockIsSynchronised = node.state('node_timex_sync_status', {
  help: 'Is clock synchronized to a reliable server (1 = yes, 0 = no).',
})

export const clockOffset = node.gauge('node_timex_offset_seconds', {
  help: 'Time offset in between local system and reference clock.',
})

export const diskRead = node.counter('node_disk_read_bytes_total', {
  help: 'The total number of bytes read successfully.',
  labels: { device: open },
})

export const diskWritten = node.counter('node_disk_written_bytes_total', {
  help: 'The total number of bytes written successfully.',
  labels: { device: open },
})

export const diskBusy = node.counter('node_disk_io_time_seconds_total', {
  help: 'Total seconds spent doing I/Os.',
  labels: { device: open },
})

/** Local filesystems that hold data; the others are memory, images, views of another, or on the network. */
const real = {
  fstype: not(
    'tmpfs',
    'devtmpfs',
    'ramfs',
    'rootfs',
    'overlay',
    'squashfs',
    'erofs',
    'iso9660',
    'udf',
    'nsfs',
    'autofs',
    'efivarfs',
    // Somebody else's disk: a share of it is much, and who keeps it watches it. What a process makes up (fuse.…) is, too.
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    'smbfs',
    'ceph',
    'glusterfs',
    'lustre',
    'beegfs',
    '9p',
    'virtiofs',
    'fuse.lxcfs',
    'fuse.portal',
    'fuse.sshfs',
    'fuse.glusterfs',
    'fuse.s3fs',
    'fuse.rclone',
    'fuse.ceph',
    'fuse.juicefs',
    'fuse.mergerfs',
    'fuse.gcsfuse',
    'fuse.davfs',
  ),
} as const

export const diskFreeRatio = ratio(max(available.where(real)), max(capacity.where(real)))
/** Where nothing can be written nothing runs out of space. */
export const isReadOnly = max(readOnly.where(real))
export const wasWritable = max(minOverTime(readOnly.where(real)))
/** Where the last ten minutes lead in half an hour. */
export const diskFreeSoon = max(predictLinear(available.where(real), '30m'))
export const inodesFreeSoon = ratio(max(predictLinear(inodesFree.where(real), '30m')), max(inodes.where(real)))
export const inodesFreeRatio = ratio(max(inodesFree.where(real)), max(inodes.where(real)))

export const cpuBusy = ratio(sum(rate(cpuTime.where({ mode: not('idle', 'iowait') }))), sum(rate(cpuTime)))
export const memoryFreeRatio = ratio(memoryAvailable, memoryTotal)
export const memoryKills = sum(increase(killedForMemory))
export const filesOpenRatio = ratio(filesOpen, filesMost)
export const wasSynchronised = maxOverTime(clockIsSynchronised)
export const diskReadRate = sum(rate(diskRead))
export const diskWriteRate = sum(rate(diskWritten))
export const diskUtilisation = max(rate(diskBusy))
