import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { capture, type Ended } from '../../../build/commands/child.ts'
import { installed } from '../../../build/commands/paths.ts'
import { findProgram } from '../../../build/commands/tools.ts'
import { hasSet } from './check.ts'
import type { Interpreter } from './interpreters.ts'
import { fingerprint, type PythonSet } from './sets.ts'

/** The Python of a virtual environment with the packages, or why there is none. */
export type Made = { readonly python: string } | { readonly python: undefined; readonly fault: string }

export interface Where {
  readonly folder?: string
  /** In whose PATH uv is looked for. */
  readonly env?: NodeJS.ProcessEnv
}

/** Where the environments are kept; `npm ci` removes them. */
export const cache = installed('.cache', 'pybase-python')

/**
 * A virtual environment with these packages: one that was made before, else a new one, by uv where it is present. It is made
 * beside its place and then moved there, so that one which was interrupted is never taken for whole.
 */
export async function make(set: PythonSet, { path, version }: Interpreter, where: Where = {}): Promise<Made> {
  const { folder = cache, env = process.env } = where
  const place = join(folder, `${version.join('.')}-${fingerprint(set)}`)
  const python = join(place, 'bin', 'python')
  if (await hasSet(python, set)) return { python }
  const scratch = temporaryIn(folder)
  if (scratch.path === undefined) return { python: undefined, fault: scratch.fault }
  try {
    for (const [program, ...words] of steps(set, path, scratch.path, findProgram('uv', env))) {
      const ended = await capture(program, words, { timeoutMs: 600_000 })
      if (ended.code !== 0) return { python: undefined, fault: reasonOf(program, ended) }
    }
    if (!(await hasSet(join(scratch.path, 'bin', 'python'), set)))
      return { python: undefined, fault: `${path} cannot import what was installed for it` }
    // Another run may have made it meanwhile, and be using it.
    if (!(await hasSet(python, set))) {
      rmSync(place, { recursive: true, force: true })
      renameSync(scratch.path, place)
    }
    return { python }
  } finally {
    rmSync(scratch.path, { recursive: true, force: true })
  }
}

function temporaryIn(folder: string) {
  try {
    mkdirSync(folder, { recursive: true })
    return { path: mkdtempSync(join(folder, 'new-')) }
  } catch (error) {
    return { path: undefined, fault: `no environment can be kept: ${error instanceof Error ? error.message : error}` }
  }
}

/** The commands that make the environment. No package is built: a compiler is another thing that may be missing. */
function steps(
  { file }: PythonSet,
  path: string,
  folder: string,
  uv: string | undefined,
): readonly (readonly [string, ...string[]])[] {
  const python = join(folder, 'bin', 'python')
  const locked = ['--no-deps', '--require-hashes', '--only-binary', ':all:', '-r', file]
  if (uv !== undefined)
    return [
      [uv, 'venv', '--quiet', '--allow-existing', '--no-project', '--python', path, folder],
      [uv, 'pip', 'install', '--quiet', '--python', python, ...locked],
    ]
  const calm = ['--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1', '--timeout', '20']
  return [
    [path, '-m', 'venv', folder],
    [python, '-m', 'pip', 'install', ...calm, ...locked],
  ]
}

/** What pip and uv say where nothing answers, or only a proxy that refuses. */
const offline = [
  /establish a new connection|connection (refused|reset|aborted|broken)|client error \(connect\)|connect error/i,
  /name resolution|name or service not known|failed to resolve|dns error|network is unreachable|timed out/i,
  /ProxyError|error sending request|from versions: none|HTTP (error|status)[^\n]{0,30}\b(403|407|50\d)\b|\b(403|407|50\d) (client|server) error/i,
]
/** What is said of a package index that does not answer. */
export const unreachable = 'the package index cannot be reached'

function reasonOf(program: string, { text }: Ended): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (/do not match the hashes|hash mismatch/i.test(text)) return 'a package is not the one whose hash is locked'
  if (/ensurepip is not available|No module named venv/.test(text))
    return `${program} has no venv: install python3-venv`
  if (offline.some((words) => words.test(text))) return unreachable
  return `${program}: ${lines.at(-1)?.trim() ?? 'failed without a word'}`
}
