import { isPartOf } from '../promql/infer/part-of.ts'
import { printLine } from '../promql/print.ts'
import type { Expr } from '../promql/tree.ts'
import { bare } from '../promql/walk.ts'

/**
 * Whether a value never exceeds another of the same series: the median and the 99th percentile, the least and the mean, what
 * is and the most that was. `nothingBelowZero`: then a part does not exceed its whole either.
 */
export function isAtMost(low: Expr, high: Expr, nothingBelowZero: boolean): boolean {
  const [a, b] = [bare(low), bare(high)]
  if (printLine(a) === printLine(b)) return true
  if (nothingBelowZero && isPartOf(a, b) !== undefined) return true
  if (a.is === 'aggregation' && b.is === 'aggregation')
    return isAscending(a.op, b.op) && printLine({ ...a, op: 'max' }) === printLine({ ...b, op: 'max' })
  const [x, y] = [overTime(a), overTime(b)]
  if (x === undefined || y === undefined || x.of !== y.of) return quantileBelow(a, b)
  // What is now is one of the values of any while.
  return x.range === y.range
    ? isAscending(x.word, y.word)
    : x.word + y.word === 'nowmax' || x.word + y.word === 'minnow'
}

const ascending = ['min', 'avg', 'max']
const isAscending = (a: string, b: string): boolean =>
  ascending.includes(a) && ascending.indexOf(a) < ascending.indexOf(b)

/** What is done to the values of a series over a while, and to which. */
function overTime(expr: Expr) {
  const [over] = expr.is === 'call' && expr.fn.endsWith('_over_time') ? expr.args : [expr]
  if (over?.is !== 'selector') return undefined
  const { range, ...of } = over
  return { word: expr.is === 'call' ? expr.fn.replace('_over_time', '') : 'now', of: printLine(of), range }
}

function quantileBelow(a: Expr, b: Expr): boolean {
  if (a.is !== 'call' || b.is !== 'call' || a.fn !== 'histogram_quantile' || b.fn !== a.fn) return false
  const [[q, of], [other, ofOther]] = [a.args, b.args]
  return q?.is === 'number' && other?.is === 'number' && q.value < other.value && text(of) === text(ofOther)
}

const text = (expr: Expr | undefined): string => (expr === undefined ? '' : printLine(expr))
