import type { Diagnostic } from '../findings/diagnostic.ts'
import type { Problem } from '../findings/problem.ts'
import { keyIn, offsetOf, positionOf, type Stretch } from './source.ts'
import type { Source } from './source-file.ts'
import type { TypeFault } from './types/compiler.ts'
import { isUnknownName, messageOf } from './types/message.ts'

/** A finding, and what is known of where it comes from. */
export interface Told {
  readonly source: Source
  /** What the caret points at. */
  readonly at: Stretch | undefined
  /** It may be wrong only because something that it reads is. */
  readonly mayFollow: boolean
  readonly diagnostic: Diagnostic
}

/** What TypeScript found, in our words. */
export function ofType(source: Source, fault: TypeFault, root: string): Told {
  const { what, next } = messageOf(fault, source.text.slice(fault.from, fault.to), root)
  return told(source, { check: 'types', path: [], what, next }, fault, !isUnknownName(fault) || isOfNoObject(fault))
}

/** What a file says that neither the words nor the types mind. */
export const ofText = (source: Source, at: Stretch, { what, next }: Pick<Said, 'what' | 'next'>): Told =>
  told(source, { check: 'definition', path: [], what, next }, at, false)

/** A number has no `.over()`: what should be a query is none. */
const isOfNoObject = ({ text }: TypeFault): boolean => /does not exist on type '(?:number|boolean|string)'/.test(text)

/** What a word of the language refused; type errors of the same call may know the place more closely. */
export function ofLanguage(source: Source, problem: Problem, near: readonly TypeFault[]): Told {
  const { spot, key, what, next, where } = problem
  const [file = '', ...path] = where.split(' › ')
  const said = { check: 'definition', path, what, next }
  if (spot !== undefined) return told(source, said, culprit(source, spot, key, near), false)
  return { source, at: undefined, mayFollow: false, diagnostic: { ...findingOf(said), place: { file, path } } }
}

function culprit(
  source: Source,
  { line, column }: NonNullable<Problem['spot']>,
  key: string | undefined,
  near: readonly TypeFault[],
): Stretch {
  const offset = offsetOf(source.text, line, column)
  const { call, to } = source.reachOf(offset)
  if (call === undefined) return near[0] ?? { from: offset, to }
  const word = { from: call.from, to: call.from + call.name.length }
  if (key !== undefined) return keyIn(source.text, source.code, call, key) ?? word
  return near.length === 1 && near[0] !== undefined ? near[0] : word
}

interface Said {
  readonly check: string
  readonly path: readonly string[]
  readonly what: string
  readonly next: string
}

const findingOf = ({ check, what, next }: Said) => ({ check, severity: 'error', what, next }) as const

function told(source: Source, said: Said, { from, to }: Stretch, mayFollow: boolean): Told {
  const { file, text } = source
  const place = { file, path: said.path, ...(text !== '' && { position: positionOf(text, from) }) }
  const diagnostic: Diagnostic = { ...findingOf(said), place, ...(text !== '' && { excerpt: { text, from, to } }) }
  return { source, at: { from, to }, mayFollow, diagnostic }
}
