import { afterAll, vi } from 'vitest'

// The files of one process see the same globals: what one puts in their place goes with it.
afterAll(() => void vi.unstubAllGlobals())
