import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { canRunPybase } from './python.ts'
import type { Want } from './report.ts'
import { findPrograms, findTool, type ToolName, trialOf, variableOf } from './tools.ts'

/** The path of a tool that can do its work, or what is wanting. */
export type Presence = { readonly path: string } | { readonly path: undefined; readonly want: Want }

const known = new Map<string, string | undefined>()

/**
 * Looks for a tool and tries it: that a file can be executed says little of a program whose libraries are gone, and
 * nothing of a Python without packages. What a path answered is remembered by this process.
 */
export function presenceOf(name: ToolName, env: NodeJS.ProcessEnv = process.env): Presence {
  const because: string[] = []
  for (const path of candidates(name, env)) {
    const fault = once(path, name === 'python' ? canRunPybase : (program) => canRun(program, trialOf(name)))
    if (fault === undefined) return { path }
    because.push(fault)
  }
  return { path: undefined, want: { what: name, because, tool: name } }
}

/** Any Python of PATH may be the one that has the packages; of the others the commands take the first. */
function candidates(name: ToolName, env: NodeJS.ProcessEnv): readonly string[] {
  const path = findTool(name, env)
  if (path === undefined) return []
  return name === 'python' && !env[variableOf(name)] ? withoutTwins(findPrograms('python3', env)) : [path]
}

/** Where `/bin` is a link to `/usr/bin`, each program is there twice. A link to a program is another one: virtual environments are. */
function withoutTwins(paths: readonly string[]): readonly string[] {
  const places = paths.map((path) => join(realpathSync(dirname(path)), basename(path)))
  return paths.filter((_, at) => places.indexOf(places[at] ?? '') === at)
}

function once(path: string, fault: (path: string) => string | undefined): string | undefined {
  if (!known.has(path)) known.set(path, fault(path))
  return known.get(path)
}

/** Why a program is of no use; `undefined` where it does what it is tried with. */
function canRun(path: string, words: readonly string[]): string | undefined {
  const { status, signal, error, stderr } = spawnSync(path, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 60_000,
  })
  if (status === 0) return undefined
  const reason = error?.message ?? stderr.trim().split('\n')[0] ?? ''
  return `${path} ${words.join(' ')} ended with ${status ?? signal ?? 'nothing'}${reason === '' ? '' : `: ${reason}`}`
}
