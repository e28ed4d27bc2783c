import { printDuration, signedSecondsOf } from '../../promql/duration.ts'
import type { Expr, Selector, Subquery } from '../../promql/tree.ts'
import { children } from '../../promql/walk.ts'

type Ranged = (Selector | Subquery) & { readonly range: string }

const isRanged = (expr: Expr): expr is Ranged =>
  (expr.is === 'selector' || expr.is === 'subquery') && expr.range !== undefined

/** A range and the function that reads it. */
export interface Window {
  readonly node: Ranged
  readonly fn: string
  /** Whether a subquery evaluates it, at steps of its own. */
  readonly nested: boolean
  /** `undefined` where Grafana chooses it. */
  readonly seconds: number | undefined
}

/** Every range of an expression, the outer before the inner. */
export function* windowsOf(expr: Expr, fn = '', nested = false): Generator<Window, void> {
  if (isRanged(expr)) yield { node: expr, fn, nested, seconds: signedSecondsOf(expr.range) }
  const name = expr.is === 'call' ? expr.fn : expr.is === 'paren' ? fn : ''
  for (const child of children(expr)) yield* windowsOf(child, name, nested || expr.is === 'subquery')
}

export { signedSecondsOf as secondsOf } from '../../promql/duration.ts'

/** Seconds as people write them in a rule: `1h30m`, `0s`. */
export function inWords(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  return Number.isSafeInteger(ms) && ms >= 0 ? printDuration(ms) : `${seconds}s`
}

/** The functions that compare samples with each other, and so need two of them in their range. */
export const needsTwoSamples: ReadonlySet<string> = new Set([
  'rate',
  'irate',
  'increase',
  'delta',
  'idelta',
  'deriv',
  'predict_linear',
  'holt_winters',
  'double_exponential_smoothing',
  'changes',
  'resets',
])
