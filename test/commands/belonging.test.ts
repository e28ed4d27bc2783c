import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testsOf } from '../../build/commands/test/belonging.ts'
import { Refused } from '../../build/findings/problem.ts'
import { root } from '../support/root.ts'

const tests = (path: string) => testsOf(join(root, path), root)

test.each([
  ['build/checks/time/short-window.ts', ['test/checks/time/short-window.test.ts']],
  ['build/checks/time', ['test/checks/time']],
  ['build/promql/tree.ts', ['test/promql']],
  ['build/language/demands/demand.ts', ['test/language']],
  ['test/language/fuzz.test.ts', ['test/language/fuzz.test.ts']],
  ['test/language/fuzz/junk.ts', ['test/language/fuzz']],
  ['test/promql', ['test/promql']],
  ['alerts/slow-tasks.ts', ['test/queries', 'test/specification', 'test/out']],
  ['stack.ts', ['test/queries', 'test/specification', 'test/out']],
])('to %s belongs %j', (path, expected) => {
  expect(tests(path)).toEqual(expected)
})

test.each(['nowhere.ts', 'README.md', '..'])('%s is refused', (path) => {
  expect(() => tests(path)).toThrow(Refused)
})
