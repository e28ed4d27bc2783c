import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { Refused } from '../problem.ts'

/** The programs that prove the output. */
export type ToolName = 'prometheus' | 'promtool' | 'amtool' | 'alertmanager'

/** The command that gets every tool on Debian and Ubuntu. */
export const installCommand = 'apt-get install prometheus prometheus-alertmanager'

/** Debian prefixes Alertmanager's binary; upstream does not. */
const binaries: Readonly<Record<ToolName, readonly string[]>> = {
  prometheus: ['prometheus'],
  promtool: ['promtool'],
  amtool: ['amtool'],
  alertmanager: ['alertmanager', 'prometheus-alertmanager'],
}

/** The environment variable that says where a tool is: `PROMTOOL` for promtool. */
export const variableOf = (name: ToolName): string => name.toUpperCase()

/**
 * The path of a tool: from its environment variable, else from PATH; `undefined` where it is not installed.
 * Throws `Refused` when the variable names something that cannot be run.
 */
export function findTool(name: ToolName, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const variable = variableOf(name)
  const given = env[variable]
  if (given === undefined || given === '') return firstOf(binaries[name], env)
  const path = given.includes('/') ? runnable(resolve(given)) : findProgram(given, env)
  if (path !== undefined) return path
  throw new Refused({
    where: `${variable}=${given}`,
    what: `${variable} should name the ${name} program, but nothing there can be run.`,
    next: `Correct ${variable}, or unset it so that ${name} is looked for in PATH.`,
  })
}

/** Where PATH has this program, without asking a shell. */
export function findProgram(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = folder === '' ? undefined : runnable(resolve(folder, program))
    if (path !== undefined) return path
  }
  return undefined
}

function firstOf(programs: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  for (const program of programs) {
    const path = findProgram(program, env)
    if (path !== undefined) return path
  }
  return undefined
}

function runnable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile() ? path : undefined
  } catch {
    return undefined
  }
}
