import type { Binary, Expr } from '../promql/tree.ts'
import { mapChildren, walk } from '../promql/walk.ts'

/** More than what rounding makes of a sum of some products, and less than any margin. */
const little = 1e-9

/**
 * The same condition with what it compares growth and quotients with a little higher, and a little lower: a witness for
 * which that makes a difference stands on its threshold, and another program's rounding may tip it. None where nothing is
 * rounded.
 */
export const nudged = (expr: Expr): readonly Expr[] =>
  [...walk(expr)].some(isRounded) ? [1 + little, 1 - little].map((factor) => withThresholds(expr, factor)) : []

const withThresholds = (expr: Expr, factor: number): Expr => {
  const inside = mapChildren(expr, (child) => withThresholds(child, factor))
  if (!isRounded(expr) || inside.is !== 'binary') return inside
  return { ...inside, right: { is: 'binary', op: '*', left: inside.right, right: { is: 'number', value: factor } } }
}

/** A comparison that asks for more or less of what was computed, and not whether there is any. */
const isRounded = (expr: Expr): expr is Binary =>
  expr.is === 'binary' && /^[<>]=?$/.test(expr.op) && [...walk(expr.left)].some(rounds)

const rounds = (expr: Expr): boolean =>
  (expr.is === 'call' && rounding.has(expr.fn)) || (expr.is === 'binary' && expr.op === '/')

const rounding = new Set([
  ...['rate', 'irate', 'increase', 'delta', 'idelta', 'deriv', 'predict_linear', 'histogram_quantile'],
  ...['avg_over_time', 'stddev_over_time', 'stdvar_over_time', 'quantile_over_time'],
])
