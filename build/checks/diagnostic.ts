import type { Expr } from '../promql/tree.ts'

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

/** What one check says of one place. */
export interface Finding {
  readonly place: Place
  /** One sentence with both values: what is there, and what it contradicts. */
  readonly what: string
  /** The next step, as an instruction. */
  readonly next: string
  /** The query that is at fault, and the node inside it that the caret points at. */
  readonly query?: { readonly text: string; readonly expr: Expr; readonly culprit: Expr }
  /** For a finding about the text itself: the offsets of the culprit. */
  readonly span?: { readonly text: string; readonly from: number; readonly to: number }
}

/** A finding with the name and weight of the check that made it. */
export interface Diagnostic extends Finding {
  readonly check: string
  readonly severity: Severity
}

/** `alerts/slow-tasks.ts › PyBaseApiLatencyHigh`. */
export const placeText = ({ file, path, position }: Place): string =>
  [position === undefined ? file : `${file}:${position.line}:${position.column}`, ...path].join(' › ')
