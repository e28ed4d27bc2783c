import type { Subject } from '../../model/subject.ts'
import { print } from '../../promql/print.ts'
import { type Expr, openWindow } from '../../promql/tree.ts'
import { mapChildren, mapSelectors } from '../../promql/walk.ts'
import { marksOf, recordedExpr } from './inference.ts'
import { windowsOf } from './windows.ts'

/** A copy without the parentheses that somebody wrote: trees that mean the same are then equal. */
export const plain = (expr: Expr): Expr => (expr.is === 'paren' ? plain(expr.expr) : mapChildren(expr, plain))

/** The text of an expression without parentheses: equal where two mean the same. */
export const textOf = (expr: Expr): string => print(plain(expr))

/** The same with every window open: equal where two differ in their windows only. */
export const textButWindows = (expr: Expr): string => textOf(openAll(expr))

const openAll = (expr: Expr): Expr => {
  const opened =
    expr.is === 'subquery' || (expr.is === 'selector' && expr.range !== undefined) ? { range: openWindow } : {}
  return { ...mapChildren(expr, openAll), ...opened }
}

/** The seconds of all windows of an expression, if there is one and they agree. */
export function onlyWindow(expr: Expr): number | undefined {
  const all = new Set([...windowsOf(expr)].map(({ seconds }) => seconds))
  return all.size === 1 ? [...all][0] : undefined
}

/** How deep recording rules may read each other; beyond it they may well do so in a circle. */
const deepest = 8

/** A copy in which each selector on a recording rule of the subject is what the rule computes. */
export function inline(subject: Subject, expr: Expr, depth = 0): Expr {
  if (depth > deepest) return expr
  return mapSelectors(expr, (selector) => {
    if (selector.range !== undefined || selector.offset !== undefined || !selector.metric?.includes(':'))
      return selector
    const found = recordedExpr(subject, selector.metric, selector.matchers)
    if (found === undefined) return selector
    // What the rule put on itself is no label of what it reads.
    const own = marksOf(subject, selector.metric)
    const asked = selector.matchers.filter(({ label }) => !own.has(label))
    const computed = mapSelectors(found, (inner) => ({ ...inner, matchers: [...inner.matchers, ...asked] }))
    return inline(subject, computed, depth + 1)
  })
}
