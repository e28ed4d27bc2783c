import { afterAll, vi } from 'vitest'

/** What React has begun to draw it ends within a few turns of the event loop, and then still asks for a window. */
const turns = 100

// The files of one process see the same globals: what one puts in their place goes with it.
afterAll(async () => {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
  vi.unstubAllGlobals()
})
