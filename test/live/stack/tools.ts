import { presenceOf } from '../../../build/commands/presence.ts'
import { wanted } from '../../../build/commands/report.ts'
import { installCommand, type ToolName } from '../../../build/commands/tools.ts'
import { Refused } from '../../../build/problem.ts'

const needed = [
  'prometheus',
  'promtool',
  'alertmanager',
  'postgres',
  'postgres_exporter',
  'redis',
  'redis_exporter',
  'node_exporter',
  'python',
] as const satisfies readonly ToolName[]

/** The paths of the programs that the stack is made of. */
export type Tools = Readonly<Record<(typeof needed)[number], string>>

/** Throws `Refused` with all that are missing and the command that installs them. */
export function findTools(): Tools {
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
  return Object.fromEntries(found.map(({ name, path }) => [name, path])) as Tools
}
