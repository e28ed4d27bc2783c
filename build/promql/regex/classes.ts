/** A pattern that is read from left to right. */
export class Text {
  readonly pattern: string
  at = 0

  constructor(pattern: string) {
    this.pattern = pattern
  }

  get done(): boolean {
    return this.at >= this.pattern.length
  }

  /** The next character, a pair of surrogates as one; `''` at the end. */
  get peek(): string {
    const point = this.pattern.codePointAt(this.at)
    return point === undefined ? '' : String.fromCodePoint(point)
  }

  take(): string {
    const next = this.peek
    this.at += next.length
    return next
  }

  /** The next character as JavaScript's syntax for itself. */
  takeLiteral(): string {
    return literal(this.take())
  }

  /** What a sticky pattern finds here, which is then taken. */
  match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at
    const found = sticky.exec(this.pattern) ?? undefined
    if (found) this.at += found[0].length
    return found
  }
}

interface Piece {
  readonly source: string
  readonly exact: boolean
}

const exactly = (source: string): Piece => ({ source, exact: true })
const literal = (character: string): string =>
  character.replace(/[\^$\\.*+?()[\]{}|/-]/, (found) => (found === '-' ? '\\x2d' : `\\${found}`))

const controls: Readonly<Record<string, string>> = { a: '\\x07', f: '\\f', n: '\\n', r: '\\r', t: '\\t', v: '\\v' }
const space = '\\t\\n\\f\\r '
const perl: Readonly<Record<string, string>> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  s: `[${space}]`,
  S: `[^${space}]`,
}
const edges: Readonly<Record<string, string>> = { A: '(?<![^])', z: '(?![^])', b: '\\b', B: '\\B' }

/** An escape outside of brackets. Throws a `SyntaxError` for one that RE2 does not know, such as a backreference. */
export function escaped(text: Text, from: number): Piece {
  const quoted = text.match(/\\Q((?:(?!\\E).)*)(?:\\E)?/sy)
  if (quoted) return exactly(`(?:${[...(quoted[1] ?? '')].map(literal).join('')})`)
  const letter = text.pattern[text.at + 1] ?? ''
  const source = own(edges, letter) ?? own(perl, letter)
  if (source !== undefined) {
    text.at += 2
    return exactly(source)
  }
  return property(text) ?? exactly(character(text, from))
}

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** `\pL`, `\P{Greek}`. */
function property(text: Text): Piece | undefined {
  const found = text.match(/\\([pP])(?:\{(\^?)([^}]*)\}|(.))/suy)
  if (!found) return undefined
  const [written, kind, negated, long, short] = found
  const name = long ?? short ?? ''
  if (name === 'Any') return exactly('[^]')
  const inner = /^[A-Z][a-z]?$/.test(name) ? name : `Script=${name}`
  try {
    new RegExp(`\\p{${inner}}`, 'u')
  } catch {
    throw new SyntaxError(`invalid character class range: \`${written}\``)
  }
  return exactly(`\\${(kind === 'P') !== (negated === '^') ? 'P' : 'p'}{${inner}}`)
}

/** One escaped character. */
function character(text: Text, from: number): string {
  const found = text.match(
    /\\(?:x([\da-fA-F]{2})|x\{([\da-fA-F]+)\}|(0[0-7]{0,2}|[1-7][0-7]{1,2})|([afnrtv])|([^\w\x80-\u{10ffff}]|_))/uy,
  )
  if (found) {
    const [, short, long, octal, letter, self] = found
    if (letter !== undefined) return controls[letter] ?? ''
    if (self !== undefined) return literal(self)
    const code = Number.parseInt(octal ?? short ?? long ?? '', octal === undefined ? 16 : 8)
    if (code <= 0x10ffff) return `\\u{${code.toString(16)}}`
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
export function bracket(text: Text): Piece {
  const from = text.at
  text.take()
  let source = '['
  let exact = true
  if (text.peek === '^') source += text.take()
  for (let first = true; text.peek !== ']' || first; first = false) {
    if (text.done) throw new SyntaxError(`missing closing ]: \`${text.pattern.slice(from)}\``)
    const named = text.match(/\[:(\^?)((?:(?!:\]).)*):\]/sy)
    if (named) {
      const range = own(posix, named[2] ?? '')
      if (range === undefined) throw new SyntaxError(`invalid character class range: \`${named[0]}\``)
      if (named[1]) exact = false
      source += range
      continue
    }
    const letter = text.peek === '\\' ? (text.pattern[text.at + 1] ?? '') : ''
    const known = own(perl, letter)
    if (known !== undefined) {
      text.at += 2
      if (letter === 'S') exact = false
      source += letter === 's' ? space : letter === 'S' ? '' : known
      continue
    }
    const unicode = property(text)
    source += unicode?.source ?? range(text)
  }
  text.take()
  return { source: `${source}]`, exact }
}

function range(text: Text): string {
  const from = text.at
  const low = one(text)
  if (text.peek !== '-' || text.pattern[text.at + 1] === ']' || text.at + 1 >= text.pattern.length) return low
  text.take()
  const high = one(text)
  if (codeOf(high) < codeOf(low)) {
    throw new SyntaxError(`invalid character class range: \`${text.pattern.slice(from, text.at)}\``)
  }
  return `${low}-${high}`
}

const one = (text: Text): string => (text.peek === '\\' ? character(text, text.at) : text.takeLiteral())

/** The code of a character in JavaScript's syntax. */
function codeOf(source: string): number {
  const hex = /^\\(?:u\{|x)([\da-f]+)/.exec(source)?.[1]
  if (hex !== undefined) return Number.parseInt(hex, 16)
  const control = /^\\([fnrtv])$/.exec(source)?.[1]
  if (control !== undefined) return { f: 12, n: 10, r: 13, t: 9, v: 11 }[control] ?? 0
  return source.replace(/^\\/, '').codePointAt(0) ?? 0
}
