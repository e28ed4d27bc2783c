import { isPartOf } from '../promql/infer/part-of.ts'
import { printLine } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Aggregation, Binary, Expr } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import type { Pair } from './quantile.ts'

/**
 * Whether two sides read the same series at the same time: what comes of them then says how uneven these are, and not how much.
 * A part beside its whole is no such thing.
 */
export const isOfOneInput = ({ op, left, right }: Binary): boolean =>
  (op === '/' || op === '-') &&
  selectors(left).length > 0 &&
  selectors(right).length > 0 &&
  new Set([...selectors(left), ...selectors(right)].map((selector) => printLine(selector))).size === 1 &&
  isPartOf(left, right) === undefined

/** What takes together series that differ. */
export const unevenIn = (expr: Expr): Aggregation | undefined =>
  [...walk(expr)].find((node): node is Aggregation => node.is === 'aggregation' && /^(?:max|min|avg|std)/.test(node.op))

/** The relation of two quantiles of the same observations, and these. */
export function quantilesIn({ op, left, right }: Binary): { readonly pair: Pair; readonly of: Expr } | undefined {
  const [a, b] = [quantileOf(left), quantileOf(right)]
  if (a === undefined || b === undefined || a.q === b.q || printLine(a.of) !== printLine(b.of)) return undefined
  const isFalling = a.q < b.q
  const above = (value: number, wanted: number) =>
    op === '/' ? value * (isFalling ? 1 / wanted : wanted) : value + (isFalling ? -wanted : wanted)
  return { pair: { low: Math.min(a.q, b.q), high: Math.max(a.q, b.q), above }, of: a.of }
}

function quantileOf(expr: Expr): { readonly q: number; readonly of: Expr } | undefined {
  if (expr.is === 'paren') return quantileOf(expr.expr)
  if (expr.is === 'binary' && expr.op === '>') return quantileOf(expr.left)
  const [q, of] = expr.is === 'call' && expr.fn === 'histogram_quantile' ? expr.args : []
  return q?.is === 'number' && of !== undefined ? { q: q.value, of } : undefined
}
