import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attempt } from '../cache.js'
import { compiler, packageName } from '../place.js'
import { Refused } from '../problem.ts'

/**
 * Throws `Refused` where the definitions of a project were written for a later release of the compiler than this one: its
 * package.json asks for it, and words may be missing here.
 */
export function refuseOlder(root: string): void {
  const asked = releaseIn(askedBy(root))
  const ours = releaseIn(manifestIn(compiler)?.version)
  if (asked === undefined || ours === undefined || asked.localeCompare(ours, 'en', { numeric: true }) <= 0) return
  throw new Refused({
    where: join(root, 'package.json'),
    what: `The definitions ask for ${packageName} ${asked}, and this is ${ours}.`,
    next: 'Run `npm install` in the project, and the command by `npx monitoring` there.',
  })
}

interface Manifest {
  readonly version?: unknown
  readonly dependencies?: Readonly<Record<string, unknown>>
  readonly devDependencies?: Readonly<Record<string, unknown>>
}

/** What is no JSON the package manager refuses. */
const manifestIn = (folder: string): Manifest | undefined =>
  attempt(() => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))

const askedBy = (root: string): unknown => {
  const { dependencies, devDependencies } = manifestIn(root) ?? {}
  return dependencies?.[packageName] ?? devDependencies?.[packageName]
}

/** `0.2.0` of `^0.2.0`; a path or an address asks for no release. */
const releaseIn = (range: unknown): string | undefined =>
  typeof range === 'string' ? /^[\^~>=v ]*(\d+\.\d+\.\d+)/.exec(range)?.[1] : undefined
