import type { Token } from './promql/tokens.ts'

/** What a change touches, the gravest first: who is woken and when, what is measured and shown, what runs, how it looks. */
export const weights = ['alerting', 'data', 'operation', 'appearance'] as const
export type Weight = (typeof weights)[number]

/** One difference between two versions, in a sentence for a reviewer. */
export interface Change {
  readonly weight: Weight
  /** What it belongs to, as a heading: `dashboard Shop / Overview`, `alerts/liveness.yml`. */
  readonly part: string
  /** The whole sentence, without a full stop: `ApiLatencyHigh fires later: threshold 1s → 2s`. */
  readonly what: string
  /** What the sentence is too short for. */
  readonly detail?: Detail
  /** The alert that it is about, as its rule names it. */
  readonly alert?: string
  /** An alert that asks the same with other numbers: what may be played of it. */
  readonly numbers?: Numbers
  /** A line that moved, so that an alert and the panel that draws it tell of it once. */
  readonly shift?: Shift
}

export type Detail =
  /** A query in canonical form, token by token. */
  | { readonly kind: 'query'; readonly tokens: readonly Token[] }
  /** Lines that were removed and added. */
  | { readonly kind: 'lines'; readonly removed: readonly string[]; readonly added: readonly string[] }

/** An alert before and after. */
export interface Numbers {
  readonly before: Played
  readonly after: Played
}

/** What decides when an alert fires, as its rule has it. */
export interface Played {
  readonly expr: string
  readonly for: string
  readonly keepFiringFor: string
}

/** A threshold that moved from one number to another. */
export interface Shift {
  readonly from: number
  readonly to: number
  /** Who is meant: the alert's name and its panel. On a panel: its identity, and the addresses that it links to. */
  readonly names: readonly string[]
  /** On a panel: its title. */
  readonly panel?: string
}
