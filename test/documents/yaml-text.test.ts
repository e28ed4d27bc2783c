import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { toYaml } from '../../build/documents/yaml-text.ts'

const ambiguous = [
  'on',
  'off',
  'y',
  'n',
  'yes',
  'No',
  'true',
  'null',
  '~',
  '',
  '1',
  '010',
  '0o10',
  '0x1f',
  '1e3',
  '1_000',
  '1:30',
  '.inf',
  '2001-12-14',
  '<<',
  '- x',
  'a: b',
  'a #b',
  '*a',
  '&a',
  '!a',
  '%',
  '@a',
  '`a',
  "it's",
  '"',
  ' lead',
  'trail ',
  '15s',
]

describe('toYaml', () => {
  test.each(ambiguous)('keeps %j a string for readers of YAML 1.1 and 1.2, as value and as key', (text) => {
    const value = { value: text, [text]: [text] }
    for (const version of ['1.1', '1.2'] as const)
      expect(parse(toYaml(value, 'stack.ts'), { version, merge: false })).toEqual(value)
  })

  test.each(['one\ntwo', 'one\ntwo\n', 'one\n  two\n\n', '  lead\ntwo'])(
    'keeps the lines of %j, as a literal block',
    (text) => {
      const yaml = toYaml({ text }, 'stack.ts')
      expect(parse(yaml)).toEqual({ text })
      expect(yaml).toMatch(/^text: \|/m)
    },
  )

  test('says what it is generated from, and ends in one newline', () => {
    const lines = toYaml({ a: 1 }, 'stack.ts').split('\n')
    expect(lines[0]).toContain('# Generated from stack.ts')
    expect(lines.slice(1)).toEqual(['a: 1', ''])
  })

  test('neither folds long lines nor replaces repeated values by aliases', () => {
    const long = 'word '.repeat(100).trim()
    const shared = { long }
    expect(toYaml({ one: shared, two: shared }, 'x').split('\n').slice(1, -1)).toEqual([
      'one:',
      `  long: ${long}`,
      'two:',
      `  long: ${long}`,
    ])
  })

  test('writes a note above the key that it is about', () => {
    const yaml = toYaml({ a: { b: 1, c: 2 } }, 'x', [{ at: ['a', 'c'], text: 'Why\nso.' }])
    expect(yaml).toContain('  b: 1\n  # Why\n  # so.\n  c: 2\n')
  })

  test('refuses a note about a key that is not there', () => {
    expect(() => toYaml({ a: { b: 1 } }, 'x', [{ at: ['a', 'z'], text: 'Why' }])).toThrow('no a › z')
    expect(() => toYaml({ a: 1 }, 'x', [{ at: ['a', 'z'], text: 'Why' }])).toThrow('no a › z')
  })
})
