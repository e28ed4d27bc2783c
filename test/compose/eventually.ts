import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks again and again until there is no objection any more. Throws with the last objection after two minutes: the
 * deadline is generous, since a loaded machine is slow, and nothing is said of when.
 */
export async function eventually(objection: () => Promise<string | undefined> | string | undefined): Promise<void> {
  for (const deadline = performance.now() + 120_000; ; await sleep(250)) {
    const said = await objection()
    if (said === undefined) return
    if (performance.now() > deadline) throw new Error(`Still after two minutes: ${said}`)
  }
}
