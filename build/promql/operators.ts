import type { Span } from './error.ts'
import { enclose, extend, locate, spanOf } from './spans.ts'
import type { Binary, BinaryOp, Expr } from './tree.ts'

/** How tightly each operator binds; all but `^` are left-associative. */
export const precedence: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
}

export const isBinaryOp = (text: string): text is BinaryOp => Object.hasOwn(precedence, text)

/** One piece of an expression, in the order of the text. */
export type Piece =
  | { readonly is: 'operand'; readonly expr: Expr }
  | { readonly is: 'prefix'; readonly op: '-' | '+'; readonly from: number }
  | ({ readonly is: 'postfix' } & Postfix)
  | ({ readonly is: 'infix'; readonly join: Pick<Binary, 'op' | 'bool' | 'matching'> } & Span)

/** `[5m]`, `offset 5m` … as what it does to the operand before it, up to where it ends, and where its parts are. */
export interface Postfix {
  readonly apply: (operand: Expr) => Expr
  readonly to: number
  readonly parts: Readonly<Record<string, Span>>
}

/**
 * Groups pieces as Prometheus does: postfixes (`offset`, `@`, `[…]`) bind tightest, then `^`, then signs, then the other operators.
 * A sign before a number becomes part of it.
 */
export function group(pieces: readonly Piece[]): Expr {
  let at = 0

  function binary(loosest: number): Expr {
    let left = operand()
    for (;;) {
      const next = pieces[at]
      if (next?.is !== 'infix' || precedence[next.join.op] < loosest) return left
      at += 1
      const right = binary(precedence[next.join.op] + (next.join.op === '^' ? 0 : 1))
      left = enclose({ is: 'binary', ...next.join, left, right }, left, right, next)
    }
  }

  function operand(): Expr {
    const piece = pieces[at]
    at += 1
    if (piece?.is === 'prefix') return signed(piece, binary(precedence['^']))
    if (piece?.is !== 'operand') throw new Error('an operand must stand here')
    let { expr } = piece
    for (let next = pieces[at]; next?.is === 'postfix'; next = pieces[at]) {
      expr = extend(next.apply(expr), expr, next.to, next.parts)
      at += 1
    }
    return expr
  }

  return binary(0)
}

function signed({ op, from }: { readonly op: '-' | '+'; readonly from: number }, expr: Expr): Expr {
  const value = expr.is === 'number' ? expr.value : undefined
  const result: Expr =
    value === undefined ? { is: 'unary', op, expr } : { is: 'number', value: op === '-' ? -value : value }
  return locate(result, { from, to: spanOf(expr)?.to ?? from })
}
