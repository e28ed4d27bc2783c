import type { Subject } from '../../model/subject.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Comparison } from './comparisons.ts'
import { isKnown } from './terms.ts'
import { windowsOf } from './windows.ts'

/** A condition that a single event in its window meets: `increase(x[5m]) > 0`. */
export interface Event {
  readonly node: Comparison['node']
  readonly measured: Expr
  /** How long its window is. */
  readonly seconds: number
}

/** The condition as one that a single event in its window meets, if it is. */
export function eventIn({ catalog }: Subject, { node, measured, op, limit }: Comparison): Event | undefined {
  const windows = [...windowsOf(measured)]
  const longest = Math.max(...windows.map(({ seconds = Number.NaN }) => seconds))
  if (!isGrowth(measured) || !(longest > 0) || !isKnown(measured, catalog)) return undefined
  const one = windows.some(({ fn }) => fn === 'rate') ? 1 / longest : 1
  return isMetBy(one, op, limit) ? { node, measured, seconds: longest } : undefined
}

/** Whether an expression only counts what happened in its windows, added up over series. */
function isGrowth(expr: Expr): boolean {
  const inner = bare(expr)
  switch (inner.is) {
    case 'call':
      return ['increase', 'rate', 'changes', 'resets'].includes(inner.fn)
    case 'aggregation':
      return (inner.op === 'sum' || inner.op === 'max') && isGrowth(inner.expr)
    case 'binary':
      return (inner.op === '+' || inner.op === '-') && isGrowth(inner.left) && isGrowth(inner.right)
    default:
      return false
  }
}

/** Whether growth by `one` is enough, and none is not. */
function isMetBy(one: number, op: Comparison['op'], limit: number): boolean {
  if (op === '>') return limit >= 0 && limit < one
  if (op === '>=') return limit > 0 && limit <= one
  return op === '!=' && limit === 0
}
