import { documented, functions, type ValueType } from '../functions.ts'
import { hasMacro } from '../macros.ts'
import { spanOf } from '../spans.ts'
import type { Expr, Selector } from '../tree.ts'
import type { Finding } from './finding.ts'

/** The type of an expression's value; `undefined` where only Grafana knows, or where a function is unknown. */
export function typeOf(expr: Expr): ValueType | undefined {
  switch (expr.is) {
    case 'number':
      return 'scalar'
    case 'string':
      return 'string'
    case 'selector':
      return isOpen(expr) ? undefined : expr.range === undefined ? 'vector' : 'matrix'
    case 'subquery':
      return 'matrix'
    case 'call':
      return functions.get(expr.fn)?.result
    case 'aggregation':
      return 'vector'
    case 'binary': {
      const types = [typeOf(expr.left), typeOf(expr.right)]
      if (types.every((type) => type === 'scalar')) return 'scalar'
      return types.includes(undefined) && !types.includes('vector') ? undefined : 'vector'
    }
    case 'unary':
    case 'paren':
      return typeOf(expr.expr)
  }
}

/** Whether a macro stands for a whole operand, as in `topk($n, x)`. */
export const isOpen = ({ metric, matchers, range }: Selector): boolean =>
  metric !== undefined && range === undefined && matchers.length === 0 && /^\$/.test(metric) && hasMacro(metric)

/** A finding when an expression has another type than its place needs. */
export function* expectType(expr: Expr, want: ValueType, context: string): Generator<Finding, void> {
  const type = typeOf(expr)
  if (type === undefined || type === want) return
  const hint = hintFor(expr, type, want)
  yield {
    message: `expected type ${documented[want]} in ${context}, got ${documented[type]}`,
    ...(hint === undefined ? {} : { hint }),
    ...spanOf(expr),
  }
}

function hintFor(expr: Expr, type: ValueType, want: ValueType): string | undefined {
  if (want === 'matrix' && type === 'vector') {
    return expr.is === 'selector'
      ? 'Put a range after it, such as [5m].'
      : 'Put a subquery range after it, such as [5m:].'
  }
  if (want === 'vector' && type === 'matrix') return 'Take the range away, or read it with a function such as rate.'
  if (want === 'vector' && type === 'scalar') return 'vector(…) turns a number into an instant vector.'
  if (want === 'scalar' && type === 'vector') return 'scalar(…) turns a vector of one element into a number.'
  return undefined
}
