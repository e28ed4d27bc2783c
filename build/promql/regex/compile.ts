import type { Matcher } from '../tree.ts'
import { type Parsed, parse } from './parse.ts'
import { programOf } from './program.ts'
import { isTooMuch, run } from './run.ts'

/** The groups of a match: by number, 0 for the whole, and by name; `undefined` for one that took no part. */
export type Groups = (group: number | string) => string | undefined

/** A regular expression of a label matcher, which Prometheus anchors at both ends. */
export interface Pattern {
  /** In RE2's words; `undefined` where it compiles. */
  readonly error: string | undefined
  /** Whether it matches a whole value; `undefined` where that would take too long to tell, or it does not compile. */
  matches(value: string): boolean | undefined
  /** Every value that it matches, where it is an alternation of plain texts: `a|b`. */
  readonly literals: readonly string[] | undefined
  /** The groups of a whole value that it matches, `false` for one that it does not; `undefined` as of `matches`. */
  exec(value: string): Groups | false | undefined
}

/**
 * Reads a pattern as Prometheus does: RE2 syntax, which must be whole before it is anchored. It is run by an automaton of our
 * own: JavaScript's engine tries one way after the other, and `(a+)+!` on some thirty letters hangs it.
 */
export function compile(value: string): Pattern {
  let parsed: Parsed
  try {
    parsed = parse(value)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { error: error.message, matches: () => undefined, literals: undefined, exec: () => undefined }
  }
  let program: ReturnType<typeof programOf> | 'none' = 'none'
  const marksOf = (text: string) => {
    if (program === 'none') program = programOf(parsed.root)
    return program === undefined || isTooMuch(program, text) ? undefined : (run(program, text) ?? false)
  }
  const literals = plain.test(value) ? value.replaceAll(/\\([.-])/g, '$1').split('|') : undefined
  const listed = literals && new Set(literals)
  return {
    error: undefined,
    literals,
    matches(text) {
      if (listed !== undefined) return listed.has(text)
      const marks = marksOf(text)
      return marks === undefined ? undefined : marks !== false
    },
    exec(text) {
      const marks = marksOf(text)
      if (marks === undefined || marks === false) return marks
      return (group) => {
        const index = typeof group === 'number' ? group : parsed.groups.indexOf(group)
        if (index === 0) return text
        const from = marks[index * 2]
        return from === undefined ? undefined : text.slice(from, marks[index * 2 + 1])
      }
    },
  }
}

const plain = /^(?:[\w /:@,%#&=<>~'";!-]|\\[.-]|\|)*$/

const compiled = new WeakMap<Matcher, Pattern>()

/** The pattern of a `=~` or `!~` matcher, compiled once. */
export function patternOf(matcher: Matcher): Pattern {
  const known = compiled.get(matcher)
  if (known) return known
  const pattern = compile(matcher.value)
  compiled.set(matcher, pattern)
  return pattern
}

/** Whether a matcher accepts a label's value, `''` for an absent label; `undefined` where that cannot be told. */
export function accepts(matcher: Matcher, value: string): boolean | undefined {
  if (matcher.op === '=') return matcher.value === value
  if (matcher.op === '!=') return matcher.value !== value
  const matches = patternOf(matcher).matches(value)
  return matches === undefined || matcher.op === '=~' ? matches : !matches
}
