import { parseDuration } from './duration.ts'
import { PromqlError, type Span } from './error.ts'
import { bytesOf, joined } from './utf8.ts'

/**
 * The value of a PromQL number: decimal, hexadecimal, octal with a leading 0, Inf, NaN, or a duration in seconds.
 * Throws `PromqlError` at `span` for a number that a float cannot hold.
 */
export function parseNumber(text: string, span: Span): number {
  const digits = text.toLowerCase().replaceAll('_', '')
  if (digits === 'inf') return Number.POSITIVE_INFINITY
  if (digits === 'nan') return Number.NaN
  if (/^\d.*[a-z]$/.test(digits) && !digits.startsWith('0x')) return parseDuration(digits, span) / 1000
  const value = /^0[0-7]+$/.test(digits) ? Number(`0o${digits}`) : Number(digits)
  const largest = digits.startsWith('0x') ? 2 ** 63 : Number.MAX_VALUE
  if (value > largest) throw new PromqlError(`${text} is too large for Prometheus.`, span)
  return value
}

const characters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}
const escapeSequence = /\\(?:x([\da-fA-F]{2})|([0-7]{3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs

/**
 * The text that a quoted PromQL string stands for; `literal` includes its quotes and starts at `from` in the query.
 * Throws `PromqlError` for an escape that PromQL does not know and for bytes that are no UTF-8.
 */
export function unquote(literal: string, from: number): string {
  const quote = literal.slice(0, 1)
  const body = literal.slice(1, -1)
  if (quote === '`' || !body.includes('\\')) return body
  const bytes: Uint8Array[] = []
  let end = 0
  for (const found of body.matchAll(escapeSequence)) {
    bytes.push(bytesOf(body.slice(end, found.index)), escaped(found, quote, from + 1))
    end = found.index + found[0].length
  }
  bytes.push(bytesOf(body.slice(end)))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(joined(bytes))
  } catch {
    const span = { from, to: from + literal.length }
    throw new PromqlError('The \\x and octal escapes of this string are no UTF-8 text.', span)
  }
}

function escaped(found: RegExpExecArray, quote: string, bodyFrom: number): Uint8Array {
  const [text, hex, octal, short, long, letter = ''] = found
  const byte = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : undefined
  const point = short ?? long
  const code = point === undefined ? undefined : Number.parseInt(point, 16)
  if (byte !== undefined && byte < 256) return Uint8Array.of(byte)
  if (code !== undefined && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
    return bytesOf(String.fromCodePoint(code))
  const character = letter === quote ? quote : characters[letter]
  if (character !== undefined && character !== '') return bytesOf(character)
  const at = bodyFrom + found.index
  throw new PromqlError(`PromQL strings know no escape ${text}: a backslash itself is written \\\\.`, {
    from: at,
    to: at + text.length,
  })
}
