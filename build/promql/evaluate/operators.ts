import type { BinaryOp } from '../tree.ts'

type Arithmetic = (left: number, right: number) => number
type Comparison = (left: number, right: number) => boolean

/** Operators that make a new number. */
const arithmetic: Readonly<Partial<Record<BinaryOp, Arithmetic>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  // Of 1, and of -1 with an infinite exponent, Go makes 1 where JavaScript makes NaN.
  '^': (a, b) => (a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b),
  atan2: Math.atan2,
}

/** Operators that filter, or with `bool` answer 1 or 0. */
const comparisons: Readonly<Partial<Record<BinaryOp, Comparison>>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
}

/** What an operator makes of two numbers; `undefined` where its comparison does not hold. */
type Operation = (left: number, right: number) => number | undefined

/** `kept` is the operand that a comparison passes on. */
export function operationOf(op: BinaryOp, bool: boolean, kept: 'left' | 'right'): Operation {
  const compute = arithmetic[op]
  if (compute) return compute
  const compare = comparisons[op]
  if (!compare) throw new Error(`${op} is no operator of two numbers`)
  if (bool) return (left, right) => (compare(left, right) ? 1 : 0)
  return (left, right) => (compare(left, right) ? (kept === 'left' ? left : right) : undefined)
}
