import type { Change } from '../../diff/change.ts'
import type { ExplanationOf } from './explained.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'
import { text } from './text.ts'

/** What two versions differ in, the gravest first, and how the versions are called. */
export interface Comparison {
  readonly before: string
  readonly after: string
  readonly changes: readonly Change[]
  /** Where alerts of the later version are explained, where that is known. */
  readonly explanation?: ExplanationOf | undefined
}

/** The whole of what is printed, without the last line break. */
export type Format = (comparison: Comparison, look: { readonly colours: boolean }) => string

export const formats = { text, markdown, json } as const satisfies Readonly<Record<string, Format>>
export type FormatName = keyof typeof formats
export const formatNames = Object.keys(formats) as readonly FormatName[]
