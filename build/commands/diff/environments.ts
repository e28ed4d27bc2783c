import { basename, extname } from 'node:path'
import type { TypeSource } from '../../definitions/types/checker.ts'
import type { VersionText } from '../../diff/read/version.ts'
import { Refused } from '../../findings/problem.ts'
import { loadStack } from '../../model/load.ts'
import { nearest } from '../../nearest.ts'
import type { Artifact } from '../../output/artifact.ts'
import { type Environment, environmentsFolder } from '../../stack/environments.ts'
import { environmentsAsked } from '../environments/make.ts'
import { compileAll } from '../environments/project.ts'
import { hasProject, projectRoot } from '../paths.ts'
import { textsAt } from './git.ts'
import { exists, isCompared } from './paths.ts'
import { type Side, side } from './side.ts'

/** The environments that a revision builds. */
export async function environmentsAt(revision: string): Promise<readonly string[]> {
  try {
    const files = await textsAt(projectRoot(), revision, environmentsFolder, () => true)
    return files.map(({ file }) => basename(file, extname(file)))
  } catch (error) {
    // A revision without the folder has none.
    if (error instanceof Refused) return []
    throw error
  }
}

/** Whether a file of `out/` is compared: an environment has the same ones in a folder of its name. */
export const isComparedIn = (path: string, environments: readonly string[]): boolean =>
  isCompared(split(path, environments)[1])

/** A version with those of its environments, which are compared each with itself. */
export function sideOf(shown: string, texts: readonly VersionText[], names: readonly string[]): Side {
  const of = (name: string | undefined) =>
    toldOnce(
      texts.flatMap(({ file, text }) => {
        const [whose, path] = split(file, names)
        return whose === name ? [{ file: path, text }] : []
      }),
    )
  const environments = new Map(names.map((name) => [name, side(`${shown}, ${name}`, of(name), false).version]))
  return { ...side(shown, of(undefined), false), environments }
}

/** Without the resources of a cluster that say what other files say already. */
function toldOnce(texts: readonly VersionText[]): readonly VersionText[] {
  const has = (folder: string) => texts.some(({ file }) => file.startsWith(folder))
  const again = [
    ...(has('alerts/') ? ['kubernetes/rules/'] : []),
    ...(has('grafana-dashboards/') ? ['kubernetes/dashboards/'] : []),
  ]
  return texts.filter(({ file }) => !again.some((folder) => file.startsWith(folder)))
}

/** The environment that a file of `out/` belongs to, and its path there. */
function split(path: string, environments: readonly string[]): readonly [string | undefined, string] {
  const [first = '', ...rest] = path.split('/')
  return rest.length > 0 && environments.includes(first) ? [first, rest.join('/')] : [undefined, path]
}

/** The settings of the project as they are, beside its environments. */
const ownName = 'stack.ts'

/**
 * Two environments as the definitions are now, where words name such: `staging production`, `stack.ts staging`. Throws
 * `Refused` (exit 2) where only one does and the other is no path.
 */
export async function environmentSides(
  words: readonly [string, string],
  types: TypeSource,
): Promise<readonly [before: Side, after: Side] | undefined> {
  const all = hasProject ? environmentsAsked() : []
  if (all.length === 0) return undefined
  const { environment } = await loadStack(projectRoot())
  const named = words.map((word) =>
    word === ownName || word === environment ? ownName : all.find(({ name, file }) => name === word || file === word),
  )
  const strange = words.find((_, at) => named[at] === undefined)
  if (strange !== undefined) {
    if (words.every(exists) || named.every((each) => each === undefined)) return undefined
    throw noEnvironment(strange, [environment ?? ownName, ...all.map(({ name }) => name)])
  }
  const made = await compileAll(types, named.flatMap(environmentIn))
  const [before, after] = named.map((each, at) => {
    const [is] = environmentIn(each)
    const artifacts =
      is === undefined ? made.own.artifacts : (made.environments.find(({ name }) => name === is.name)?.artifacts ?? [])
    return side(words[at] ?? '', toldOnce(comparedOf(artifacts, [])), false)
  })
  return before && after && [before, after]
}

const environmentIn = (each: string | Environment | undefined): readonly Environment[] =>
  typeof each === 'object' ? [each] : []

/** The files that are compared, as texts. */
export const comparedOf = (artifacts: readonly Artifact[], names: readonly string[]): readonly VersionText[] =>
  artifacts.filter(({ path }) => isComparedIn(path, names)).map(({ path, text }) => ({ file: path, text }))

function noEnvironment(word: string, names: readonly string[]): Refused {
  const meant = nearest(word, names)
  const what = `There is no environment ${word}; there is ${names.join(', ')}.`
  const next = meant === undefined ? 'Name two of them, or two paths.' : `Write ${meant}.`
  return new Refused({ where: 'command line › diff', what, next }, 2)
}
