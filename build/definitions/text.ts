import { readFileSync } from 'node:fs'
import { attempt } from '../cache.js'

/** The text of a file; none where it cannot be read. */
export const textOf = (path: string): string => attempt(() => readFileSync(path, 'utf8')) ?? ''
