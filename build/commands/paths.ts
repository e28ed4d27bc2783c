import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository, wherever the command is called from. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A file of our packages. */
export const installed = (...path: readonly string[]): string => join(root, 'node_modules', ...path)

/** The command line's entry, for child processes. */
export const main = join(root, 'build', 'main.js')

/** Where the output goes, and how messages name the place. */
export interface Place {
  readonly folder: string
  readonly shown: string
}

/** The folder of `--out DIR`, relative to the working directory; the repository's `out/` without it. */
export const placeOf = (out: string | undefined): Place =>
  out === undefined ? { folder: join(root, 'out'), shown: 'out/' } : { folder: out, shown: out }

/** Whether there is a folder at a path; below a file there is none. */
export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()
