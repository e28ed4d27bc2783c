import type { Diagnostic, Severity } from './diagnostic.ts'
import { github } from './formats/github.ts'
import { json } from './formats/json.ts'
import { markdown } from './formats/markdown.ts'
import { sarif } from './formats/sarif.ts'
import { text } from './formats/text.ts'

/** What a run found, and in how much. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[]
  /** What was checked: `12 rules and 40 panels in 3 files`. */
  readonly checked: string
  /** What was not judged, and how it would be. */
  readonly note?: string
}

/** What may be found, as readers of a report want to know it. */
export interface Kind {
  readonly id: string
  readonly severity: Severity
  readonly about: string
}

/** How a report looks, and the checks that it may come from. */
export interface Look {
  readonly colours: boolean
  readonly checks: readonly Kind[]
}

/** The whole of what is printed, without the last line break. */
export type Format = (report: Report, look: Look) => string

export const formats = { text, json, github, sarif, markdown } as const satisfies Readonly<Record<string, Format>>
export type FormatName = keyof typeof formats
export const formatNames = Object.keys(formats) as readonly FormatName[]
