import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attempt } from '../cache.js'
import { Refused } from '../findings/problem.ts'
import { packageName, release } from '../place.js'

/**
 * Throws `Refused` where the definitions of a project were written for a later release of the compiler than this one: its
 * package.json asks for it, and words may be missing here.
 */
export function refuseOlder(root: string): void {
  const asked = releaseIn(askedBy(root))
  if (asked === undefined || asked.localeCompare(release(), 'en', { numeric: true }) <= 0) return
  throw new Refused({
    where: join(root, 'package.json'),
    what: `The definitions ask for ${packageName} ${asked}, and this is ${release()}.`,
    next: 'Run `npm install` in the project, and the command by `npx monitoring` there.',
  })
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, unknown>>
  readonly devDependencies?: Readonly<Record<string, unknown>>
}

/** What is no JSON the package manager refuses. */
const askedBy = (root: string): unknown => {
  const { dependencies, devDependencies }: Manifest =
    attempt(() => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))) ?? {}
  return dependencies?.[packageName] ?? devDependencies?.[packageName]
}

/** `0.2.0` of `^0.2.0`; a path or an address asks for no release. */
const releaseIn = (range: unknown): string | undefined =>
  typeof range === 'string' ? /^[\^~>=v ]*(\d+\.\d+\.\d+)/.exec(range)?.[1] : undefined
