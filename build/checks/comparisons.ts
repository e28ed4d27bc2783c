import type { Binary, Expr } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'
import { bare, constantOf } from './terms.ts'

/** `measured > limit`, turned so that the constant stands on the right. */
export interface Comparison {
  readonly node: Binary
  readonly measured: Expr
  readonly op: '==' | '!=' | '>' | '<' | '>=' | '<='
  /** The constant as it is written, such as `14.4 * 0.01`. */
  readonly written: Expr
  readonly limit: number
}

const turned = { '==': '==', '!=': '!=', '>': '<', '<': '>', '>=': '<=', '<=': '>=' } as const

const isComparison = (op: string): op is Comparison['op'] => Object.hasOwn(turned, op)

/** The comparison with a constant that an expression is; `undefined` if it is none, or one that only answers 0 or 1. */
export function comparisonOf(expr: Expr): Comparison | undefined {
  const node = bare(expr)
  if (node.is !== 'binary' || !isComparison(node.op) || node.bool) return undefined
  const right = constantOf(node.right)
  const left = constantOf(node.left)
  if (left !== undefined && right !== undefined) return undefined
  if (right !== undefined) return { node, measured: bare(node.left), op: node.op, written: node.right, limit: right }
  if (left === undefined) return undefined
  return { node, measured: bare(node.right), op: turned[node.op], written: node.left, limit: left }
}

/** More than anyone writes; beyond it the ways to hold are not told apart. */
const most = 64

/**
 * The ways in which an expression can answer: of each, the comparisons with a constant that must hold at once. `or` opens
 * another way; what `unless` takes away has no part in it.
 */
export function waysToHold(expr: Expr): readonly (readonly Comparison[])[] {
  const inner = bare(expr)
  const own = comparisonOf(inner)
  if (own !== undefined) return waysToHold(own.measured).map((way) => [own, ...way])
  if (inner.is === 'binary' && inner.op === 'or') return [...waysToHold(inner.left), ...waysToHold(inner.right)]
  if (inner.is === 'binary' && inner.op === 'unless') return waysToHold(inner.left)
  if (inner.is === 'call' && inner.fn.startsWith('absent')) return [[]]
  return children(inner).reduce<readonly (readonly Comparison[])[]>((ways, child) => {
    const others = waysToHold(child)
    if (ways.length * others.length > most) return ways
    return ways.flatMap((way) => others.map((other) => [...way, ...other]))
  }, [[]])
}

/** Every comparison on which an alert's firing depends. */
export const conditionsOf = (expr: Expr): readonly Comparison[] => [...new Set(waysToHold(expr).flat())]
