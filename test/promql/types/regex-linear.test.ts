import { describe, expect, test } from 'vitest'
import { compile } from '../../../build/promql/regex/compile.ts'
import { Random } from '../../support/random.ts'

const letters = 'ab1_ \né'

type Pick = <T>(of: readonly T[]) => T

/** A pattern that JavaScript reads in the same way, without groups inside repetitions: there the two remember otherwise. */
function pattern(pick: Pick, depth: number, mayRemember: boolean): string {
  const inner = (remember = mayRemember) => pattern(pick, depth - 1, remember)
  const atom = () =>
    pick(['a', 'b', '1', '_', '.', '[ab]', '[^a]', '\\d', '\\w', '\\W', '[a-c_]', '\\b', '^', '$', ' ', 'é'])
  if (depth === 0) return atom()
  return pick([
    atom,
    () => inner() + inner(),
    () => `${inner()}${inner()}${inner()}`,
    () => `(?:${inner()}|${inner()})`,
    () => (mayRemember ? `(${inner()})` : inner()),
    () => (mayRemember ? `(?<n${depth}${pick(['x', 'y', 'z', 'u', 'v'])}>${inner(false)})` : inner()),
    () => `(?:${inner(false)})${pick(['*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}'])}`,
  ])()
}

test('10,000 random patterns match what JavaScript says they match, with the same groups', () => {
  const random = new Random(17)
  const pick: Pick = (of) => random.pick(of)
  let matched = 0
  for (let round = 0; round < 10_000; round += 1) {
    const source = pattern(pick, 1 + random.below(3), true)
    let javascript: RegExp
    try {
      javascript = new RegExp(`^(?:${source})$`, 'su')
    } catch {
      continue
    }
    const ours = compile(source.replaceAll('(?<', '(?P<'))
    for (let text = 0; text < 6; text += 1) {
      const value = Array.from({ length: random.below(6) }, () => pick([...letters])).join('')
      const found = javascript.exec(value)
      const groups = ours.exec(value)
      expect([source, value, ours.matches(value)]).toEqual([source, value, found !== null])
      if (found === null || !groups) continue
      matched += 1
      const numbers = found.map((_, at) => at)
      expect([source, value, ...numbers.map((at) => groups(at))]).toEqual([source, value, ...found])
      for (const [name, group] of Object.entries(found.groups ?? {})) expect(groups(name)).toBe(group)
    }
  }
  expect(matched).toBeGreaterThan(3_000)
})

describe('what hangs an engine that goes back is answered', () => {
  test.each([
    ['(a+)+!', 'a'],
    ['(a|a)*b', 'a'],
    ['(a|aa)+$x', 'a'],
    ['(.*)*(.*)*=(.*)*', 'x'],
    ['(?:a?){100}a{100}b', 'a'],
  ])('%s', (source, letter) => {
    expect(compile(source).matches(letter.repeat(20_000))).toBe(false)
  })

  test('20,000 alternatives, and repetitions written out', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `job${at}.*`).join('|')
    const { matches } = compile(many)
    expect([matches('job19999'), matches('nothing')]).toEqual([true, false])
    expect(compile('(?:a{10}){100}').matches('a'.repeat(1_000))).toBe(true)
  })

  test('what nobody waits for is left open', () => {
    expect(compile('(?:(?:abcdefghij){100}klmnopqrst){10}').matches('a'.repeat(1 << 20))).toBeUndefined()
    expect(compile(`(?:${'a'.repeat(2_000)}){1000}b`).matches('a')).toBeUndefined()
  })
})
