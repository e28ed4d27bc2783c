import { bracket, escaped, Text } from './classes.ts'

/** A regular expression in JavaScript's syntax, to be used with the flags `su` and `flags`. */
export interface Translation {
  readonly source: string
  readonly flags: string
  /** Whether JavaScript matches exactly what RE2 matches; otherwise only for an empty text. */
  readonly exact: boolean
}

/** Go's limits for nesting and for repetitions inside repetitions. */
const most = 1000

interface Atom {
  readonly source: string
  /** How often its innermost part is repeated in all. */
  readonly repeats: number
}

/** Translates RE2 syntax as Go reads it. Throws a `SyntaxError` in RE2's words. */
export function translate(pattern: string): Translation {
  const text = new Text(pattern)
  const names = new Set<string>()
  let flags = ''
  let exact = true

  function alternation(depth: number): Atom {
    if (depth > most) throw new SyntaxError(`expression nests too deeply: \`${pattern}\``)
    let source = ''
    let repeats = 1
    let last: Atom | undefined
    let repetition: string | undefined
    const push = (atom: Atom | undefined) => {
      if (last) {
        source += last.source
        repeats = Math.max(repeats, last.repeats)
      }
      last = atom
    }
    while (!text.done) {
      const from = text.at
      const next = text.peek
      if (next === ')') {
        if (depth > 0) break
        throw new SyntaxError(`unexpected ): \`${pattern}\``)
      }
      const times = repetitionAt(text)
      if (times) {
        if (!last) throw new SyntaxError(`missing argument to repetition operator: \`${times.written}\``)
        if (repetition !== undefined) {
          throw new SyntaxError(`invalid nested repetition operator: \`${repetition}${times.written}\``)
        }
        const product = Math.max(1, times.count) * last.repeats
        if (product > most) throw new SyntaxError(`invalid repeat count: \`${times.written}\``)
        last = { source: `(?:${last.source})${times.written}`, repeats: product }
        repetition = times.written
        continue
      }
      repetition = undefined
      if (next === '|') {
        text.take()
        push(undefined)
        source += '|'
      } else if (next === '(') {
        push(group(depth))
      } else {
        const { source: one, exact: same } = single(text, from)
        if (!same) exact = false
        push({ source: one, repeats: 1 })
      }
    }
    push(undefined)
    return { source, repeats }
  }

  function group(depth: number): Atom | undefined {
    const from = text.at
    text.take()
    let open = '('
    if (text.peek === '?') {
      const named = text.match(/\?P<([^>]*)>/y)
      const flagged = named ? undefined : text.match(/\?([imsU]*(?:-[imsU]+)?)([:)])/y)
      if (named) open = capture(named[1] ?? '', from)
      else if (flagged) {
        setFlags(flagged[1] ?? '', from)
        if (flagged[2] === ')') return undefined
        open = '(?:'
      } else {
        throw new SyntaxError(`invalid or unsupported Perl syntax: \`${pattern.slice(from, text.at + 2)}\``)
      }
    }
    const inner = alternation(depth + 1)
    if (text.take() !== ')') throw new SyntaxError(`missing closing ): \`${pattern}\``)
    return { ...inner, source: `${open}${inner.source})` }
  }

  function capture(name: string, from: number): string {
    const written = pattern.slice(from, text.at)
    if (!/^\w+$/.test(name)) throw new SyntaxError(`invalid named capture: \`${written}\``)
    if (names.has(name)) throw new SyntaxError(`duplicate capture group name: \`${name}\``)
    names.add(name)
    return /^[A-Za-z_]/.test(name) ? `(?<${name}>` : '('
  }

  function setFlags(written: string, from: number): void {
    if (!/[im]|-.*s/.test(written)) return
    if (written === 'i' && from === 0) flags = 'i'
    else exact = false
  }

  const { source } = alternation(0)
  return { source, flags, exact }
}

function repetitionAt(text: Text): { readonly written: string; readonly count: number } | undefined {
  const found = text.match(/(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y)
  if (!found) return undefined
  const [written, least, comma, upTo] = found
  if (least === undefined) return { written, count: 1 }
  const min = Number(least)
  const max = comma === undefined ? min : upTo ? Number(upTo) : undefined
  if (min > most || (max !== undefined && (max > most || max < min))) {
    throw new SyntaxError(`invalid repeat count: \`${written.replace(/\?$/, '')}\``)
  }
  return { written, count: max ?? min }
}

function single(text: Text, from: number): { readonly source: string; readonly exact: boolean } {
  switch (text.peek) {
    case '[':
      return bracket(text)
    case '\\':
      return escaped(text, from)
    case '.':
    case '^':
    case '$':
      return { source: text.take(), exact: true }
    default:
      return { source: text.takeLiteral(), exact: true }
  }
}
