import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, Refused } from '../../findings/problem.ts'
import { isRunning } from '../../running.ts'

export interface LockOptions {
  /** The folder that only one process at a time may change. */
  readonly folder: string
  readonly signal: AbortSignal
}

/** Works alone: waits while another process has the lock. One that ended without giving it back lost it. */
export async function withLock(options: LockOptions, work: () => Promise<void>): Promise<void> {
  const lock = await take(options)
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

async function take({ folder, signal }: LockOptions): Promise<string> {
  const lock = join(folder, '.cache', 'installing')
  const own = `${lock}.${process.pid}`
  // Linked, so that the lock never stands there without the number in it.
  writeIn(folder, own)
  try {
    for (let told = false; !linked(own, lock); ) {
      const owner = ownerOf(lock)
      if (owner === undefined) continue
      if (!isAnother(owner)) {
        release(lock, `${own}.left`, owner)
        continue
      }
      if (!told) console.log(`Waiting for process ${owner}, which installs the preview; if it is none, remove ${lock}`)
      told = true
      await sleep(500, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  } finally {
    rmSync(own, { force: true })
  }
  return lock
}

function writeIn(folder: string, own: string): void {
  try {
    mkdirSync(dirname(own), { recursive: true })
    writeFileSync(own, String(process.pid))
  } catch (error) {
    throw new Refused({
      where: folder,
      what: `The preview is installed and built in this folder, but: ${messageOf(error)}.`,
      next: 'Make the folder writable, or work in a copy of the repository that is.',
    })
  }
}

function linked(own: string, lock: string): boolean {
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** The number of a process, 0 for anything else, `undefined` without a lock. */
function ownerOf(lock: string): number | undefined {
  try {
    return Number(/^\d+$/.exec(readFileSync(lock, 'utf8'))?.[0] ?? 0)
  } catch {
    return undefined
  }
}

/** Takes away the lock of a process that is gone. Who finds another's lock in his hands gives it back. */
function release(lock: string, aside: string, owner: number): void {
  try {
    renameSync(lock, aside)
    if (ownerOf(aside) !== owner) linked(aside, lock)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  rmSync(aside, { force: true })
}

/** In a container the numbers begin anew: one that left our own number behind is gone. */
const isAnother = (pid: number): boolean => pid !== 0 && pid !== process.pid && isRunning(pid)

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
