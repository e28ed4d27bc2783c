import type { Fault } from '../../documents/views.ts'
import type { Diagnostic, Excerpt } from '../../findings/diagnostic.ts'
import type { Read } from './input.ts'
import { wholeText } from './pasted.ts'
import type { Input, Trouble } from './protocol.ts'

/** What is said of the file, or of a rule that could not be read, and of no alert that can be chosen. */
export const aboutFile = ({ check }: Diagnostic): boolean =>
  /^(?:unreadable-file|malformed-file|promql-syntax)$/.test(check)

/** A finding with the letters that it is about. */
export function troubleOf(diagnostic: Diagnostic, { pasted, input }: Read): Trouble {
  const { check, severity, place, what, next } = diagnostic
  const { excerpt } = diagnostic
  const told = { in: 'rules', check, severity, what, next } as const
  if (pasted.is === 'expression') {
    const isWhole = excerpt?.text === input.rules
    return isWhole && excerpt !== undefined ? { ...told, spot: { from: excerpt.from, to: excerpt.to } } : told
  }
  if (place.position === undefined) return told
  const { line, column } = place.position
  const spot = pasted.spot(line, column, lengthOf(excerpt))
  return { ...told, spot, line: lineOf(input.rules, spot.from) }
}

/** Of a finding that is about a text that was folded, only its first line is known. */
const lengthOf = (excerpt: Excerpt | undefined): number => (excerpt === undefined ? 1_000 : excerpt.to - excerpt.from)

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length

/** What the reader of a file says. */
export function faultTrouble({ check, place, what, next }: Fault, field: keyof Input, text: string): Trouble {
  const told = { in: field, check, severity: 'error', what, next } as const
  if (place.position === undefined) return told
  const { line, column } = place.position
  return { ...told, line, spot: wholeText(text).spot(line, column, 1_000) }
}
