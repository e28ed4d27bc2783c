import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { home, project } from '../project.js'

/** The project whose definitions commands read: the nearest above the working folder, unless `--root` names it. */
export const root = project

export { home }

/** A file of our packages. */
export const installed = (...path: readonly string[]): string => join(home, 'node_modules', ...path)

/** The command line's entry, for child processes. */
export const main = join(home, 'build', 'main.js')

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
