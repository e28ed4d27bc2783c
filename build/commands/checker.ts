import { resolve } from 'node:path'
import { type Problem, Refused } from '../problem.ts'
import { capture, type Ended } from './child.ts'
import { findProgram, findTool, installCommand, type ToolName, variableOf } from './tools.ts'

/** A tool that reads the output folder; the paths in its words are relative to that folder. */
export interface Checker {
  /** Which program it is, for people: a path, or an image. */
  readonly shown: string
  run(words: readonly string[]): Promise<Ended>
}

/** A tool and the container image that has it. */
export interface Wanted {
  readonly name: Extract<ToolName, 'promtool' | 'amtool'>
  /** `prom/prometheus:v3.14.0` */
  readonly image: string
}

/**
 * Finds a tool: from its environment variable, else from PATH, else in a container without network. A container client
 * whose daemon does not answer is no way to get it. Throws `Refused` with the three ways.
 */
export async function findChecker({ name, image }: Wanted, folder: string): Promise<Checker> {
  const path = findTool(name)
  if (path !== undefined) return { shown: path, run: (words) => capture(path, words, { cwd: folder }) }
  for (const client of ['docker', 'podman']) {
    const program = findProgram(client)
    if (program === undefined || !(await answers(program))) continue
    const prefix = containerWords(name, image, folder)
    return { shown: `${image} through ${client}`, run: (words) => capture(program, [...prefix, ...words]) }
  }
  throw new Refused(nowhere({ name, image }))
}

const answers = async (client: string): Promise<boolean> =>
  (await capture(client, ['info'], { timeoutMs: 10_000 })).code === 0

function containerWords(name: string, image: string, folder: string): readonly string[] {
  // The caller's own user can read what the caller wrote, whatever its umask.
  const user = process.getuid === undefined ? [] : ['--user', `${process.getuid()}:${process.getgid?.() ?? 0}`]
  const mount = ['--volume', `${resolve(folder)}:/out:ro`, '--security-opt', 'label=disable', '--workdir', '/out']
  return ['run', '--rm', '--network', 'none', ...user, ...mount, '--entrypoint', name, `docker.io/${image}`]
}

const nowhere = ({ name, image }: Wanted): Problem => ({
  where: name,
  what:
    `${name} checks the output, but it was not found: ${variableOf(name)} is not set, PATH has none, ` +
    'and neither docker nor podman has a running engine.',
  next: `Install it (${installCommand([name])}), or set ${variableOf(name)} to its path, or start docker or podman, which then runs ${image}.`,
})
