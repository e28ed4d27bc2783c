import { type FSWatcher, watch } from 'chokidar'
import { watchedFor } from './watched.ts'

/** Ends a watch. */
export type Stop = () => void

interface WatchOptions {
  /** How long nothing more may be saved until it is told. */
  readonly settleMs?: number
  /** Compares the files every second from the beginning. */
  readonly isPolled?: boolean
}

/**
 * Calls `changed` after something at or below one of these absolute paths was saved, once per burst; they need not exist,
 * and are asked for anew whenever something was. Nothing is missed from the time on when this answers. Where the system cannot watch (its limit is reached), files are
 * compared every second instead.
 */
export async function watchAll(
  paths: () => readonly string[],
  changed: () => void,
  { settleMs = 100, isPolled = false }: WatchOptions = {},
): Promise<Stop> {
  let watched = watchedFor(paths())
  let watcher: FSWatcher | undefined
  /** What is watched and the folders that the watcher has met; none where it has to be another. */
  let met: string | undefined
  let polls = isPolled
  let isDue = false
  let isOpening = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  const settle = () => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(settled, settleMs)
  }
  const settled = async () => {
    if (isOpening) return settle()
    watched = watchedFor(paths())
    // A watch of a folder ends with the folder, and the watcher does not see that another has its name.
    if (met !== watched.state()) return renew()
    if (!isDue) return
    isDue = false
    changed()
  }
  const renew = async () => {
    await open()
    isDue = true
    settle()
  }
  const touched = () => {
    isDue = true
    settle()
  }
  const failed = () => {
    if (polls) return
    polls = true
    met = undefined
    settle()
  }
  const open = async () => {
    isOpening = true
    await watcher?.close()
    met = watched.state()
    const next = watch([...watched.tops], {
      ignored: (path) => !watched.has(path),
      ignoreInitial: true,
      usePolling: polls,
      interval: 1_000,
    })
    next.on('all', touched).on('raw', settle).on('error', failed)
    watcher = next
    await new Promise<void>((done) => next.once('ready', done).once('error', () => done()))
    isOpening = false
    if (isStopped) await next.close()
  }
  await open()
  return () => {
    isStopped = true
    clearTimeout(timer)
    watcher?.close()
  }
}
