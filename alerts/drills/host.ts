// What goes wrong with the host.

import { down, drill, grows, stands } from '@pybase/monitoring'
import * as jobs from '../../queries/jobs.ts'
import * as node from '../../queries/node.ts'
import { targetDown } from '../liveness.ts'
import { diskSpaceLow } from '../resource-exhaustion.ts'

const docker = { mountpoint: '/var/lib/docker' } as const
const cd = { device: '/dev/sr0', mountpoint: '/media/cd', fstype: 'iso9660' } as const
const share = { device: 'nas:/files', mountpoint: '/mnt/files', fstype: 'nfs4' } as const

export const diskFills = drill('A disk fills within three hours', {
  lasts: '4h',
  happens: [
    grows(node.available.where(docker), '1GiB', { until: '3h' }),
    stands(node.available.where(docker), '1GiB', { from: '3h' }),
  ],
  noticed: { by: diskSpaceLow, within: '150m' },
  pages: 1,
  tickets: 0,
})

export const diskFillsQuickly = drill('A disk fills within twenty minutes', {
  lasts: '1h',
  happens: [
    grows(node.available.where(docker), '0B', { until: '20m' }),
    stands(node.available.where(docker), '0B', { from: '20m' }),
  ],
  noticed: { by: diskSpaceLow, within: '19m' },
  pages: 1,
  tickets: 0,
  notYet: 'Nothing looks ahead.',
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
