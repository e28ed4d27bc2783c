import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findTool } from '../../build/commands/tools.ts'
import { put, temporaryFolder } from '../output/folder.ts'

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
