import { runChecks } from '../../checks/run.ts'
import { readDefinitions } from '../../definitions/read.ts'
import type { TypeSource } from '../../definitions/types/checker.ts'
import { Refused } from '../../findings/problem.ts'
import { problemOf } from '../../findings/render.ts'
import type { Report } from '../../findings/report.ts'
import { resolve } from '../../model/model.ts'
import { subjectOf } from '../../subject.ts'
import { wrongIn } from '../../wrong.ts'
import { editedOutput } from '../edited.ts'
import { environmentsAsked, makeEnvironments } from '../environments/make.ts'
import { newIn } from '../environments/outcome.ts'
import { projectRoot } from '../paths.ts'
import { untyped } from '../types.ts'
import { sizeOf } from './size.ts'
import { waiversText } from './waivers.ts'

/** Checks our own definitions, in each environment, and warns of files of `out/` that somebody edited. */
export async function checkOurs(types: TypeSource): Promise<Report> {
  const making = makeEnvironments(environmentsAsked())
  const own = await checkStack(types).catch((error: unknown) => {
    making.stop()
    throw error
  })
  const outcomes = await making.outcomes
  // What no check says, such as a setting that is wrong, is no finding.
  const problems = outcomes.flatMap((each) => (each.made === undefined ? each.problems : []))
  if (problems.length > 0) throw new Refused(problems)
  return { ...own, diagnostics: [...own.diagnostics, ...newIn(own.diagnostics, outcomes)] }
}

async function checkStack(types: TypeSource): Promise<Report> {
  const reading = await readDefinitions(projectRoot(), types)
  const { definitions, findings } = reading
  if (definitions === undefined || findings.length > 0)
    return { diagnostics: wrongIn(reading), checked: 'the definitions' }
  if (types === 'none') console.error(untyped)
  const subject = subjectOf(resolve(definitions))
  const diagnostics = runChecks(subject)
  if (!diagnostics.some(({ severity }) => severity === 'error')) {
    const edited = await editedOutput(async () => {
      const { compileDefinitions } = await import('../../compile.ts')
      return compileDefinitions(definitions).artifacts
    })
    if (edited !== undefined) console.error(edited)
  }
  return { diagnostics, checked: sizeOf(subject) }
}

/** What is excused from a check. Throws `Refused` where the definitions cannot be loaded. */
export async function ourWaivers(): Promise<string> {
  const { definitions, findings } = await readDefinitions(projectRoot(), 'none')
  if (definitions === undefined || findings.length > 0) throw new Refused(findings.map(problemOf))
  return waiversText(resolve(definitions))
}
