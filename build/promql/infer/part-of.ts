import { isSameMatcher } from '../same-matcher.ts'
import type { Binary, Expr, Selector } from '../tree.ts'

/**
 * Whether `part` sums up some (`part`) or all (`same`) of what `whole` does: the same query, with more matchers in `part` or a
 * bucket by its count. Then their quotient is at most 1. A guard such as `whole > 0` does not matter.
 */
export function isPartOf(part: Expr, whole: Expr): 'part' | 'same' | undefined {
  const [a, b] = [unwrapped(part), unwrapped(whole)]
  if (a.is === 'aggregation' && b.is === 'aggregation') {
    const adds = (a.op === 'sum' || a.op === 'count') && a.op === b.op
    const inner = adds && sameText(a.grouping, b.grouping) ? isPartOf(a.expr, b.expr) : undefined
    if (inner === undefined || a.op === 'sum') return inner
    // How many pass a filter is a part of how many there are.
    if (isFiltered(b.expr)) return sameText(a.expr, b.expr) ? 'same' : undefined
    return isFiltered(a.expr) ? 'part' : inner
  }
  if (a.is === 'call' && b.is === 'call') {
    const [inner, ...others] = a.args
    const [innerOfB, ...othersOfB] = b.args
    if (a.fn !== b.fn || others.length > 0 || othersOfB.length > 0 || !inner || !innerOfB) return undefined
    return ['rate', 'increase', 'irate'].includes(a.fn) ? isPartOf(inner, innerOfB) : undefined
  }
  return a.is === 'selector' && b.is === 'selector' ? partOfSelector(a, b) : undefined
}

function unwrapped(expr: Expr): Expr {
  if (expr.is === 'paren') return unwrapped(expr.expr)
  return isGuard(expr) ? unwrapped(expr.left) : expr
}

const isFiltered = (expr: Expr): boolean => (expr.is === 'paren' ? isFiltered(expr.expr) : isGuard(expr))

const isGuard = (expr: Expr): expr is Binary =>
  expr.is === 'binary' && ['>', '>=', '!='].includes(expr.op) && !expr.bool && expr.right.is === 'number'

function partOfSelector(part: Selector, whole: Selector): 'part' | 'same' | undefined {
  const isBucket = part.metric !== undefined && part.metric.replace(/_bucket$/, '_count') === whole.metric
  const sameSeries = part.metric === whole.metric
  const sameTime = part.range === whole.range && part.offset === whole.offset && part.at === whole.at
  if (!sameTime || !(sameSeries || (isBucket && part.matchers.some(({ label }) => label === 'le')))) return undefined
  if (!whole.matchers.every((matcher) => part.matchers.some((other) => isSameMatcher(matcher, other)))) return undefined
  return sameSeries && part.matchers.length === whole.matchers.length ? 'same' : 'part'
}

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
