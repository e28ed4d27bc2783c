import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { Refused } from '../findings/problem.ts'

interface Tool {
  /** What the program is called, the first that is found; a path where Debian keeps it outside PATH. */
  readonly programs: readonly string[]
  /** The Debian packages that bring it, and what it needs to be of use. */
  readonly packages: readonly string[]
  /** The words with which it ends with 0 where it works, if not `--version`. */
  readonly trial?: readonly string[]
}

/** The programs that prove the output. Debian prefixes some of them; upstream does not. */
const tools = {
  prometheus: { programs: ['prometheus'], packages: ['prometheus'] },
  promtool: { programs: ['promtool'], packages: ['prometheus'] },
  amtool: { programs: ['amtool'], packages: ['prometheus-alertmanager'] },
  alertmanager: { programs: ['alertmanager', 'prometheus-alertmanager'], packages: ['prometheus-alertmanager'] },
  postgres_exporter: {
    programs: ['postgres_exporter', 'prometheus-postgres-exporter'],
    packages: ['prometheus-postgres-exporter'],
  },
  redis_exporter: {
    programs: ['redis_exporter', 'prometheus-redis-exporter'],
    packages: ['prometheus-redis-exporter'],
  },
  node_exporter: {
    programs: ['node_exporter', 'prometheus-node-exporter'],
    packages: ['prometheus-node-exporter'],
  },
  redis: { programs: ['redis-server'], packages: ['redis-server'] },
  postgres: { programs: ['postgres', '/usr/lib/postgresql/15/bin/postgres'], packages: ['postgresql'] },
  python: {
    programs: ['python3'],
    packages: [
      'python3-aiosqlite',
      'python3-celery',
      'python3-fastapi',
      'python3-httpx',
      'python3-prometheus-client',
      'python3-psycopg2',
      'python3-redis',
      'python3-sqlalchemy',
      'python3-uvicorn',
      'python3-websockets',
    ],
  },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packages: ['chromium'],
  },
  black: { programs: ['black'], packages: ['black'] },
  mypy: { programs: ['mypy'], packages: ['mypy'] },
  // What ends the processes that a killed live proof has left is a shell script with these.
  awk: { programs: ['awk'], packages: ['mawk'], trial: ['BEGIN {}'] },
  sed: { programs: ['sed'], packages: ['sed'] },
  ps: { programs: ['ps'], packages: ['procps'] },
  // What the workflows' steps are written in.
  bash: { programs: ['bash'], packages: ['bash'] },
} as const satisfies Readonly<Record<string, Tool>>

export type ToolName = keyof typeof tools
export const toolNames = Object.keys(tools) as readonly ToolName[]

/** The command that gets these tools on Debian and Ubuntu. */
export function installCommand(names: readonly ToolName[]): string {
  const packages = new Set(names.flatMap((name): readonly string[] => tools[name].packages))
  return `apt-get install ${[...packages].sort().join(' ')}`
}

/** The words that try whether a tool works. */
export const trialOf = (name: ToolName): readonly string[] => (tools[name] as Tool).trial ?? ['--version']

/** The environment variable that says where a tool is: `PROMTOOL` for promtool. */
export const variableOf = (name: ToolName): string => name.toUpperCase()

/**
 * The path of a tool: from its environment variable, else from PATH; `undefined` where it is not installed.
 * Throws `Refused` when the variable names something that cannot be run.
 */
export function findTool(name: ToolName, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const variable = variableOf(name)
  const given = env[variable]
  if (given === undefined || given === '') return firstOf(tools[name].programs, env)
  const path = given.includes('/') ? runnable(resolve(given)) : findProgram(given, env)
  if (path !== undefined) return path
  throw new Refused({
    where: `${variable}=${given}`,
    what: `${variable} should name the ${name} program, but nothing there can be run.`,
    next: `Correct ${variable}, or unset it so that ${name} is looked for in PATH.`,
  })
}

/** Where PATH has this program, without asking a shell. */
export const findProgram = (program: string, env: NodeJS.ProcessEnv = process.env): string | undefined =>
  findPrograms(program, env)[0]

/** Everywhere that PATH has this program, in its order. */
export function findPrograms(program: string, env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const places = program.includes('/') ? [program] : folders.map((folder) => resolve(folder, program))
  return places.map(runnable).filter((path) => path !== undefined)
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
