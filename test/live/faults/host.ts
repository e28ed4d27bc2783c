import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './fault.ts'
import { paused, run, type World, watchdogGoesOn } from './world.ts'

/** What goes wrong with the host and its exporter. */
export const hostFaults = (world: World) => {
  const exporterPaused: Fault = {
    name: "The host's exporter stops answering",
    done: 'SIGSTOP to node_exporter',
    ...paused(world, 'node_exporter'),
    tells: [{ alert: 'PyBaseTargetDown', labels: { job: 'node' } }],
  }
  return { exporterPaused }
}

export const diskFault = 'A disk is full'

/** A filesystem of 16 MB on a loop device. Only root can mount one. */
export async function fullDisk(world: World): Promise<Fault> {
  const { home, cleanup, addresses } = world.stack
  const image = join(home, 'disk.img')
  const mountpoint = join(home, 'disk')
  mkdirSync(mountpoint)
  await run('truncate', ['--size=16M', image])
  await run('mkfs.ext4', ['-q', image])
  cleanup.add(`unmount ${mountpoint as `/${string}`}`)
  await run('mount', ['-o', 'loop', image, mountpoint])
  const [device = ''] = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, at]) => at === mountpoint)
    .map(([from]) => from)
  const file = join(mountpoint, 'file')
  return {
    name: diskFault,
    done: 'a file fills an ext4 filesystem of 16 MB on a loop device',
    start: async () => void (await run('dd', ['if=/dev/zero', `of=${file}`, 'bs=64k']).catch(() => undefined)),
    lift: async () => void (await run('rm', [file])),
    tells: [{ alert: 'PyBaseDiskSpaceLow', labels: { instance: addresses.node, device, mountpoint } }],
    keeps: [watchdogGoesOn(world)],
  }
}

/** Why there can be no loop device here; undefined where there can. */
export const noLoopDevice = (): string | undefined =>
  process.getuid?.() === 0 ? undefined : 'only root can mount a filesystem on a loop device'
