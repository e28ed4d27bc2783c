import { spanOf } from '../../promql/spans.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import { isComparison } from '../../promql/types/binary.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect, type Remark } from '../support/inspect.ts'

export const mixedOperators: Check = {
  id: 'mixed-operators',
  severity: 'warning',
  covers: ['A11'],
  isLocal: true,
  about:
    'Operators of different strength without parentheses are read by Prometheus in one way and by people in another: `and` binds tighter than `or`, `a unless b and c` is read from the left, and `errors + timeouts / requests` divides the timeouts only. Parentheses say what is meant. Queries that the language builds have them wherever they matter.',
  run: (subject) => inspect(subject, mixed),
}

function mixed({ node, query, of }: Inspected): Remark | undefined {
  // What was built has no parentheses: the printer writes them.
  if (node.is !== 'binary' || spanOf(query.expr) === undefined) return undefined
  const inner = [node.left, node.right].find((side): side is Binary => side.is === 'binary' && confuses(node, side, of))
  if (inner === undefined) return undefined
  const first = inner === node.left ? 'a … b' : 'b … c'
  return {
    culprit: node,
    part: 'operator',
    what: `${inner.op} and ${node.op} stand side by side without parentheses, and Prometheus takes the ${inner === node.left ? 'left' : 'right'} one, ${inner.op}, first.`,
    next: `Put parentheses around what belongs together, such as ${first === 'a … b' ? `(a ${inner.op} b) ${node.op} c` : `a ${node.op} (b ${inner.op} c)`}.`,
  }
}

const isFallback = (expr: Expr): boolean => {
  const { is, fn } = { fn: undefined, ...bare(expr) }
  return is === 'call' && fn === 'vector'
}

function confuses(outer: Binary, inner: Binary, of: Inspected['of']): boolean {
  // `a and b or vector(0)` falls back: nobody means b or 0.
  if (outer.op === 'or') return (inner.op === 'and' || inner.op === 'unless') && !isFallback(outer.right)
  // `a and b unless c` says the same either way.
  if (outer.op === 'unless') return false
  if (outer.op === 'and') return inner === outer.left && inner.op === 'unless'
  if (outer.op !== '+' && outer.op !== '-') return false
  const isVector = (side: Binary['left']): boolean => of(side).type === 'vector'
  const quotient = inner === outer.right && inner.op === '/' && isVector(inner.left) && isVector(inner.right)
  // `a / b + c / d` and `(a + b) + c / d` are read as they stand.
  return quotient && isVector(outer.left) && !(outer.left.is === 'binary' && !isComparison(outer.left.op))
}
