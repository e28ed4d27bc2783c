import { isDuration, parseDuration, printDuration } from '../promql/duration.ts'
import type { Expr, Selector, Subquery } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'

/** A range and the function that reads it. */
export interface Window {
  readonly node: (Selector | Subquery) & { readonly range: string }
  readonly fn: string
  /** Whether a subquery evaluates it, at steps of its own. */
  readonly nested: boolean
  /** `undefined` where Grafana chooses it. */
  readonly seconds: number | undefined
}

/** Every range of an expression, the outer before the inner. */
export function* windowsOf(expr: Expr, fn = '', nested = false): Generator<Window, void> {
  if ((expr.is === 'selector' || expr.is === 'subquery') && expr.range !== undefined) {
    yield { node: { ...expr, range: expr.range }, fn, nested, seconds: secondsOf(expr.range) }
  }
  const name = expr.is === 'call' ? expr.fn : expr.is === 'paren' ? fn : ''
  for (const child of children(expr)) yield* windowsOf(child, name, nested || expr.is === 'subquery')
}

/** Seconds of a duration in a query, which an offset may begin with a minus; `undefined` for Grafana's macros. */
export function secondsOf(duration: string): number | undefined {
  const [, sign, length = ''] = /^(-?)\s*(.*)$/.exec(duration) ?? []
  if (!isDuration(length) && !/^0+\w*$/.test(length)) return undefined
  return ((sign === '-' ? -1 : 1) * parseDuration(length)) / 1000
}

/** Seconds as people write them in a rule: `1h30m`, `0s`. */
export const inWords = (seconds: number): string => printDuration(Math.round(seconds * 1000))

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
