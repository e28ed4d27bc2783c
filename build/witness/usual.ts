import type { AnyMetric } from '../language/metric.ts'
import type { Binary } from '../promql/tree.ts'

/** Enough for a share of a tenth of a percent to be whole. */
export const usualLevel = (metric: AnyMetric): number => (isOne(metric) ? 1 : metric.unit === 'bytes' ? 1e9 : 1000)

/** A yes or no, and what only says something in its labels. */
export const isOne = ({ unit, type }: AnyMetric): boolean => unit === 'state' || type === 'info'

/** `whole > 0`: a divisor that lets only a real whole through. */
export const isGuard = ({ op, right }: Binary): boolean => op === '>' && right.is === 'number' && right.value === 0
