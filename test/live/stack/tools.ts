import { presenceOf } from '../../../build/commands/presence.ts'
import { wanted } from '../../../build/commands/report.ts'
import { installCommand, type ToolName } from '../../../build/commands/tools.ts'
import { Refused } from '../../../build/findings/problem.ts'
import { findPrograms, type Programs } from '../programs/find.ts'
import type { Chosen } from './releases.ts'

/** What the releases of a set do not decide. */
const needed = ['postgres', 'redis', 'python'] as const satisfies readonly ToolName[]

/** The paths of the programs that the stack is made of. */
export type Tools = Readonly<Record<(typeof needed)[number], string>> & Programs

/** Throws `Refused` with all that are missing and the command that installs them. */
export async function findTools({ set, releases }: Chosen): Promise<Tools> {
  const found = needed.map((name) => ({ name, ...presenceOf(name) }))
  const missing = found.filter((each) => each.path === undefined)
  if (missing.length > 0) {
    const told = missing.map(({ want }) => wanted(want))
    throw new Refused({
      where: 'npm run test:live',
      what: `The live proof runs real servers, and these are missing: ${told.join(', ')}.`,
      next: `Run \`${installCommand(missing.map(({ name }) => name))}\`.`,
    })
  }
  const others = Object.fromEntries(found.map(({ name, path }) => [name, path])) as Omit<Tools, keyof Programs>
  return { ...others, ...(await findPrograms(set, releases)) }
}
