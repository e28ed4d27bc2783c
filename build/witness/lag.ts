import { parseDuration } from '../promql/duration.ts'
import type { Expr } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'
import { windowsOf } from './time.ts'
import type { Atom } from './ways.ts'

/** A past with which a condition compares the present, in milliseconds. */
export interface Lag {
  /** How long ago it lies, or how far the longer window reaches. */
  readonly past: number
  /** How far the view of the present reaches. */
  readonly present: number
}

/** The past with which one of the atoms compares the present. */
export function lagOf(atoms: readonly Atom[]): Lag | undefined {
  const lags = atoms.flatMap((atom) => (atom.asks === 'value' ? lagIn(atom.expr) : []))
  if (lags.length === 0) return undefined
  return { past: Math.max(...lags.map(({ past }) => past)), present: Math.max(...lags.map(({ present }) => present)) }
}

function lagIn(expr: Expr): readonly Lag[] {
  const read = looksOf(expr)
  const twice = read.filter(({ metric }) => read.filter((other) => other.metric === metric).length > 1)
  const offsets = twice.map(({ offset }) => offset)
  if (new Set(offsets).size > 1) return [{ past: Math.max(...offsets), present: windowsOf(expr) }]
  const ranges = twice.map(({ range }) => range)
  return new Set(ranges).size > 1 ? [{ past: Math.max(...ranges), present: Math.min(...ranges) }] : []
}

/** What a selector looks at: so far back, and for so long; in milliseconds. */
interface Look {
  readonly metric: string | undefined
  readonly offset: number
  readonly range: number
}

/** What the selectors of an expression look at, with the subqueries around them. */
function looksOf(expr: Expr): readonly Look[] {
  if (expr.is !== 'selector' && expr.is !== 'subquery') return children(expr).flatMap(looksOf)
  const [offset, range] = [expr.offset, expr.range].map(ofDuration)
  if (expr.is === 'selector') return [{ metric: expr.metric, offset: offset ?? 0, range: range ?? 0 }]
  return looksOf(expr.expr).map((look) => ({
    ...look,
    offset: look.offset + (offset ?? 0),
    range: look.range + (range ?? 0),
  }))
}

const ofDuration = (text: string | undefined): number =>
  text === undefined || text.startsWith('-') ? 0 : parseDuration(text)

/** Which of two sides looks further back: `left`, `right`, or neither. */
export function elder(left: Expr, right: Expr): 'left' | 'right' | undefined {
  const [a, b] = [left, right].map(farthest)
  if (a === undefined || b === undefined) return undefined
  for (const at of [0, 1] as const) if (a[at] !== b[at]) return a[at] > b[at] ? 'left' : 'right'
  return undefined
}

/** The farthest offset, and the longest window. */
const farthest = (expr: Expr): readonly [offset: number, range: number] => [
  Math.max(0, ...looksOf(expr).map(({ offset }) => offset)),
  Math.max(0, ...looksOf(expr).map(({ range }) => range)),
]
