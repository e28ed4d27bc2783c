import { print, printLine } from '../../promql/print.ts'
import type { Expr, Matcher, Selector } from '../../promql/tree.ts'
import { isComparison } from '../../promql/types/binary.ts'
import { mapChildren } from '../../promql/walk.ts'
import { amount } from '../amount.ts'
import { unitByNames } from './units.ts'

/**
 * A query for a reader: as Prometheus prints it, but numbers that it writes as `1.048576e+08` stand as people say them,
 * `100MiB` where they are compared with bytes, are added to them or are the edge of a bucket of bytes, and in digits elsewhere.
 */
export const spoken = (expr: Expr): string => print(withAmounts(expr))

function withAmounts(expr: Expr): Expr {
  if (expr.is === 'number') return isOdd(expr) ? word(amount(expr.value, undefined)) : expr
  if (expr.is === 'selector') return { ...expr, matchers: expr.matchers.map((each) => withEdge(each, expr)) }
  const inner = mapChildren(expr, withAmounts)
  if (expr.is !== 'binary' || inner.is !== 'binary' || !(isComparison(expr.op) || /^[-+]$/.test(expr.op))) return inner
  return {
    ...inner,
    left: isOdd(expr.left) ? word(amount(expr.left.value, unitByNames(expr.right))) : inner.left,
    right: isOdd(expr.right) ? word(amount(expr.right.value, unitByNames(expr.left))) : inner.right,
  }
}

/** The edge of a bucket is a number in a text. */
function withEdge(matcher: Matcher, { metric = '' }: Selector): Matcher {
  const { label, op, value } = matcher
  if (label !== 'le' || op.endsWith('~') || !/^\d[\d.]*e[-+]\d+$/.test(value)) return matcher
  const observed: Expr = { is: 'selector', metric: metric.replace(/_bucket$/, ''), matchers: [] }
  return { ...matcher, value: amount(Number(value), unitByNames(observed)) }
}

const isOdd = (expr: Expr): expr is Expr & { readonly is: 'number'; readonly value: number } =>
  expr.is === 'number' && printLine(expr).includes('e')

/** A name is printed as it is, whatever it says. */
const word = (text: string): Expr => ({ is: 'selector', metric: text, matchers: [] })
