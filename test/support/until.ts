import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks again and again until `done`; answers whether it came to be within `ms`. Deadlines are generous, since a loaded
 * machine is slow: nothing is said of when.
 */
export async function until(done: () => boolean | Promise<boolean>, ms: number, everyMs = 100): Promise<boolean> {
  for (const deadline = performance.now() + ms; ; await sleep(everyMs)) {
    if (await done()) return true
    if (performance.now() > deadline) return false
  }
}

/** Waits until it `holds`, for at most half a minute; then throws what `failure` says. */
export async function eventually(holds: () => boolean | Promise<boolean>, failure: () => string): Promise<void> {
  if (!(await until(holds, 30_000))) throw new Error(failure())
}
