import type { MetricType } from '../../language/metric.ts'
import type { Unit } from '../../language/units.ts'

/** What somebody's files tell of a metric: a recorded exposition that has it, or a rule that records it. */
export interface ForeignMetric {
  readonly name: string
  readonly type: MetricType | 'summary' | 'unknown'
  /** `undefined` where neither the exposition nor the name says. */
  readonly unit: Unit | undefined
  /**
   * The labels of the exposition with the values that were seen, of which there may be more. The labels that the
   * scraping Prometheus adds are not among them. `undefined` where no label is known.
   */
  readonly labels: Readonly<Record<string, readonly string[]>> | undefined
  /** Those of the labels that some of its series lack. */
  readonly optional?: readonly string[]
  /** The labels of some of its series, as one target exposed them together. */
  readonly samples?: readonly Readonly<Record<string, string>>[]
  /** A histogram's bucket edges without `+Inf`, ascending. */
  readonly edges: readonly number[] | undefined
  /** Whether a Prometheus told them as it stored them: the labels of the targets are among them, and no others are added. */
  readonly isStored?: boolean
}
