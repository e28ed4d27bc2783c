import { fileURLToPath } from 'node:url'

/** The repository; it ends in a slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
