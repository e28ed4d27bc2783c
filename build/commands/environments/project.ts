import type { Compiled } from '../../compile.ts'
import type { TypeSource } from '../../definitions/types/checker.ts'
import { Refused } from '../../findings/problem.ts'
import type { Environment } from '../../stack/environments.ts'
import { projectRoot } from '../paths.ts'
import { results } from '../results.ts'
import { makeEnvironments } from './make.ts'
import { type Installation, installationOf, type Outcome, problemsOf } from './outcome.ts'

/** What `stack.ts` makes, and environments with it. */
export interface Project {
  readonly compiled: Compiled
  readonly own: Installation
  readonly environments: readonly Installation[]
  readonly outcomes: readonly Outcome[]
}

/**
 * Compiles the definitions with the settings of `stack.ts`, and side by side with those of environments. Throws `Refused`
 * with what is in the way of any.
 */
export async function compileAll(
  types: TypeSource,
  asked: readonly Environment[],
  isForgetful = false,
): Promise<Project> {
  const making = makeEnvironments(asked, { isForgetful })
  try {
    // Side by side: most of a cold build is loading modules, and neither half waits for the other.
    const reading = import('../../definitions/read.ts').then(({ readDefinitions }) =>
      readDefinitions(projectRoot(), types),
    )
    const [read, { compileReading }] = await Promise.all([reading, import('../../compile.ts')])
    const kept = results(!isForgetful)
    const compiled = compileReading(read, kept)
    kept.tidy()
    const outcomes = await making.outcomes
    const problems = outcomes.flatMap(problemsOf)
    if (problems.length > 0) throw new Refused(problems)
    return {
      compiled,
      own: installationOf(compiled, { name: undefined, file: 'stack.ts' }),
      environments: outcomes.flatMap(({ made }) => made ?? []),
      outcomes,
    }
  } catch (error) {
    making.stop()
    throw error
  }
}
