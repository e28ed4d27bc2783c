import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Ends a watch. */
export type Stop = () => void

/**
 * Calls `changed` after something below one of these files and folders was saved, once per burst of `settleMs`. Where
 * the system cannot watch (no such feature, its limit is reached), the files' times are compared every second instead.
 */
export function watchAll(paths: readonly string[], changed: () => void, settleMs = 100): Stop {
  let timer: NodeJS.Timeout | undefined
  const touched = () => {
    clearTimeout(timer)
    timer = setTimeout(changed, settleMs)
  }
  const stops: Stop[] = []
  const stopAll = () => {
    for (const stop of stops.splice(0)) stop()
  }
  let polled = false
  const poll = () => {
    if (polled) return
    polled = true
    stopAll()
    stops.push(pollAll(paths, touched))
  }
  try {
    for (const path of paths) stops.push(watchOne(path, touched, poll))
  } catch {
    poll()
  }
  return () => {
    clearTimeout(timer)
    stopAll()
  }
}

function watchOne(path: string, touched: () => void, failed: () => void): Stop {
  const whole = statSync(path).isDirectory()
  // An editor replaces a file by another of its name: the folder sees that, a watch of the file would not.
  const watcher: FSWatcher = watch(whole ? path : dirname(path), { recursive: whole }, (_, name) => {
    if (whole || name === null || name === basename(path)) touched()
  })
  watcher.on('error', failed)
  return () => watcher.close()
}

/** Compares names, sizes and times once per interval. */
export function pollAll(paths: readonly string[], touched: () => void, intervalMs = 1_000): Stop {
  let before = fingerprint(paths)
  const timer = setInterval(() => {
    const now = fingerprint(paths)
    if (now === before) return
    before = now
    touched()
  }, intervalMs)
  return () => clearInterval(timer)
}

function fingerprint(paths: readonly string[]): string {
  return paths
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false })
      if (found === undefined) return `${path}\n`
      if (!found.isDirectory()) return `${path} ${found.size} ${found.mtimeMs}\n`
      return fingerprint(namesIn(path).map((name) => join(path, name)))
    })
    .join('')
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
