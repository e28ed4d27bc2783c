import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/root.ts'
import { type Growth, growth } from './growth.ts'

test.each<[Growth, RegExp]>([
  ['exponential', /(a+)+b/],
  ['exponential', /(a|a)*b/],
  ['exponential', /^(?:a*)*$/],
  ['exponential', /^\s*(?:#.*\s*)*$/],
  ['exponential', /(?:\s|--[^\n]*|\n)*(\w+)/],
  ['exponential', /x(?=(?:a|[a-z])+y)/],
  ['polynomial', /\w+:\/\//],
  ['polynomial', /\s+$/],
  ['polynomial', /^a*[a-z]*b/],
  ['linear', /^\w+:\/\//],
  ['linear', /\s+/],
  ['linear', /^"(?:\\.|[^"\\])*"$/],
  ['linear', /^(?:\/[a-z]+)+$/],
])('it is %s how %s grows', (expected, regexp) => {
  expect(growth(regexp)).toBe(expected)
})

/** A literal, as Biome formats the code around it. */
const literal =
  /(?<=[(,=:[!&|?{};\s])\/(?![*/ ])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)(?=[\s.,;)\]}:]|$)/g

/** The regular expressions of the compiler, by where they stand. */
const literals = readdirSync(join(root, 'build'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
  .flatMap((path) =>
    readFileSync(join(root, 'build', path), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\*|\/[/*])/.test(line))
      .flatMap((line) => [...line.matchAll(literal)])
      .map(([, source = '', flags]) => [path, new RegExp(source, flags)] as const),
  )

test('no regular expression of the compiler takes exponential time', () => {
  expect(literals.length).toBeGreaterThan(500)
  expect(literals.filter(([, regexp]) => growth(regexp) === 'exponential')).toEqual([])
})
