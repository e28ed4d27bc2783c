// Gets the programs of a release set into the cache, or with --here only tells whether they are at hand:
// `npm run programs -- --releases pinned`.

import { parseArgs } from 'node:util'
import { describe, Refused } from '../../../build/findings/problem.ts'
import { chosen } from '../stack/releases.ts'
import { cache, findPrograms } from './find.ts'

/** Reads `[--releases SET] [--here]`; the set is the pinned one if not given. Throws `Refused`. */
function readArguments(words: readonly string[]): { readonly set: string; readonly here: boolean } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { releases: { type: 'string' }, here: { type: 'boolean' } },
    })
    return { set: values.releases ?? 'pinned', here: values.here ?? false }
  } catch (error) {
    const next = 'Usage: npm run programs -- [--releases pinned|debian12] [--here]'
    throw new Refused({ where: 'npm run programs', what: (error as Error).message, next }, 2)
  }
}

try {
  const { set, here } = readArguments(process.argv.slice(2))
  const { releases, substituted } = await chosen(set)
  const programs = await findPrograms(set, releases, cache(), here ? 'here' : 'anywhere')
  for (const line of [...Object.values(programs), ...substituted]) console.log(line)
} catch (error) {
  const refused = error instanceof Refused
  console.error(refused ? error.problems.map(describe).join('\n') : error)
  process.exitCode = refused ? error.exitCode : 1
}
