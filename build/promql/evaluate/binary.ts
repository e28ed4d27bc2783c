import type { Binary } from '../tree.ts'
import { isComparison, isSetOperator } from '../types/binary.ts'
import { typeOf } from '../types/typeof.ts'
import { distinct } from './distinct.ts'
import { interned, nameless } from './labels.ts'
import { paired } from './match.ts'
import { operationOf } from './operators.ts'
import type { Instant, Scalar, Scope } from './scope.ts'
import { setOperation } from './sets.ts'

/** An operator between two numbers. */
export function binaryScalar({ op, left, right }: Binary, scope: Scope): Scalar {
  const operation = operationOf(op, true, 'left')
  const [a, b] = [scope.scalar(left), scope.scalar(right)]
  return (at) => operation(a(at), b(at)) ?? Number.NaN
}

/** An operator of which at least one operand is an instant vector. */
export function binaryVector(expr: Binary, scope: Scope): Instant {
  if (isSetOperator(expr.op)) return setOperation(expr, scope)
  if (typeOf(expr.left) === 'scalar') return withNumber(expr, 'right', scope)
  if (typeOf(expr.right) === 'scalar') return withNumber(expr, 'left', scope)
  return paired(expr, scope)
}

function withNumber(expr: Binary, side: 'left' | 'right', scope: Scope): Instant {
  const { op, bool = false, left, right } = expr
  const operation = operationOf(op, bool, side)
  const vector = scope.vector(side === 'left' ? left : right)
  const scalar = scope.scalar(side === 'left' ? right : left)
  const relabel = isComparison(op) && !bool ? undefined : interned(nameless)
  return (at) => {
    const number = scalar(at)
    const results = vector(at).flatMap(({ labels, value }) => {
      const result = side === 'left' ? operation(value, number) : operation(number, value)
      return result === undefined ? [] : [{ labels: relabel ? relabel(labels) : labels, value: result }]
    })
    return relabel ? distinct(results, expr) : results
  }
}
