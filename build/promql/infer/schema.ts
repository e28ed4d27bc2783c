import type { Domain } from './domain.ts'

/** What a metric's values are: `state` is 0 or 1, `info` always 1, `timestamp` a moment in Unix seconds. */
export type SeriesKind = 'counter' | 'gauge' | 'bucket' | 'state' | 'info' | 'timestamp'

/** What is known of the series of one name. */
export interface Series {
  readonly kind: SeriesKind
  /** Every label besides `__name__`: its values where all are known, else `open`. */
  readonly labels: Readonly<Record<string, readonly string[] | 'open'>>
  /** The labels that some of the series lack. */
  readonly optional?: readonly string[]
  /** Whether there may be labels that nobody listed. */
  readonly moreLabels?: boolean
  /** Labels that certainly none of the series has, where there may be others. */
  readonly lacks?: readonly string[]
  /** What the values measure: `seconds`, `bytes`, `ratio`, `count` …; of a bucket, what was observed. */
  readonly unit?: string
  /** What was observed, where what is stored was computed from buckets and measures something else. */
  readonly observed?: string
  /** Of a bucket: the upper edges, ascending, without +Inf. */
  readonly edges?: readonly number[]
  /** Where all values lie, if narrower than the kind says. */
  readonly domain?: Domain
  /** The jobs that expose it. */
  readonly jobs?: readonly string[]
}

/** What is known of every series, by name. */
export interface Schema {
  /** `undefined` for a name that nobody exposes, or that nobody knows. */
  find(name: string): Series | undefined
  /** Every known name, for "did you mean". */
  readonly names: readonly string[]
  /**
   * Labels that a query may name although the series have none of them, as rules for everybody do. Any other label by which
   * series of unknown metrics are grouped is taken to be on them.
   */
  readonly mayLack?: readonly string[]
}
