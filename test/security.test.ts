import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './support/root.ts'

const text = readFileSync(join(root, 'docs/security.md'), 'utf8')

/** The cells of the lines of its tables, without their heads. */
const threats = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Who '))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

/** The tests that a line names: their titles, and the files in which they are. */
const testsIn = (cell: string) =>
  [...cell.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = '', path = '']) => ({ title, path }))

/** Whether a file has a test of this title: of vitest, a proof or a part of one, or of Python. */
function isTitleIn(source: string, title: string): boolean {
  const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``]
  const begins = ['test(', 'group(', 'describe(', ')(', 'what: ', 'name: ', '], ']
  return (
    source.includes(`def ${title}(`) ||
    quoted.some((each) =>
      source
        .split(each)
        .slice(0, -1)
        .some((before) => begins.some((begin) => endsIn(before, begin))),
    )
  )
}

/** A title may stand on a line of its own. */
const endsIn = (before: string, begin: string): boolean => before.trimEnd().endsWith(begin.trimEnd())

test('every threat says who, what and what stops it, and names a test', () => {
  expect(threats.length).toBeGreaterThan(25)
  for (const cells of threats) {
    expect(cells).toHaveLength(4)
    const [, could = '', stops = '', held = ''] = cells
    expect({ could: could !== '', stops: stops !== '', tests: testsIn(held).length > 0, cells }).toMatchObject({
      could: true,
      stops: true,
      tests: true,
    })
  }
})

test('every test that it names is there, under this title', () => {
  const named = threats.flatMap((cells) => testsIn(cells[3] ?? ''))
  const missing = named.filter(({ title, path }) => {
    const file = resolve(root, 'docs', path)
    return !existsSync(file) || !isTitleIn(readFileSync(file, 'utf8'), title)
  })
  expect(missing).toEqual([])
})

test.each([
  ["test('a title', () => {", 'a title', true],
  ['  what: "somebody\'s title",', "somebody's title", true],
  ["test.each([1])(\n  '%s is a title',", '%s is a title', true],
  ['def test_a_title(self) -> None:', 'test_a_title', true],
  ["// test: a title\nexpect('a title')", 'a title', false],
  ["test('a title of another', () => {", 'a title', false],
])('in %j the title %j is there: %s', (source, title, isThere) => {
  expect(isTitleIn(source, title)).toBe(isThere)
})
