import { watchAll } from '../watch.ts'

/** What is saved from the time on when this is there, so that nothing is missed while something else is done. */
export interface Saves {
  /** Waits until something was saved since the last time; `false` when the signal is aborted instead. */
  next(): Promise<boolean>
  stop(): void
}

/** Watches files and folders, as `watchAll` does. */
export async function savesOf(paths: () => readonly string[], signal: AbortSignal): Promise<Saves> {
  let isDue = false
  let wake = (): void => undefined
  const wakeUp = (): void => wake()
  const stop = await watchAll(paths, () => {
    isDue = true
    wake()
  })
  signal.addEventListener('abort', wakeUp)
  return {
    next: async () => {
      if (!isDue && !signal.aborted)
        await new Promise<void>((done) => {
          wake = done
        })
      isDue = false
      return !signal.aborted
    },
    stop: () => {
      signal.removeEventListener('abort', wakeUp)
      stop()
    },
  }
}
