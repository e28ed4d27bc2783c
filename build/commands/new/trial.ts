import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runChecks } from '../../checks/run.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import { type Definitions, load } from '../../model/load.ts'
import { type Model, resolve } from '../../model/model.ts'
import { subjectOf } from '../../subject.ts'
import { ruleTests } from '../../targets/rule-tests.ts'

type Files = Readonly<Record<string, string>>

/**
 * Loads the definitions with these files in their places, from a copy that is removed again, and answers them. Throws
 * `Refused` where they do not load, or where a build would refuse what it did not refuse `before`. Only for the prose
 * of the runbook of `awaitsProse` a build may wait.
 */
export async function tryOut(
  root: string,
  files: Files,
  before: Definitions,
  awaitsProse?: string,
): Promise<Definitions> {
  const copy = mkdtempSync(join(tmpdir(), 'pybase-new-'))
  try {
    for (const name of ['queries', 'dashboards', 'alerts'])
      cpSync(join(root, name), join(copy, name), { recursive: true })
    // The same modules as ours, so that a query of the copy is a query to us.
    for (const name of ['build', 'node_modules', 'stack.ts', 'package.json'])
      if (existsSync(join(root, name))) symlinkSync(join(root, name), join(copy, name))
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      writeFileSync(join(copy, file), text)
    }
    const after = await load(copy)
    const known = new Set(problemsOf(before).map(identity))
    const added = problemsOf(after, awaitsProse).filter((problem) => !known.has(identity(problem)))
    if (added.length > 0) throw new Refused(added)
    return after
  } catch (error) {
    if (error instanceof Refused) throw new Refused(error.problems.map(notWritten))
    throw error
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** What a build of these definitions refuses. */
function problemsOf(definitions: Definitions, awaitsProse?: string): readonly Problem[] {
  const model = resolve(definitions)
  const errors = runChecks(subjectOf(model)).filter(({ severity }) => severity === 'error')
  const found = errors.map(({ check, place, what, next }) => ({
    check,
    where: [place.file, ...place.path].join(' › '),
    what,
    next,
  }))
  const waits = `alerts/runbooks/${awaitsProse}.md`
  return [...found.filter(({ check, where }) => check !== 'runbook' || where !== waits), ...unproven(model)]
}

function unproven(model: Model): readonly Problem[] {
  try {
    ruleTests(model)
    return []
  } catch (error) {
    if (error instanceof Refused) return error.problems
    throw error
  }
}

const identity = ({ where, what }: Problem): string => JSON.stringify([where, what])

const notWritten = ({ where, what, next }: Problem): Problem => ({
  where,
  what: `With the new definition a build would be refused, so nothing was written: ${what}`,
  next,
})
