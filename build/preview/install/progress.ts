import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Says that something begins; `sofar` tells how far it has come. */
export type Progress = (what: string, sofar: () => string) => Told

export interface Told {
  /** It has come to its end, good or bad: nothing more is told of how far it is. */
  end(): void
  /** It is to end before its time, which takes a moment. */
  stopping(): void
  /** It has come to a good end. */
  done(): void
}

const everyMs = 2_000
const everyMsInLog = 30_000

/**
 * A line at the beginning and one at the end. Between them a terminal has one that is written over and over; a log gets
 * one every half a minute.
 */
export const progressOn =
  (stream: NodeJS.WriteStream): Progress =>
  (what, sofar) => {
    const start = performance.now()
    const elapsed = (): string => `${Math.round((performance.now() - start) / 1000)} s`
    stream.write(`${what}\n`)
    const tell = (): void => {
      const words = [sofar(), elapsed()].filter((each) => each !== '').join(', ')
      stream.write(stream.isTTY ? `\r\u001b[2K  ${words}` : `  ${words}\n`)
    }
    const timer = setInterval(tell, stream.isTTY ? everyMs : everyMsInLog)
    const end = (): void => {
      clearInterval(timer)
      if (stream.isTTY) stream.write('\r\u001b[2K')
    }
    return {
      end,
      stopping: () => {
        end()
        stream.write('Ending the installation …\n')
      },
      done: () => void stream.write(`  done in ${elapsed()}\n`),
    }
  }

/** How many packages stand in a folder's `node_modules` now. */
export function packagesIn(folder: string): number {
  const names = namesIn(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))
  return names
    .map((name) => (name.startsWith('@') ? namesIn(join(folder, 'node_modules', name)).length : 1))
    .reduce((sum, count) => sum + count, 0)
}

/** How many packages a folder's lock file has; 0 where it cannot be read, of which npm says more. */
export function packagesLocked(folder: string): number {
  try {
    const lock: unknown = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
    const { packages = {} } = lock as { readonly packages?: Readonly<Record<string, unknown>> }
    return Object.keys(packages).filter((path) => path !== '').length
  } catch {
    return 0
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
