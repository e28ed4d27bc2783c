import { basename } from 'node:path'
import type { TypeSource } from '../../definitions/types/checker.ts'
import type { Version, VersionText } from '../../diff/read/version.ts'
import { Refused } from '../../findings/problem.ts'
import { drillsFile, drillsIn } from '../../model/drills.ts'
import { environmentsAsked } from '../environments/make.ts'
import { compileAll } from '../environments/project.ts'
import { together } from '../environments/together.ts'
import { isFolder, projectRoot } from '../paths.ts'
import { drilled } from '../results.ts'
import { untyped } from '../types.ts'
import { usageOf } from '../usage.ts'
import { comparedOf, environmentSides, environmentsAt, isComparedIn, sideOf } from './environments.ts'
import { type ExplanationOf, explainedFile, explanationsIn } from './explained.ts'
import { mergeBase, textsAt } from './git.ts'
import { exists, textsIn } from './paths.ts'
import { type Side, side } from './side.ts'

/** The two versions that the words after the flags name. Throws `Refused` (exit 2). */
export async function sidesOf(
  operands: readonly string[],
  types: TypeSource,
): Promise<readonly [before: Side, after: Side]> {
  const [first, second, ...more] = operands
  if (more.length > 0) throw wrong(`Two versions are compared, and ${operands.length} are named.`)
  if (first !== undefined && second !== undefined)
    return (await environmentSides([first, second], types)) ?? [pathSide(first, second), pathSide(second, first)]
  const range = first === undefined ? undefined : /^(.*?)(\.{2,3})(.*)$/.exec(first)
  if (first === undefined || !range) return [await gitSide(first ?? 'HEAD', first), await definitions(types)]
  const [from = 'HEAD', to = 'HEAD'] = [range[1] || undefined, range[3] || undefined]
  const base = range[2] === '...' ? await mergeBase(projectRoot(), from, to) : from
  return [await gitSide(base), await gitSide(to)]
}

function pathSide(path: string, other: string): Side {
  for (const each of [path, other])
    if (!exists(each))
      throw new Refused(
        {
          where: each,
          what: 'There is no such file or folder.',
          next: 'Correct the path; two revisions are compared as `A..B`.',
        },
        2,
      )
  if (isFolder(path) !== isFolder(other))
    throw wrong(`One of ${path} and ${other} is a folder, and the other is a file.`)
  return side(path, textsIn(path), !isFolder(path))
}

async function gitSide(revision: string, operand?: string): Promise<Side> {
  try {
    const names = await environmentsAt(revision)
    const texts = await textsAt(projectRoot(), revision, 'out', (path) => isComparedIn(path, names))
    const of = sideOf(`out/ at ${revision}`, texts, names)
    return { ...of, version: { ...of.version, ...(await recorded(revision)) }, explanation: await explained(revision) }
  } catch (error) {
    if (operand === undefined || !(error instanceof Refused) || !exists(operand)) throw error
    throw wrong(`${operand} is a path and no revision, and one path cannot be compared with anything.`)
  }
}

/** What came of the drills at a revision; nothing where it recorded none. */
async function recorded(revision: string): Promise<Pick<Version, 'drills'>> {
  const [record] = await textsAt(projectRoot(), revision, 'alerts', (path) => path === basename(drillsFile)).catch(none)
  return record === undefined ? {} : drillsIn(record.text, `${revision}:${drillsFile}`)
}

async function explained(revision: string): Promise<ExplanationOf> {
  const [page] = await textsAt(projectRoot(), revision, 'out', (path) => path === explainedFile).catch(none)
  return explanationsIn(page?.text ?? '', revision)
}

/** A revision without the folder has no record either. */
function none(error: unknown): readonly VersionText[] {
  if (error instanceof Refused) return []
  throw error
}

/** What the definitions compile to now, in memory, and what comes of the drills that are not recorded as they are now. */
async function definitions(types: TypeSource): Promise<Side> {
  if (types === 'none') console.error(untyped)
  const { compiled, own, environments } = await compileAll(types, environmentsAsked())
  const artifacts = together(own, environments)
  const { current } = await import('../../drills/record.ts')
  const kept = drilled()
  const drills = current(compiled.model, kept)
  kept.tidy()
  const names = environments.flatMap(({ name }) => name ?? [])
  const of = sideOf('the definitions', comparedOf(artifacts, names), names)
  const page = artifacts.find(({ path }) => path === explainedFile)?.text ?? ''
  return { ...of, version: { ...of.version, drills }, artifacts, explanation: explanationsIn(page, 'HEAD') }
}

const wrong = (what: string): Refused =>
  new Refused({ where: 'command line › diff', what, next: `Usage: ${usageOf('diff')}` }, 2)
