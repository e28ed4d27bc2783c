import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checks } from '../../build/checks/all.ts'
import { classes } from '../../build/checks/classes.ts'
import { beyondChecks } from '../../build/checks/coverage.ts'
import { root } from '../support/root.ts'

const ids = classes.flatMap((area) => area.classes.map(({ id }) => id))
const testFiles = readdirSync(join(root, 'test/checks'), { recursive: true, encoding: 'utf8' })
const sources = readdirSync(join(root, 'build/checks'), { recursive: true, encoding: 'utf8' })

test('classes are told once', () => {
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(124)
})

test('nothing is said of a class that does not exist', () => {
  const named = [...Object.keys(beyondChecks), ...checks.flatMap(({ covers }) => covers)]
  expect(named.filter((id) => !ids.includes(id))).toEqual([])
})

test.each(ids)('%s is stopped by a check or by the compiler, or has a reason why not', (id) => {
  const covering = checks.filter(({ covers }) => covers.includes(id))
  expect(covering.length > 0 || beyondChecks[id] !== undefined).toBe(true)
  // A class that a check finds is covered: it cannot be told to be nobody's as well.
  if (covering.length > 0) expect(beyondChecks[id]?.by).not.toBe('nobody')
})

const proofs = Object.entries(beyondChecks).flatMap(([id, beyond]) =>
  beyond.by === 'nobody' ? [] : [{ id, ...beyond }],
)

test.each(proofs)('$id is refused: $title', ({ file, title }) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain(`test(${title.includes("'") ? `"${title}"` : `'${title}'`},`)
})

describe.each(checks)('$id', ({ id, about }) => {
  test('is a file of its own with a test of its own', () => {
    expect(sources.filter((path) => path.endsWith(`/${id}.ts`) && !path.startsWith('read'))).toHaveLength(1)
    expect(testFiles.filter((path) => path.endsWith(`/${id}.test.ts`))).toHaveLength(1)
  })

  test('is documented in one paragraph', () => {
    expect(about).toMatch(/^[^\n]{60,}\.$/)
  })
})

test('ids are unique and sorted', () => {
  const names = checks.map(({ id }) => id)
  expect(names).toEqual([...new Set(names)].sort())
})
