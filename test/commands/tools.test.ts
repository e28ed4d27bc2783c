import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { presenceOf } from '../../build/commands/presence.ts'
import { wanted } from '../../build/commands/report.ts'
import { findTool, type ToolName } from '../../build/commands/tools.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'

/** A folder with a program that can be run, one that cannot, and a folder of a program's name. */
function programs(): string {
  const folder = temporaryFolder()
  put(folder, 'late/prometheus-alertmanager', '')
  chmodSync(join(folder, 'late', 'prometheus-alertmanager'), 0o755)
  put(folder, 'late/promtool', '')
  chmodSync(join(folder, 'late', 'promtool'), 0o755)
  put(folder, 'early/promtool', 'cannot be run')
  mkdirSync(join(folder, 'early', 'amtool'))
  symlinkSync('nowhere', join(folder, 'early', 'prometheus'))
  return folder
}

const path = (folder: string): string => [`${folder}/missing`, '', `${folder}/early`, `${folder}/late`].join(':')

test('a tool is the first in PATH that can be run, under the name that Debian gives it too', () => {
  const folder = programs()
  const env = { PATH: path(folder) }
  expect(findTool('promtool', env)).toBe(join(folder, 'late', 'promtool'))
  expect(findTool('alertmanager', env)).toBe(join(folder, 'late', 'prometheus-alertmanager'))
  expect(findTool('amtool', env)).toBeUndefined()
  expect(findTool('prometheus', env)).toBeUndefined()
  expect(findTool('promtool', {})).toBeUndefined()
})

test("a tool's variable comes before PATH, as a path or as a program's name", () => {
  const folder = programs()
  const program = join(folder, 'late', 'promtool')
  expect(findTool('amtool', { AMTOOL: program, PATH: '' })).toBe(program)
  expect(findTool('amtool', { AMTOOL: 'promtool', PATH: path(folder) })).toBe(program)
  expect(findTool('promtool', { PROMTOOL: '', PATH: path(folder) })).toBe(program)
})

test('a variable that names nothing to run is refused, not passed over', () => {
  const folder = programs()
  for (const PROMTOOL of [
    join(folder, 'early', 'promtool'),
    join(folder, 'nothing'),
    join(folder, 'early'),
    'no-such-program',
  ]) {
    expect(() => findTool('promtool', { PROMTOOL, PATH: path(folder) })).toThrow('nothing there can be run')
  }
})

/** A folder with a program that does this in a shell. */
function program(name: string, script: string): string {
  const folder = temporaryFolder()
  put(folder, name, `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
  return folder
}

/** What is wanting, in words. */
function wantOf(name: ToolName, env: NodeJS.ProcessEnv): string {
  const found = presenceOf(name, env)
  if (found.path !== undefined) throw new Error(`${found.path} is there.`)
  return wanted(found.want)
}

test('a tool is present when it says its version; one that is broken is named with its reason', () => {
  const broken = program('promtool', 'echo "libc.so.6: no such file" >&2; exit 127')
  const path = join(broken, 'promtool')
  expect(wantOf('promtool', { PATH: broken })).toBe(
    `promtool (${path} --version ended with 127: libc.so.6: no such file)`,
  )
  expect(wantOf('promtool', { PATH: '/nowhere' })).toBe('promtool')
  const works = program('promtool', '[ "$*" = --version ]')
  expect(presenceOf('promtool', { PATH: works })).toEqual({ path: join(works, 'promtool') })
})

test('a Python is present when it has what the application imports, whichever of PATH it is', () => {
  const old = program('python3', 'echo 3.6.15')
  const bare = program('python3', "printf '3.11.2\\ncelery\\nfastapi 0.92 or later, having 0.68.1\\n'")
  const shim = program('python3', "echo 'no version is chosen' >&2; exit 127")
  const works = program('python3', 'echo 3.13.0')
  const PATH = [shim, old, bare].join(':')
  expect(wantOf('python', { PATH })).toBe(
    `python (${shim}/python3 does not run: no version is chosen; ` +
      `${old}/python3 is Python 3.6.15, and 3.9 is the oldest that works; ` +
      `${bare}/python3, Python 3.11.2, lacks celery, fastapi 0.92 or later, having 0.68.1)`,
  )
  expect(presenceOf('python', { PATH: `${PATH}:${works}` })).toEqual({ path: `${works}/python3` })
  expect(wantOf('python', { PATH: works, PYTHON: `${old}/python3` })).toContain('is Python 3.6.15')
})

testWith(['python'], 'a real Python without site-packages lacks every package, by its name', ({ python }) => {
  const bare = program('python3', `exec ${python} -I -S "$@"`)
  expect(wantOf('python', { PATH: bare })).toMatch(
    /lacks aiosqlite, celery, fastapi, httpx, prometheus_client, psycopg2, redis, sqlalchemy, uvicorn, websockets\)$/,
  )
})
