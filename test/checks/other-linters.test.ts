import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checks } from '../../build/checks/all.ts'
import { root } from '../support/root.ts'

const rows = readFileSync(join(root, 'docs/other-linters.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('every check that stands beside one of another linter is one of ours', () => {
  const ids = new Set(checks.map(({ id }) => id))
  const settings = new Set([
    'maxFor',
    '--prometheus',
    'owner',
    'variables',
    'absent()',
    'for: 0s',
    'npm run explain',
    'npm run doctor',
  ])
  const named = rows.flatMap(([, , ours = '']) => [...ours.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter((name) => !ids.has(name) && !settings.has(name) && name !== 'npm run validate')).toEqual([])
})

test('what has none here has a reason', () => {
  const without = rows.filter(([, , ours = '']) => ours.startsWith('none'))
  expect(without.length).toBeGreaterThan(0)
  for (const [, theirs, ours = ''] of without) expect(ours, theirs).toMatch(/^none: .{5,}/)
})

test('each of theirs stands once', () => {
  const theirs = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  expect(theirs).toEqual([...new Set(theirs)])
})
