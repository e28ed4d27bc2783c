import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../findings/problem.ts'
import { compiler, isPackage, packages } from '../place.js'
import { candidates, project } from '../project.js'
import { refuseOlder } from './asked.ts'

/** What the project asks for is read once in a process. */
let isRead = false

/**
 * The project whose definitions commands read, with a slash at its end: the one that `--root` names, or the nearest above the
 * working folder. Throws `Refused` where there is none, or no telling which (exit 2), or where it asks for a later compiler.
 */
export function projectRoot(): string {
  if (project !== undefined) {
    if (!isRead) refuseOlder(project)
    isRead = true
    return project
  }
  const [only, ...more] = candidates
  throw new Refused(
    only === undefined
      ? {
          where: process.cwd(),
          what: 'No project is here: neither this folder nor one above it has a stack.ts beside its package.json.',
          next: 'Go to the project, name it with --root DIR, or begin one: `npx monitoring init`.',
        }
      : more.length === 0
        ? {
            where: only,
            what: 'No project is there: the folder has no stack.ts.',
            next: 'Correct --root, or begin a project there: `npx monitoring init`.',
          }
        : {
            where: process.cwd(),
            what: `Two projects are above this folder: ${candidates.slice(0, 2).join(' and ')}.`,
            next: 'Say which one is meant: --root DIR.',
          },
    2,
  )
}

/** Whether there is a project; what is foreign is judged without, too. */
export const hasProject = project !== undefined

/** The compiler's repository, for what is done in it alone. Throws `Refused` (exit 2) in an installed package. */
export function repository(command: string): string {
  if (!isPackage) return join(compiler, '..', '/')
  throw new Refused(
    {
      where: `command line › ${command}`,
      what: 'The command is one of the compiler’s repository, and this is its package.',
      next: 'Run it in a clone of the repository.',
    },
    2,
  )
}

/** A file of a package that the compiler or its repository depends on. */
export const installed = (...path: readonly string[]): string => join(packages, ...path)

/** The command line's entry, for child processes. */
export const main = join(compiler, 'main.js')

/** Where the output goes, and how messages name the place. */
export interface Place {
  readonly folder: string
  readonly shown: string
}

/** The folder of `--out DIR`, relative to the working directory; the project's `out/` without it. */
export const placeOf = (out: string | undefined): Place =>
  out === undefined ? { folder: join(projectRoot(), 'out'), shown: 'out/' } : { folder: out, shown: out }

/** Whether there is a folder at a path; below a file there is none. */
export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()
