// What node_exporter exposes about the host.

import { exposedBy, max, mayBeEmpty, not, open, rate, ratio, sum } from '@pybase/monitoring'
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
    'fuse.lxcfs',
    'fuse.portal',
    'efivarfs',
    // Somebody else's disk: a share of it is much, and who keeps it watches it.
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    'ceph',
    '9p',
    'fuse.sshfs',
    'fuse.glusterfs',
  ),
} as const

export const diskFreeRatio = ratio(max(available.where(real)), max(capacity.where(real)))
export const diskReadRate = sum(rate(diskRead))
export const diskWriteRate = sum(rate(diskWritten))
export const diskUtilisation = max(rate(diskBusy))
