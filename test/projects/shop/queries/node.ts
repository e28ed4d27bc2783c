// The machines.

import { exposedBy, max, min, not, open, predictLinear } from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const node = exposedBy(jobs.node)
const filesystem = { device: open, mountpoint: open, fstype: open } as const

export const available = node.gauge('node_filesystem_avail_bytes', {
  help: 'Filesystem space available to non-root users in bytes.',
  labels: filesystem,
})

export const load = node.misnamedGauge('node_load1', {
  help: 'Processes that wait or run, over a minute.',
  unit: 'count',
})

const real = available.where({ fstype: not('tmpfs', 'devtmpfs', 'overlay', 'squashfs') })
export const freeBytes = min(real)
export const freeInFourHours = min(predictLinear(real, '4h'))
export const busiest = max(load)
