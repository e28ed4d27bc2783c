import { readDashboard } from '../../diff/read/dashboard.ts'
import { readVersion } from '../../diff/read/read.ts'
import { Refused } from '../../findings/problem.ts'
import { withUids } from '../../preview/server/foreign.ts'
import type { ShownDashboard } from '../../preview/server/protocol.ts'
import { commitOf, textsAt } from '../diff/git.ts'
import { exists, textsIn } from '../diff/paths.ts'
import { isFolder, projectRoot } from '../paths.ts'
import type { DefinitionTexts } from './causes.ts'
import type { SeenDashboard } from './changes.ts'
import { definitionsAt } from './definition-texts.ts'

/** The dashboards of an earlier version. */
export interface Earlier {
  /** As messages name it: `out/ at main (1a2b3c4)`. */
  readonly shown: string
  readonly dashboards: readonly ShownDashboard[]
  readonly seen: readonly SeenDashboard[]
  /** What they were made from; `undefined` where only dashboards are known. */
  readonly definitions: DefinitionTexts | undefined
}

/** Reads the dashboards of a folder where there is one of that name, else those in `out/` of a revision. Throws `Refused` (exit 2). */
export async function earlierOf(compare: string): Promise<Earlier> {
  const isPath = isFolder(compare)
  const texts = isPath ? textsIn(compare) : await textsOfRevision(compare)
  const shown = isPath ? compare : `out/ at ${await named(compare)}`
  const json = texts.filter(({ file }) => file.toLowerCase().endsWith('.json'))
  const { dashboards: views } = readVersion(json, { shown, isNamed: false })
  if (views.length === 0)
    throw wrong(
      compare,
      `There is no dashboard in ${shown}.`,
      'Name a revision with out/grafana-dashboards/, or a folder of dashboards.',
    )
  const dashboards = withUids(views)
  const definitions = isPath ? undefined : await definitionsAt(compare)
  return { shown, dashboards, seen: dashboards.map(seen), definitions }
}

/** `main (1a2b3c4)`; a branch moves on while the report stays. */
async function named(revision: string): Promise<string> {
  const commit = await commitOf(projectRoot(), revision)
  return commit.startsWith(revision) ? revision : `${revision} (${commit.slice(0, 7)})`
}

/** Says of what is no revision what else it looks like. */
async function textsOfRevision(compare: string): ReturnType<typeof textsAt> {
  try {
    return await textsAt(projectRoot(), compare, 'out')
  } catch (error) {
    if (!(error instanceof Refused) || error.problems[0]?.where !== `revision ${compare}`) throw error
    const { what, next } = error.problems[0]
    const either = 'Name a branch, a tag, a commit or a folder.'
    if (exists(compare)) throw wrong(compare, 'This is a file; --compare takes a revision or a folder.', either)
    if (isRange(compare))
      throw wrong(compare, 'One revision is compared with the definitions.', 'Write `--compare main`, say.')
    if (!compare.includes('/')) throw error
    throw wrong(compare, what.replace(/\.$/, ', and there is no folder of that name.'), next)
  }
}

/** `main..HEAD` is two revisions, `../old` a path. */
const isRange = (words: string): boolean => words.includes('..') && !/(?:^|\/)\.\.(?:\/|$)/.test(words)

const wrong = (compare: string, what: string, next: string): Refused =>
  new Refused({ where: `command line › preview › --compare ${compare}`, what, next }, 2)

/** A dashboard that is served, in the form in which versions are compared. */
export const seen = ({ uid, file, definition, json }: ShownDashboard): SeenDashboard => ({
  uid,
  definition,
  view: readDashboard(file ?? uid, json as Readonly<Record<string, unknown>>),
})
