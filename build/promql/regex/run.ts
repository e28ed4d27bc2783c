import type { Program } from './program.ts'

/** Where groups begin and end: those of group n at 2n and 2n + 1, `undefined` for one that took no part. */
export type Marks = readonly (number | undefined)[]

/** Steps times characters: past that nobody waits for the answer. */
const mostWork = 50_000_000

/** Whether it would take longer than anybody waits. */
export const isTooMuch = (program: Program, text: string): boolean => program.length * (text.length + 1) > mostWork

/**
 * Whether a text matches as a whole, and where its groups are; `undefined` where it does not. All ways are followed side by
 * side, each step at most once for a character, so that the time is that of steps times characters, whatever the pattern
 * (Thompson's and Pike's simulation). The order of the ways is that in which RE2 prefers them.
 */
export function run(program: Program, text: string): Marks | undefined {
  const reached = new Int32Array(program.length).fill(-1)
  let ways: Way[] = []
  follow({ step: 0, marks: [] }, 0, ways)
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    at += character.length
    const next: Way[] = []
    for (const { step, marks } of ways) {
      const here = program[step]
      if (here?.is === 'one' && here.of(character)) follow({ step: step + 1, marks }, at, next)
    }
    if (next.length === 0) return undefined
    ways = next
  }
  return ways.find(({ step }) => program[step]?.is === 'end')?.marks

  /** Adds the steps that take a character, and the end, which are reached from a way without taking one. */
  function follow(from: Way, at: number, into: Way[]): void {
    const open = [from]
    for (let way = open.pop(); way !== undefined; way = open.pop()) {
      const { step, marks } = way
      if (reached[step] === at) continue
      reached[step] = at
      const here = program[step]
      switch (here?.is) {
        case 'fork':
          for (let branch = here.to.length - 1; branch >= 0; branch -= 1)
            open.push({ step: here.to[branch] ?? 0, marks })
          break
        case 'mark': {
          const marked = [...marks]
          marked[here.slot] = at
          open.push({ step: step + 1, marks: marked })
          break
        }
        case 'edge':
          if (here.at(text, at)) open.push({ step: step + 1, marks })
          break
        default:
          into.push(way)
      }
    }
  }
}

interface Way {
  readonly step: number
  readonly marks: Marks
}
