import { describe, expect, test } from 'vitest'
import { append, bare, brackets, declares, importing, referring } from '../../build/new/source.ts'

describe('an entry is appended', () => {
  test.each([
    ['f()', 'f(\nx,\n)'],
    ['f(a)', 'f(a,\nx,\n)'],
    ['f(a, b,)', 'f(a, b,\nx,\n)'],
    ['f(\n  a, // the first\n)', 'f(\n  a, // the first\nx,\n)'],
    ['f(a // )\n)', 'f(a, // )\nx,\n)'],
    ['f(")", "(", `[`)', 'f(")", "(", `[`,\nx,\n)'],
    ['f({ a: [1] })', 'f({ a: [1] },\nx,\n)'],
  ])('%j', (text, expected) => expect(append(text, 1, 'x')).toBe(expected))
})

test('literals and comments hold no code, and keep their places', () => {
  const text = "a('(', /* ) */ b) // it's"
  expect(bare(text)).toBe('a(___,         b)        ')
  expect(bare(text)).toHaveLength(text.length)
})

test('brackets tell where each entry begins', () => {
  const text = "f('a, b', { c: 1, d: [2, 3] }, e)"
  expect(brackets(text, 1)).toEqual({ close: 32, entries: [2, 10, 31] })
  expect(brackets('f(', 1)).toBeUndefined()
})

describe('imports', () => {
  const text = "import { a, b } from './x.ts'\nimport * as extraction from '../queries/extraction.ts'\n\nconst c = 1\n"

  test('are not repeated', () => {
    expect(importing(text, 'a', './x.ts')).toBe(text)
    expect(importing(text, 'a', './y.ts')).toBe(`import { a } from './y.ts'\n${text}`)
  })

  test('follow how the file names the other one', () => {
    expect(referring(text, 'extraction', 'tasks')).toEqual([text, 'extraction.tasks'])
    expect(referring(text, 'redis', 'up')[1]).toBe('redis.up')
    const named = "import { up } from '../queries/redis.ts'\n"
    expect(referring(named, 'redis', 'up')).toEqual([named, 'up'])
    expect(referring(named, 'redis', 'clients')[1]).toBe('clients')
    expect(referring(`${named}const clients = 1\n`, 'redis', 'clients')[1]).toBe('redis.clients')
  })

  test.each(['a', 'b', 'extraction', 'c'])('and declarations take the name %s', (name) => {
    expect(declares(text, name)).toBe(true)
    expect(declares(text, `${name}x`)).toBe(false)
  })
})
