import type { Catalog } from '../../model/catalog.ts'
import { hasMacro } from '../../promql/macros.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'

/** The number that an expression is at every moment, such as `14.4 * (1 - 0.99)`; `undefined` if it is none. */
export function constantOf(expr: Expr): number | undefined {
  switch (expr.is) {
    case 'number':
      return expr.value
    case 'paren':
      return constantOf(expr.expr)
    case 'unary': {
      const value = constantOf(expr.expr)
      return value === undefined || expr.op === '+' ? value : -value
    }
    case 'binary': {
      const left = constantOf(expr.left)
      const right = constantOf(expr.right)
      return left === undefined || right === undefined ? undefined : tidy(fold(expr.op, left, right))
    }
    default:
      return undefined
  }
}

// 14.4 × 0.1 and the like leave a tail of binary noise that no one wrote.
const tidy = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value.toPrecision(12))

function fold(op: string, left: number, right: number): number | undefined {
  switch (op) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '^':
      return left ** right
    default:
      return undefined
  }
}

/** Whether every series that an expression reads is known; checks stay silent on the consequences of one that is not. */
export const isKnown = (expr: Expr, catalog: Catalog): boolean =>
  selectors(expr).every(({ metric = '' }) => !hasMacro(metric) && catalog.find(metric) !== undefined)
