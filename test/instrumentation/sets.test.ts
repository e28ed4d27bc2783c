import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { interpreters } from './sets/interpreters.ts'
import { provide } from './sets/provide.ts'
import { type SetName, sets } from './sets/sets.ts'

/** Writes a program that does this in a shell, and answers its path. */
function program(folder: string, name: string, script: string): string {
  put(folder, name, `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
  return join(folder, name)
}

/** A Python that has nothing: its environments are made, or not, as this says. */
const python = (folder: string, venv: string): string =>
  program(folder, 'python3', `echo "$*" >>${folder}/log\ncase "$*" in *-m\\ venv*) ${venv} ;; esac\nexit 1`)

/** An environment whose Python installs like this, and imports all it is asked for. */
const environment = (pip: string): string =>
  `mkdir -p "$3/bin"; printf '#!/bin/sh\\ncase "$*" in *pip*) ${pip} ;; esac\\n' >"$3/bin/python"; chmod +x "$3/bin/python"; exit 0`

const version = [3, 11, 2]
const env = { PATH: '/nowhere' }

test('the Pythons of a machine are those of PATH that run, and those of pyenv, the newest first', async () => {
  const folder = temporaryFolder()
  const at = (path: string, shown: string) =>
    program(folder, path, `printf '${shown}\\n${dirname(join(folder, path))}\\n'`)
  const debian = at('usr/python3', '3.11.2')
  at('usr/python3-config', '3.14.0')
  const newer = at('local/python3.13', '3.13.10')
  const pyenv = at('pyenv/versions/3.9.18/bin/python3', '3.9.18')
  program(folder, 'shims/python3.13', 'echo "not installed" >&2; exit 127')
  const shim = program(folder, 'shims/python3', `exec ${debian}`)
  at('usr/python3.11', '3.11.2')
  const PATH = ['missing', 'shims', 'usr', 'local'].map((each) => join(folder, each)).join(':')
  expect(await interpreters({ PATH, PYENV_ROOT: join(folder, 'pyenv') })).toEqual([
    { path: newer, version: [3, 13, 10] },
    { path: shim, version: [3, 11, 2] },
    { path: pyenv, version: [3, 9, 18] },
  ])
})

test('a Python too old for a set is named with its version', async () => {
  const old = { path: '/opt/python3', version: [3, 6, 15] }
  expect(await provide(sets.newest, [old])).toEqual({
    python: undefined,
    because: ['it needs Python 3.11 or later, and /opt/python3 is 3.6.15'],
    isOffline: false,
  })
  expect(await provide(sets.debian12, [])).toMatchObject({ because: ['it needs Python 3.11, and there is no Python'] })
})

test('an environment is made once, and found again', async () => {
  const folder = temporaryFolder()
  const path = python(folder, environment('exit 0'))
  const where = { folder: join(folder, 'cache'), env }
  const made = await provide(sets.newest, [{ path, version }], where)
  expect(made).toMatchObject({ version: '3.11.2', python: expect.stringContaining(join(folder, 'cache', '3.11.2-')) })
  expect(await provide(sets.newest, [{ path, version }], where)).toEqual(made)
  expect(textOf(folder, 'log').match(/-m venv/g)).toHaveLength(1)
})

test.each([
  [
    'bare',
    'echo "The virtual environment was not created: ensurepip is not available."',
    'has no venv: install python3-venv',
  ],
  ['without the package', environment('echo "ERROR: pip has resolved 503 kB, no wheel"; exit 1'), ' kB, no wheel'],
])('a Python that is %s is named, and nothing is left', async (_, venv, because) => {
  const folder = temporaryFolder()
  const path = python(folder, venv)
  const where = { folder: join(folder, 'cache'), env }
  const answer = await provide(sets.newest, [{ path, version }], where)
  expect(answer).toEqual({ python: undefined, because: [expect.stringContaining(because)], isOffline: false })
  expect(readdirSync(where.folder)).toEqual([])
})

test('without a network, pip and uv are said to have reached nothing', async () => {
  const folder = temporaryFolder()
  const nothing = { python: undefined, because: ['the package index cannot be reached'], isOffline: true }
  const failing = environment('echo "Failed to establish a new connection: Name or service not known"; exit 1')
  const path = python(folder, failing)
  const where = { folder: join(folder, 'cache'), env }
  expect(await provide(sets.newest, [{ path, version }], where)).toEqual(nothing)
  program(folder, 'uv/uv', 'echo "client error (Connect): dns error"; exit 2')
  const withUv = { ...where, env: { PATH: join(folder, 'uv') } }
  expect(await provide(sets.newest, [{ path, version }], withUv)).toEqual(nothing)
  expect(textOf(folder, 'log').match(/-m venv/g)).toHaveLength(1)
})

test.each<[string, SetName]>([
  ['oldest', 'debian12'],
  ['newest', 'newest'],
])('the page names the %s releases as they are locked', (row, set) => {
  const lines = textOf(root, 'docs/instrumentation.md').split('\n')
  const cells = (start: string) => (lines.find((line) => line.startsWith(start)) ?? '').split('|').slice(2, -1)
  const names = cells('| | FastAPI').map((name) =>
    name.trim().toLowerCase().replace('redis-py', 'redis').replace('_', '-'),
  )
  const locked = readFileSync(sets[set].file, 'utf8')
  const releases = names.map((name) => new RegExp(`^${name}==(\\d+\\.\\d+)\\.`, 'm').exec(locked)?.[1])
  expect(cells(`| [${row}]`).map((cell) => cell.trim())).toEqual(releases)
  expect(names).toContain('celery')
})
