import { expect, test } from 'vitest'
import { inline, print, pythonFloat, pythonString, spread } from '../../../build/pybase/instrumentation/python.ts'

test.each([
  ['plain', '"plain"'],
  ["it's", '"it\'s"'],
  ['say "so"', '\'say "so"\''],
  ['say "so", it\'s', "'say \"so\", it\\'s'"],
  ['line\nbreak \\', '"line\\nbreak \\\\"'],
])('%j is a literal', (text, literal) => {
  expect(pythonString(text)).toBe(literal)
})

test('a float has a point', () => {
  expect([600, 0.5, 1e-9].map(pythonFloat)).toEqual(['600.0', '0.5', '1e-9'])
})

test('what fits stands on a line, as far as black lets it', () => {
  const line = (length: number) => print(inline('a = ', '[]', ['x'.repeat(length - 'a = []'.length)]))
  expect(line(88)).toHaveLength(88)
  expect(line(89).split('\n')).toEqual(['a = [', `    ${'x'.repeat(83)},`, ']'])
})

test('one item alone in parentheses is a tuple by its comma', () => {
  expect(print(inline('a = ', '()', ['1']))).toBe('a = (1,)')
  expect(print(inline('a = ', '[]', ['1']))).toBe('a = [1]')
  expect(print(inline('a = ', '()', ['1', '2']))).toBe('a = (1, 2)')
})

test('what is spread has a line for each item, and so has all around it', () => {
  expect(print(inline('a = ', '{}', [spread('b: ', '()', ['1'])])).split('\n')).toEqual([
    'a = {',
    '    b: (',
    '        1,',
    '    ),',
    '}',
  ])
  expect(print(spread('a = ', '()', []))).toBe('a = ()')
})
