/** An error stops the build; a warning is told and lets it pass. */
export type Severity = 'error' | 'warning'

/** Where something stands: a file, and the way to it inside the file, from the outside in. */
export interface Place {
  /** `alerts/slow-tasks.ts`, or the path of somebody's file as it was given. */
  readonly file: string
  /** `['Errors', 'Error ratio']`: row and panel, group and rule. */
  readonly path: readonly string[]
  /** In a file that was read as text: where it begins, counted from 1. */
  readonly position?: { readonly line: number; readonly column: number }
}

/** A piece of a text: from one offset to before another. */
export interface Excerpt {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What is wrong at one place. */
export interface Finding {
  readonly place: Place
  /** One sentence with both values: what is there, and what it contradicts. */
  readonly what: string
  /** The next step, as an instruction. */
  readonly next: string
  /** The text that is at fault, and the offsets of the culprit in it. */
  readonly excerpt?: Excerpt
}

/** A finding with the name and weight of the check that made it. */
export interface Diagnostic extends Finding {
  readonly check: string
  readonly severity: Severity
  /** Whether a query is at fault, rather than what is told beside it. */
  readonly isOfQuery?: true
  /** Who answers for the file, where the settings say so. */
  readonly owner?: string
}

/** `alerts/slow-tasks.ts › ApiLatencyHigh`. */
export const placeText = ({ file, path, position }: Place): string =>
  [position === undefined ? file : `${file}:${position.line}:${position.column}`, ...path].join(' › ')
