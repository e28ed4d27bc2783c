import { runChecks } from '../../checks/run.ts'
import { type Compiled, compileReading } from '../../compile.ts'
import { type Reading, readDefinitions } from '../../definitions/read.ts'
import type { Diagnostic } from '../../findings/diagnostic.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import { resolve } from '../../model/model.ts'
import type { Environment } from '../../stack/environments.ts'
import { subjectOf } from '../../subject.ts'
import { wrongIn } from '../../wrong.ts'
import { projectRoot } from '../paths.ts'
import { results } from '../results.ts'
import { foundIn, installationOf, type Outcome, problemIn } from './outcome.ts'

/**
 * Compiles the environment that the settings of this process are of, and hands it over to the parent, which writes, checks or
 * compares it. The types of the definitions are the parent's affair: settings change none.
 */
export async function handOver({ name, file }: Environment, isForgetful: boolean): Promise<number> {
  const outcome = await outcomeOf({ name, file }, isForgetful)
  await new Promise<void>((done) => process.send?.(outcome, () => done()))
  process.disconnect?.()
  return 0
}

async function outcomeOf({ name, file }: Environment, isForgetful: boolean): Promise<Outcome> {
  const kept = results(!isForgetful)
  let reading: Reading | undefined
  const told = (diagnostics: readonly Diagnostic[]) => diagnostics.map((each) => foundIn(name, file, each))
  try {
    reading = await readDefinitions(projectRoot(), 'none')
    const compiled: Compiled = compileReading(reading, kept)
    kept.tidy()
    return { made: installationOf(compiled, { name, file }), diagnostics: told(compiled.found) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const diagnostics = reading === undefined ? [] : wrongWith(reading)
    const isTold = diagnostics.some(({ severity }) => severity === 'error')
    const problems: readonly Problem[] = isTold ? [] : error.problems.map((each) => problemIn(name, file, each))
    return { made: undefined, diagnostics: told(diagnostics), problems }
  }
}

function wrongWith(reading: Reading): readonly Diagnostic[] {
  const { definitions, findings } = reading
  return definitions === undefined || findings.length > 0
    ? wrongIn(reading)
    : runChecks(subjectOf(resolve(definitions)))
}
