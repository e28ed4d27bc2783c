import type { TypeSource } from '../definitions/types/checker.ts'
import type { Problem } from '../findings/problem.ts'
import { Refused } from '../findings/problem.ts'
import { render } from '../findings/render.ts'
import type { Artifact } from '../output/artifact.ts'
import { compareOutput, type Differences, isUpToDate } from '../output/compare.ts'
import { isUnchecked } from '../output/manifest.ts'
import { type Changes, writeOutput } from '../output/write.ts'
import { remembering } from '../unchanged.js'
import { environmentsAsked } from './environments/make.ts'
import { type Installation, newIn } from './environments/outcome.ts'
import { compileAll } from './environments/project.ts'
import { together } from './environments/together.ts'
import type { Place } from './paths.ts'
import { untyped } from './types.ts'

export interface BuildOptions {
  /** Writes nothing, and fails where the folder is not what would be written. */
  readonly check: boolean
  readonly types: TypeSource
  /** Whether what earlier builds worked out may be used. */
  readonly isForgetful: boolean
  /** Those of the command line, by which a build that changes nothing is remembered. */
  readonly words: readonly string[]
}

/**
 * Compiles the definitions into a folder and prints what was made and which files changed; with `check` it only
 * compares. Everything is computed before the first byte is written. Throws `Refused`.
 */
export async function build(place: Place, { check, types, isForgetful, words }: BuildOptions): Promise<number> {
  const remember = remembering(words)
  const { compiled, own, environments, outcomes } = await compileAll(types, environmentsAsked(), isForgetful)
  const artifacts = together(own, environments)
  const summary = [...compiled.summary, ...environments.flatMap((each) => counted(each, own.leftOut))]
  const warnings = [...compiled.found, ...newIn(compiled.found, outcomes)].map((each) => render(each))
  for (const warning of warnings) console.error(warning)
  if (check) refuseStale(place, artifacts)
  const unchecked = types === 'none' ? 'types' : undefined
  if (unchecked !== undefined) console.error(untyped)
  const changes = check ? undefined : writeOutput(place.folder, artifacts, place.shown, unchecked)
  console.log([...summary, ...(changes === undefined ? [] : lines(changes)), outcome(place, changes)].join('\n'))
  if (warnings.length === 0 && unchecked === undefined) remember([...summary, outcome(place, undefined)].join('\n'))
  return 0
}

/** What an environment has, and what it lacks besides what `stack.ts` does. */
const counted = ({ name, rules, artifacts, leftOut }: Installation, known: readonly string[]): readonly string[] => [
  `environment ${name}: ${rules} rules, ${artifacts.length} files`,
  ...leftOut.filter((what) => !known.includes(what)).map((what) => `left out of ${name}: ${what}`),
]

function refuseStale(place: Place, artifacts: readonly Artifact[]): void {
  if (isUnchecked(place.folder)) throw new Refused(unproven(place))
  const differences = compareOutput(place.folder, artifacts, place.shown)
  if (!isUpToDate(differences)) throw new Refused(stale(place, differences))
}

const unproven = ({ shown }: Place): Problem => ({
  where: shown,
  what: 'The folder was built with --no-types: that its definitions mean what they say was never checked.',
  next: 'Build again without --no-types, and commit what changes.',
})

/** The problem of a folder that is not what the definitions say. */
export function stale(place: Place, { missing, different, superfluous }: Differences): Problem {
  const files = [...listed('missing', missing), ...listed('differs', different), ...listed('extra', superfluous)]
  const count = `${files.length} ${files.length === 1 ? 'file differs' : 'files differ'}`
  return {
    where: place.shown,
    what: [`${count} from what the definitions generate:`, ...files].join('\n    '),
    next: 'Build again without --check, review the difference, and commit it with the definitions.',
  }
}

function outcome({ shown }: Place, changes: Changes | undefined): string {
  const count = changes === undefined ? 0 : lines(changes).length
  return count === 0 ? `${shown} is up to date` : `${shown}: ${count} ${count === 1 ? 'file' : 'files'} changed`
}

const lines = ({ added, changed, removed }: Changes): readonly string[] => [
  ...listed('added', added),
  ...listed('changed', changed),
  ...listed('removed', removed),
]

const listed = (what: string, paths: readonly string[]): readonly string[] =>
  paths.map((path) => `${what.padEnd(8)} ${path}`)
