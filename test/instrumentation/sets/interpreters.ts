import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { capture } from '../../../build/commands/child.ts'
import { compare } from './sets.ts'

/** A Python that runs. */
export interface Interpreter {
  readonly path: string
  /** `[3, 11, 2]` */
  readonly version: readonly number[]
}

/** The Pythons of this machine, the newest first; of one version the first in PATH first. Each has one of its names. */
export async function interpreters(env: NodeJS.ProcessEnv = process.env): Promise<readonly Interpreter[]> {
  const asked = await Promise.all([...new Set(places(env))].map(ask))
  const found = asked.filter((each) => each !== undefined)
  const prefixes = found.map(({ prefix }) => prefix)
  return found
    .filter(({ prefix }, at) => prefixes.indexOf(prefix) === at)
    .map(({ path, version }) => ({ path, version }))
    .sort((one, other) => compare(other.version, one.version))
}

/** `$PYTHON`, every python3 and python3.N of PATH, and what pyenv has installed, chosen or not. */
function places(env: NodeJS.ProcessEnv): readonly string[] {
  const pyenv = join(env.PYENV_ROOT ?? join(env.HOME ?? homedir(), '.pyenv'), 'versions')
  return [
    ...(env.PYTHON ? [env.PYTHON] : []),
    ...(env.PATH ?? '').split(delimiter).flatMap((folder) => (folder === '' ? [] : pythonsIn(folder))),
    ...entries(pyenv).flatMap((version) => pythonsIn(join(pyenv, version, 'bin'))),
  ]
}

const pythonsIn = (folder: string): readonly string[] =>
  entries(folder)
    .filter((name) => /^python3(\.\d+)?$/.test(name))
    .map((name) => join(folder, name))

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

/** Which Python it is; of a shim that which it stands for. `undefined` where it does not run. */
async function ask(path: string) {
  const code = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.prefix)'
  const { code: ended, text } = await capture(path, ['-c', code], { timeoutMs: 30_000 })
  const [version = '', prefix] = text.split('\n')
  if (ended !== 0 || !/^\d+\.\d+\.\d+$/.test(version)) return undefined
  return { path, prefix, version: version.split('.').map(Number) }
}
