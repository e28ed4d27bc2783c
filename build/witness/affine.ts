import type { Expr } from '../promql/tree.ts'

/** `clock` times the present time, in seconds, and so much more. */
export interface Affine {
  readonly clock: number
  readonly more: number
}

/** What an expression without series is: a number, or one that grows with the time; `undefined` for others. */
export function affine(expr: Expr): Affine | undefined {
  switch (expr.is) {
    case 'number':
      return { clock: 0, more: expr.value }
    case 'paren':
      return affine(expr.expr)
    case 'unary': {
      const inner = affine(expr.expr)
      return inner && expr.op === '-' ? times(inner, -1) : inner
    }
    case 'call':
      if (expr.fn === 'time') return { clock: 1, more: 0 }
      return (expr.fn === 'vector' || expr.fn === 'scalar') && expr.args[0] ? affine(expr.args[0]) : undefined
    case 'binary': {
      const [a, b] = [affine(expr.left), affine(expr.right)]
      return a && b ? computed(expr.op, a, b) : undefined
    }
    default:
      return undefined
  }
}

/** The number that an expression is; `undefined` for what reads series or the time. */
export function numberOf(expr: Expr | undefined): number | undefined {
  const found = expr && affine(expr)
  return found?.clock === 0 ? found.more : undefined
}

const times = ({ clock, more }: Affine, factor: number): Affine => ({ clock: clock * factor, more: more * factor })

function computed(op: string, a: Affine, b: Affine): Affine | undefined {
  if (op === '+') return { clock: a.clock + b.clock, more: a.more + b.more }
  if (op === '-') return computed('+', a, times(b, -1))
  if (op === '*' && b.clock === 0) return times(a, b.more)
  if (op === '*' && a.clock === 0) return times(b, a.more)
  return op === '/' && b.clock === 0 && b.more !== 0 ? times(a, 1 / b.more) : undefined
}
