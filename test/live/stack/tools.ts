import { findTool, installCommand, type ToolName } from '../../../build/commands/tools.ts'
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
  const found = needed.map((name) => [name, findTool(name)] as const)
  const missing = found.filter(([, path]) => path === undefined).map(([name]) => name)
  if (missing.length > 0) {
    throw new Refused({
      where: 'npm run test:live',
      what: `The live proof runs real servers, and these are not installed: ${missing.join(', ')}.`,
      next: `Run \`${installCommand(missing)}\`.`,
    })
  }
  return Object.fromEntries(found) as Tools
}
