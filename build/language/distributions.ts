import { type Expr, openWindow } from '../promql/tree.ts'
import { due, refuse } from './demands/demand.ts'
import { aHistogram } from './demands/kinds.ts'
import { call, number } from './expressions.ts'
import type { Labels } from './labels.ts'
import { type Buckets, type Histogram, keys, select } from './metric.ts'
import { type Open, Query } from './query.ts'
import type { Unit } from './units.ts'

/** A share between 0 and 1; the sentence is the compiler's error. */
export type Quantile<Q extends number> = number extends Q
  ? Q
  : `${Q}` extends `0.${string}` | `${number}e-${number}`
    ? Q
    : `a quantile is between 0 and 1, and ${Q} is not`

const aShare = due(
  'a number between 0 and 1',
  (value) => typeof value === 'number' && value > 0 && value < 1,
  (value) => (typeof value === 'number' && value > 1 && value < 100 ? `Write ${value / 100}.` : 'Write 0.95, say.'),
)

/**
 * A quantile is exact at a bucket's edge, a guess between two, and never above the last edge. So the edges, less
 * the last, are the thresholds that it can be compared with.
 */
type Edges<B extends Buckets> = B extends readonly [...infer Head, unknown] ? Head[number] : never

/** The value that a share `q` of the observations did not exceed. */
export function quantile<const Q extends number, L extends Labels, U extends Unit, B extends Buckets>(
  q: Quantile<Q>,
  histogram: Histogram<L, U, B>,
): Query<never, U, Open, keyof L & string, Edges<B>> {
  refuse('quantile()', aShare.faults(q, 'the share'), aHistogram.faults(histogram, 'what quantile() reads'))
  const rated = call('rate', select(histogram, openWindow, '_bucket'))
  const keep = (by: readonly string[]): Expr =>
    call('histogram_quantile', number(q as number), {
      is: 'aggregation',
      op: 'sum',
      grouping: { kind: 'by', labels: ['le', ...by] },
      expr: rated,
    })
  return new Query<never, U, Open, keyof L & string, Edges<B>>(keep([]), histogram.unit, [], {
    split: { of: keys(histogram.declared), keep },
    exactAt: histogram.buckets.slice(0, -1),
  })
}

/**
 * Growth of the number of observations beyond a bucket's edge: for the last edge, which no quantile exceeds. The
 * difference is taken first and its growth second: two growths are extrapolated each in its own way, and differ by a
 * fraction where nothing was beyond the edge.
 */
export function increaseBeyond<L extends Labels, U extends Unit, B extends Buckets>(
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Query<keyof L & string, 'count', Open> {
  return new Query(call('increase', beyond('increaseBeyond()', histogram, edge)), 'count', keys(histogram.declared))
}

/** The same per second. */
export function rateBeyond<L extends Labels, U extends Unit, B extends Buckets>(
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Query<keyof L & string, 'count/s', Open> {
  return new Query(call('rate', beyond('rateBeyond()', histogram, edge)), 'count/s', keys(histogram.declared))
}

function beyond<L extends Labels, U extends Unit, B extends Buckets>(
  word: string,
  histogram: Histogram<L, U, B>,
  edge: B[number],
): Expr {
  refuse(word, aHistogram.faults(histogram, `what ${word} reads`))
  const [left, right] = [select(histogram.count), select(histogram.upTo(edge))]
  const difference: Expr = { is: 'binary', op: '-', matching: { kind: 'ignoring', labels: ['le'] }, left, right }
  return { is: 'subquery', expr: difference, range: openWindow }
}
