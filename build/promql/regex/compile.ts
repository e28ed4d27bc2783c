import type { Matcher } from '../tree.ts'
import { type Translation, translate } from './translate.ts'

/** A regular expression of a label matcher, which Prometheus anchors at both ends. */
export interface Pattern {
  /** In RE2's words; `undefined` where it compiles. */
  readonly error: string | undefined
  /** Whether it matches a whole value; `undefined` where JavaScript cannot tell. */
  matches(value: string): boolean | undefined
  /** Every value that it matches, where it is an alternation of plain texts: `a|b`. */
  readonly literals: readonly string[] | undefined
  /** The same in JavaScript, for `exec`; `undefined` where there is none. */
  readonly regexp: RegExp | undefined
}

/** Reads a pattern as Prometheus does: RE2 syntax, which must be whole before it is anchored. */
export function compile(value: string): Pattern {
  let found: Translation
  try {
    found = translate(value)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { error: error.message, matches: () => undefined, literals: undefined, regexp: undefined }
  }
  const { source, flags, exact } = found
  const regexp = toRegExp(`^(?:${source})$`, flags)
  return {
    error: undefined,
    // Flags inside a pattern change nothing for an empty value.
    matches: (text) => (exact || text === '' ? regexp?.test(text) : undefined),
    literals: plain.test(value) ? value.replaceAll(/\\([.-])/g, '$1').split('|') : undefined,
    regexp: exact ? regexp : undefined,
  }
}

const plain = /^(?:[\w /:@,%#&=<>~'";!-]|\\[.-]|\|)*$/

function toRegExp(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, `su${flags}`)
  } catch {
    return undefined
  }
}

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
