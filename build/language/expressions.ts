import type { Expr } from '../promql/tree.ts'

/** `fn(args…)` */
export const call = (fn: string, ...args: readonly Expr[]): Expr => ({ is: 'call', fn, args })

export const number = (value: number): Expr => ({ is: 'number', value })

/** A divisor that is left out where it is 0. */
export const positive = (divisor: Expr): Expr =>
  isPositive(divisor) ? divisor : { is: 'binary', op: '>', left: divisor, right: number(0) }

const isPositive = (expr: Expr): boolean =>
  expr.is === 'binary' && expr.op === '>' && expr.right.is === 'number' && expr.right.value === 0
