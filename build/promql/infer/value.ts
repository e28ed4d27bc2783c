import type { ValueType } from '../functions.ts'
import type { Expr, Matcher } from '../tree.ts'
import { anywhere, type Domain } from './domain.ts'
import { anyLabels, type LabelSet, noLabels } from './labels.ts'
import type { SeriesKind } from './schema.ts'
import type { Unit } from './unit.ts'

/**
 * What the values are. A `rate` is growth per second, an `increase` growth over a window, a `quantile` comes from buckets, a
 * `mean` is a sum by a count, a `number` is written in the query.
 */
export type Kind = SeriesKind | 'rate' | 'increase' | 'quantile' | 'ratio' | 'mean' | 'count' | 'number' | 'unknown'

/** What is known of an expression's value without asking a server. */
export interface Value {
  /** `undefined` where only Grafana knows. */
  readonly type: ValueType | undefined
  readonly labels: LabelSet
  /** `undefined` where it is not known; `nameOf` gives its name. */
  readonly unit: Unit | undefined
  readonly kind: Kind
  readonly domain: Domain
  /** Of counts per bucket, and of what was computed from them: the finite upper edges, and the unit of what was observed. */
  readonly buckets?: { readonly edges: readonly number[]; readonly unit: Unit | undefined }
  /** The number, where it is written in the query. */
  readonly number?: number
  /** Proven: there is never any series. */
  readonly empty?: true
}

export const unknown: Value = { type: undefined, labels: anyLabels, unit: undefined, kind: 'unknown', domain: anywhere }

/** A vector without labels. */
export const bare = (kind: Kind, unit: Unit | undefined, domain: Domain): Value => ({
  type: 'vector',
  labels: noLabels,
  unit,
  kind,
  domain,
})

/** What an inference found out on the way; a check decides whether it is a mistake. */
export type FactKind =
  | 'unknown-metric'
  | 'unknown-label'
  | 'unknown-value'
  | 'missing-le'
  | 'rate-of-gauge'
  | 'delta-of-counter'
  | 'never-matches'
  | 'never-true'
  | 'always-true'
  | 'unit-mismatch'
  | 'invalid-argument'

export interface Fact {
  readonly kind: FactKind
  /** Where it is; `spanOf` gives its place in the text. */
  readonly node: Expr
  /** The matcher that it is about. */
  readonly matcher?: Matcher
  /** The label that it is about. */
  readonly label?: string
  /** One sentence. */
  readonly message: string
}

export type Report = (fact: Fact) => void
