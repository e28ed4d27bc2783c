import { isObject } from '../documents/values.ts'
import { digits } from './amount.ts'
import { stable } from './compare/fields.ts'

/** In characters: what is longer is cut, since a line is for reading. */
const longest = 80

/** A text with its middle left out where it is too long for a line. */
export const short = (text: string, most = longest): string =>
  text.length <= most ? text : `${text.slice(0, most - 21).trimEnd()} … ${text.slice(-18).trimStart()}`

/** A value as a line shows it: `15s`, `[a, b]`, `nothing`. Blanks and line breaks are one blank. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return short(value.replace(/\s+/g, ' ').trim()) || 'nothing'
  if (Array.isArray(value) && value.every((each) => !isObject(each) && !Array.isArray(each)))
    return short(`[${value.map(shown).join(', ')}]`)
  if (typeof value === 'number') return digits(value)
  return typeof value === 'object' ? short(stable(value)) : String(value)
}

/** `1s → 2s`, `set to 2s`, `1s removed`. */
export function change(before: unknown, after: unknown): string {
  if (before === undefined || before === null) return `set to ${shown(after)}`
  if (after === undefined || after === null) return `${shown(before)} removed`
  return `${shown(before)} → ${shown(after)}`
}

/** Names in a sentence: `a, b and c`, or `a, b, c and 9 others`. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length <= 1) return names[0] ?? ''
  const [told, last] =
    names.length > most
      ? [names.slice(0, most), `${names.length - most} others`]
      : [names.slice(0, -1), names.at(-1) ?? '']
  return `${told.join(', ')} and ${last}`
}

export const quoted = (title: string): string => `'${short(title.replace(/\s+/g, ' ').trim())}'`
