import type { Text } from './text.ts'
import type { Chosen } from './tree.ts'

/** A set of characters as JavaScript writes it inside brackets, or all others. */
interface Part {
  readonly source: string
  readonly isOthers: boolean
}

const of = (source: string): Part => ({ source, isOthers: false })
const others = (source: string): Part => ({ source, isOthers: true })

/** Whether a character is in one of the parts, or in none of them. */
function among(parts: readonly Part[], isNegated: boolean, ignoresCase: boolean): Chosen {
  const within = parts.map(({ source, isOthers }) => {
    const set = new RegExp(`^[${source}]$`, ignoresCase ? 'iu' : 'u')
    return (character: string) => set.test(character) !== isOthers
  })
  return (character) => within.some((isIn) => isIn(character)) !== isNegated
}

/** The character itself. */
export function itself(letter: string, ignoresCase: boolean): Chosen {
  return ignoresCase ? among([of(literal(letter))], false, true) : (character) => character === letter
}

/** A character as JavaScript writes it inside brackets. */
const literal = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

const controls: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }
const space = '\\t\\n\\f\\r '
const perl: Readonly<Record<string, Part>> = {
  d: of('0-9'),
  D: others('0-9'),
  w: of('0-9A-Za-z_'),
  W: others('0-9A-Za-z_'),
  s: of(space),
  S: others(space),
}

/**
 * An escape outside of brackets that stands for one character. Throws a `SyntaxError` for one that RE2 does not know, such as
 * a backreference.
 */
export function escaped(text: Text, ignoresCase: boolean): Chosen {
  const part = classAt(text)
  return part === undefined ? itself(character(text), ignoresCase) : among([part], false, ignoresCase)
}

/** `\d`, `\pL`: an escape that stands for many characters, inside and outside of brackets. */
function classAt(text: Text): Part | undefined {
  const known = text.peek === '\\' ? own(perl, text.pattern[text.at + 1] ?? '') : undefined
  if (known === undefined) return property(text)
  text.at += 2
  return known
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** `\pL`, `\P{Greek}`. */
function property(text: Text): Part | undefined {
  const found = text.match(/\\([pP])(?:\{(\^?)([^}]*)\}|(.))/suy)
  if (!found) return undefined
  const [written, kind, negated, long, short] = found
  const name = long ?? short ?? ''
  const isOthers = (kind === 'P') !== (negated === '^')
  if (name === 'Any') return { source: '\\s\\S', isOthers }
  const source = `\\p{${/^[A-Z][a-z]?$/.test(name) ? name : `Script=${name}`}}`
  try {
    new RegExp(source, 'u')
  } catch {
    throw new SyntaxError(`invalid character class range: \`${written}\``)
  }
  return { source, isOthers }
}

/** One escaped character. */
function character(text: Text): string {
  const from = text.at
  const found = text.match(
    /\\(?:x([\da-fA-F]{2})|x\{([\da-fA-F]+)\}|(0[0-7]{0,2}|[1-7][0-7]{1,2})|([afnrtv])|([^\w\x80-\u{10ffff}]|_))/uy,
  )
  if (found) {
    const [, short, long, octal, letter, self] = found
    if (letter !== undefined) return controls[letter] ?? ''
    if (self !== undefined) return self
    const code = Number.parseInt(octal ?? short ?? long ?? '', octal === undefined ? 16 : 8)
    if (code <= 0x10ffff) return String.fromCodePoint(code)
  }
  if (text.at + 1 >= text.pattern.length) throw new SyntaxError('trailing backslash at end of expression: ``')
  const end = found ? text.at : text.at + 1 + (text.pattern[text.at + 1] === 'x' ? 2 : 1)
  throw new SyntaxError(`invalid escape sequence: \`${text.pattern.slice(from, end)}\``)
}

const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

/** `[a-z]` and all that may stand in it. Throws a `SyntaxError` in RE2's words. */
export function bracket(text: Text, ignoresCase: boolean): Chosen {
  const from = text.at
  text.take()
  const isNegated = text.peek === '^'
  if (isNegated) text.take()
  const parts: Part[] = []
  let plain = ''
  for (let first = true; text.peek !== ']' || first; first = false) {
    if (text.done) throw new SyntaxError(`missing closing ]: \`${text.pattern.slice(from)}\``)
    const part = named(text) ?? classAt(text)
    if (part === undefined) plain += range(text)
    else parts.push(part)
  }
  text.take()
  return among(plain === '' ? parts : [...parts, of(plain)], isNegated, ignoresCase)
}

/** `[:alpha:]`, `[:^alpha:]` */
function named(text: Text): Part | undefined {
  const found = text.match(/\[:(\^?)((?:(?!:\]).)*):\]/sy)
  if (found === undefined) return undefined
  const source = own(posix, found[2] ?? '')
  if (source === undefined) throw new SyntaxError(`invalid character class range: \`${found[0]}\``)
  return { source, isOthers: found[1] === '^' }
}

function range(text: Text): string {
  const from = text.at
  const low = one(text)
  if (text.peek !== '-' || text.pattern[text.at + 1] === ']' || text.at + 1 >= text.pattern.length) return literal(low)
  text.take()
  const high = one(text)
  if ((high.codePointAt(0) ?? 0) < (low.codePointAt(0) ?? 0)) {
    throw new SyntaxError(`invalid character class range: \`${text.pattern.slice(from, text.at)}\``)
  }
  return `${literal(low)}-${literal(high)}`
}

const one = (text: Text): string => (text.peek === '\\' ? character(text) : text.take())
