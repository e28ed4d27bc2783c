import { describe, expect, test } from 'vitest'
import { compile } from '../../../build/promql/regex/compile.ts'
import { examplesOf } from '../../../build/promql/regex/example.ts'

test.each([
  ['(', 'missing closing ): `(`'],
  ['a)', 'unexpected ): `a)`'],
  ['a)(b', 'unexpected ): `a)(b`'],
  ['[a', 'missing closing ]: `[a`'],
  ['[b-a]', 'invalid character class range: `b-a`'],
  ['[[:word:][:none:]]', 'invalid character class range: `[:none:]`'],
  ['*', 'missing argument to repetition operator: `*`'],
  ['a|+', 'missing argument to repetition operator: `+`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['a{2}{3}', 'invalid nested repetition operator: `{2}{3}`'],
  ['a{3,2}', 'invalid repeat count: `{3,2}`'],
  ['a{1001}', 'invalid repeat count: `{1001}`'],
  ['(a{40}){40}', 'invalid repeat count: `{40}`'],
  ['(a)\\1', 'invalid escape sequence: `\\1`'],
  ['a\\', 'trailing backslash at end of expression: ``'],
  ['\\y', 'invalid escape sequence: `\\y`'],
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?!a)', 'invalid or unsupported Perl syntax: `(?!`'],
  ['(?<!a)', 'invalid or unsupported Perl syntax: `(?<`'],
  ['(?P<n>a)(?P<n>b)', 'duplicate capture group name: `n`'],
  ['\\p{Klingon}', 'invalid character class range: `\\p{Klingon}`'],
])('%s does not compile: %s', (pattern, error) => {
  expect(compile(pattern).error).toBe(error)
})

describe('what matches', () => {
  test.each<[pattern: string, yes: readonly string[], no: readonly string[]]>([
    ['5..', ['500', '5é0'], ['50', '5000', '']],
    ['a|b', ['a', 'b'], ['', 'ab', 'c']],
    ['(a|b)?', ['', 'a'], ['ab']],
    ['', [''], ['a']],
    ['.*', ['', 'a\nb'], []],
    ['600(\\.0)?', ['600', '600.0'], ['6000']],
    ['[^a-c]+', ['xyz'], ['xay', '']],
    ['[]a]', [']', 'a'], ['b']],
    ['[\\d\\s-]+', ['1 -2'], ['a']],
    ['[[:alpha:]_]+', ['ab_c'], ['1']],
    ['\\pL+', ['äß'], ['1']],
    ['\\Qa.b\\E', ['a.b'], ['axb']],
    ['\\x41\\x{1F600}\\101', ['A😀A'], ['a']],
    ['\\A\\w+\\z', ['ab'], ['']],
    ['(?i)abc', ['ABC', 'aBc'], ['ab']],
    ['a(?i:b)c|d(?i)e', ['aBc', 'abc', 'dE'], ['ABc', 'aBC', 'DE']],
    ['(?-s).+', ['a'], ['a\nb']],
    ['(?s).+', ['a\nb'], ['']],
    ['(?m)a$\n^b', ['a\nb'], ['a\n']],
    ['a$\n^b', [], ['a\nb']],
    ['[^[:^alpha:]]+', ['ab'], ['1']],
    ['[\\S]+', ['ab'], ['a b']],
    ['[^\\W_]+', ['ab1'], ['a_b']],
    ['\\bab\\b.*', ['ab', 'ab c'], ['abc']],
    ['(?i)[^k]', ['a'], ['k', 'K']],
    ['(?P<x>a)b', ['ab'], ['a']],
    ['a{', ['a{'], ['a']],
    ['a{2,}?', ['aa', 'aaa'], ['a']],
  ])('%s', (pattern, yes, no) => {
    const { matches } = compile(pattern)
    expect(yes.filter((text) => !matches(text))).toStrictEqual([])
    expect(no.filter((text) => matches(text) !== false)).toStrictEqual([])
  })

  test.each([
    ['a|b-c|d\\.e', ['a', 'b-c', 'd.e']],
    ['a', ['a']],
    ['a.', undefined],
    ['a+', undefined],
  ])('the values of %s are known: %j', (pattern, values) => {
    expect(compile(pattern).literals).toStrictEqual(values)
  })
})

test.each([
  ['a|b|c|d', ['a', 'b', 'c']],
  ['/|/products.*', ['/', '/products0', '/products-']],
  ['/v[12]/.+', ['/v1/a', '/v2/0', '/v1/1']],
  ['x?', ['x']],
  ['', []],
  ['a\\bb', []],
  ['(', []],
] as const)('%s matches %j, for example', (pattern, examples) => {
  expect(examplesOf(pattern, 3)).toEqual(examples)
})
