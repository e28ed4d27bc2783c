/** Label names and values; a series' own include `__name__`. */
export type LabelSet = Readonly<Record<string, string>>

/** A time series. Both lists are of one length, and times (milliseconds since any zero) ascend. */
export interface Series {
  readonly labels: LabelSet
  readonly times: readonly number[]
  /** `null` is a staleness marker: from here on the series is gone until its next sample. */
  readonly values: readonly (number | null)[]
}

/** One element of an instant vector. */
export interface Sample {
  readonly labels: LabelSet
  readonly value: number
}

/** What of Prometheus' settings decides a result. */
export interface EvaluationOptions {
  /**
   * `left-open`: a window leaves out a sample at its very beginning, and a counter's growth reaches back before a far first
   * sample by half a scrape at most, as in Prometheus 3; `closed`: as in 2.42.
   */
  readonly windows: 'closed' | 'left-open'
  /** `evaluation_interval` in milliseconds: the step of a subquery that names none. */
  readonly interval: number
}
