import { expect, test } from 'vitest'
import { importsIn } from '../../build/definitions/followers.ts'
import { callsIn, codeOf, keyIn, offsetOf, positionOf, statementsIn } from '../../build/definitions/source.ts'

/** Each text, and what is left of it: prose becomes blanks, code stays where it is. */
test.each([
  ["a('(') // (", 'a(   )     '],
  ['a("\\"(") + b', 'a(     ) + b'],
  [`\`x \${f({ a: 1 })} (\${g(\`(\`)}\``, '     f({ a: 1 })     g(   )  '],
  ['/* ( */ a', '        a'],
  ['a / b / c', 'a / b / c'],
  ["'never closed\nf(1)", '             \nf(1)'],
  ["'ä › 🎉' + f(1)", '         + f(1)'],
])('the code of %s', (text, code) => {
  expect(codeOf(text)).toBe(code)
  expect(codeOf(text)).toHaveLength(text.length)
})

test('a text of a megabyte is read in a moment, however it is quoted', () => {
  for (const piece of ["'", '`', '${', '/*', '(', '\\', '`${']) expect(codeOf(piece.repeat(2 ** 16))).toBeDefined()
})

const text =
  "export const a = alert('A', {\n  for: '5m',\n  description: ({ value }) => `for $" +
  '{value}: (`,\n})\nconst b = 1\n'
const code = codeOf(text)

test('a call reaches to its parenthesis, and its options are found by name', () => {
  const [call] = callsIn(code)
  expect(call).toMatchObject({ name: 'alert', from: 17, to: text.lastIndexOf('})') + 2 })
  if (call === undefined) throw new Error('there is no call')
  const key = keyIn(text, code, call, 'for')
  expect(key && positionOf(text, key.from)).toEqual({ line: 2, column: 3 })
  expect(keyIn(text, code, call, 'fro')).toBeUndefined()
})

test('statements begin at the first column', () => {
  expect(statementsIn(code).map(({ name }) => name)).toEqual(['a', 'b'])
})

test('a place is an offset, and an offset a place', () => {
  for (const offset of [0, 5, 29, 30, 40, text.length - 1]) {
    const { line, column } = positionOf(text, offset)
    expect(offsetOf(text, line, column)).toBe(offset)
  }
  expect(offsetOf(text, 99, 1)).toBe(text.length)
})

test('imports name files of the repository', () => {
  const imports =
    "import * as http from '../queries/http.ts'\nimport { a, type b as c } from './x.ts'\nimport 'vitest'\n"
  expect(importsIn('alerts/y.ts', imports)).toEqual([
    { file: 'queries/http.ts', alias: 'http', names: [] },
    { file: 'alerts/x.ts', alias: undefined, names: ['a', 'type', 'b', 'as', 'c'] },
  ])
})
