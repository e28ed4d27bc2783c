import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { Random } from '../support/random.ts'
import { right, type Wrong, wrongs } from './fuzz/argument.ts'
import { type Word, words } from './fuzz/words.ts'

const call = ({ call: make }: Word, args: readonly unknown[]): unknown => make(...(args as readonly never[]))

test.each(words.map((word) => [word.name, word] as const))('%s takes what is right', (_, word) => {
  expect(() => call(word, word.arguments.map(right))).not.toThrow()
})

/** What comes of a wrong call, in a sentence where it is not what should. */
function outcome(word: Word, wrong: ReadonlyMap<number, Wrong>): string | undefined {
  const shown = `${word.name}, ${[...wrong].map(([at, { how }]) => `argument ${at + 1}: ${how}`).join(', ')}`
  try {
    call(
      word,
      word.arguments.map((argument, at) => {
        const other = wrong.get(at)
        return other === undefined ? right(argument) : other.value
      }),
    )
    return `${shown} is taken`
  } catch (error) {
    if (!(error instanceof Refused)) return `${shown} is an internal error: ${String(error)}`
    const poor = error.problems.find(
      ({ where, what, next }) => ![where, what, next].every(isForPeople) || !/[.?]$/.test(what),
    )
    return poor === undefined ? undefined : `${shown} is refused in no words for people: ${JSON.stringify(poor)}`
  }
}

const isForPeople = (text: string): boolean => text.trim() !== '' && !/\[object|function \(/.test(text)

const possible = words.map((word) => ({ word, wrongs: word.arguments.map(wrongs) }))

test('an argument that is wrong in one place is refused by the word itself, in sentences', () => {
  const single = possible.flatMap(({ word, wrongs: all }) =>
    all.flatMap((each, at) => each.map((wrong) => outcome(word, new Map([[at, wrong]])))),
  )
  expect(single.length).toBeGreaterThan(4_000)
  expect(single.filter((each) => each !== undefined)).toEqual([])
})

test('so are 10,000 calls with several wrong arguments', () => {
  const random = new Random(11)
  const taken = Array.from({ length: 10_000 }, () => {
    const { word, wrongs: all } = random.pick(possible)
    const wrong = all.map((each, at) => [at, random.pick(each)] as const).filter(() => random.next() < 0.7)
    // Two that are wrong in the same way may suit each other: a share of two states is one.
    const differ = new Set(wrong.map(([, { how }]) => how)).size === wrong.length
    return wrong.length === 0 || !differ ? undefined : outcome(word, new Map(wrong))
  })
  expect(taken.filter((each) => each !== undefined)).toEqual([])
})
