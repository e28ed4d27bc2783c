import { expect, test } from 'vitest'
import { alternatives, listed } from '../../../build/checks/support/alternatives.ts'

test.each([
  ['a|b', ['a', 'b']],
  ['a|(b|c)|d', ['a', '(b|c)', 'd']],
  ['[a|b]|c', ['[a|b]', 'c']],
  ['[]|]|[^]|]', ['[]|]', '[^]|]']],
  ['a\\|b', ['a\\|b']],
  ['', ['']],
])('the alternatives of %s', (pattern, found) => {
  expect(alternatives(pattern)).toEqual(found)
})

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b and 3 more'],
])('%j is told as "%s"', (words, text) => {
  expect(listed(words, 2 + (words.length === 3 ? 1 : 0))).toBe(text)
})
