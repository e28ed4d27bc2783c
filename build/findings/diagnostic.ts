import type { Expr, Grouping, Matcher, Matching } from '../promql/tree.ts'

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

/** What the caret points at: an expression, matcher, grouping or matching of a query, or a named part of one. */
export interface Culprit {
  readonly text: string
  readonly expr: Expr
  readonly culprit: Expr | Matcher | Grouping | Matching
  /** A part as `spanOf` names it: `range`, `name`, `operator`, a label. */
  readonly part?: string
}

/** A piece of a text: from one offset to before another. */
export interface Excerpt {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What one check says of one place. */
export interface Finding {
  readonly place: Place
  /** One sentence with both values: what is there, and what it contradicts. */
  readonly what: string
  /** The next step, as an instruction. */
  readonly next: string
  /** The query that is at fault, with the culprit inside it. */
  readonly query?: Culprit
  /** For a finding about text that is no query, such as a template: the offsets of the culprit. */
  readonly excerpt?: Excerpt
}

/** A finding with the name and weight of the check that made it. */
export interface Diagnostic extends Finding {
  readonly check: string
  readonly severity: Severity
  /** Who answers for the file, where the settings say so. */
  readonly owner?: string
}

/** `alerts/slow-tasks.ts › PyBaseApiLatencyHigh`. */
export const placeText = ({ file, path, position }: Place): string =>
  [position === undefined ? file : `${file}:${position.line}:${position.column}`, ...path].join(' › ')
