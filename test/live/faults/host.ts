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

/** A small filesystem that can be filled, or the reason why there can be none here. */
export async function fullDisk(world: World): Promise<Fault | string> {
  const mountpoint = join(world.stack.home, 'disk')
  mkdirSync(mountpoint)
  try {
    await mount(world, mountpoint)
  } catch (error) {
    const [reason = ''] = String((error as { readonly stderr?: string }).stderr ?? error).split('\n')
    return `no filesystem can be mounted on a loop device, which takes root: ${reason}`
  }
  const file = join(mountpoint, 'file')
  const labels = { instance: world.stack.addresses.node, device: deviceAt(mountpoint), mountpoint }
  return {
    name: diskFault,
    done: 'a file fills an ext4 filesystem of 16 MB on a loop device',
    start: async () => void (await run('dd', ['if=/dev/zero', `of=${file}`, 'bs=64k']).catch(() => undefined)),
    lift: async () => void (await run('rm', [file])),
    tells: [{ alert: 'PyBaseDiskSpaceLow', labels }],
    keeps: [watchdogGoesOn(world)],
  }
}

async function mount({ stack: { home, cleanup } }: World, mountpoint: string): Promise<void> {
  const image = join(home, 'disk.img')
  await run('truncate', ['--size=16M', image])
  await run('mkfs.ext4', ['-q', image])
  cleanup.add(`unmount ${mountpoint as `/${string}`}`)
  await run('mount', ['-o', 'loop', image, mountpoint])
}

function deviceAt(mountpoint: string): string {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  return mounts.map((line) => line.split(' ')).find(([, at]) => at === mountpoint)?.[0] ?? ''
}
