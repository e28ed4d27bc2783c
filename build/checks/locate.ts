import type { Excerpt } from '../findings/diagnostic.ts'
import { parse } from '../promql/parse.ts'
import { spanOf } from '../promql/spans.ts'
import type { Expr, Grouping, Matcher, Matching } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'

/** What the caret points at: an expression, matcher, grouping or matching of a query, or a named part of one. */
export interface Culprit {
  readonly text: string
  readonly expr: Expr
  readonly culprit: Expr | Matcher | Grouping | Matching
  /** A part as `spanOf` names it: `range`, `name`, `operator`, a label. */
  readonly part?: string
}

type Node = Culprit['culprit']

/** Where the culprit stands in the query's text. A tree that was built is parsed from its text first, to learn of places. */
export function locateCulprit({ text, expr, culprit, part }: Culprit): Excerpt {
  const node = spanOf(culprit) === undefined ? counterpart(expr, culprit, parse(text)) : culprit
  const span = node && ((part === undefined ? undefined : spanOf(node, part)) ?? spanOf(node))
  return { text, from: span?.from ?? 0, to: span?.to ?? text.length }
}

/** The node of `parsed` that stands where `wanted` stands in `built`; parentheses are only in the text. */
function counterpart(built: Expr, wanted: Node, parsed: Expr): Node | undefined {
  if (parsed.is === 'paren' && built.is !== 'paren') return counterpart(built, wanted, parsed.expr)
  if (built === wanted) return parsed
  const own = partsOf(built).indexOf(wanted as Matcher)
  if (own !== -1) return partsOf(parsed)[own] ?? parsed
  const inside = children(parsed)
  for (const [at, child] of children(built).entries()) {
    const other = inside[at]
    const found = other && counterpart(child, wanted, other)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a node has besides expressions, in the order of the text; Prometheus prints matchers sorted. */
function partsOf(expr: Expr): readonly (Matcher | Grouping | Matching)[] {
  switch (expr.is) {
    case 'selector':
      return expr.matchers.toSorted((a, b) => compare(key(a), key(b)))
    case 'aggregation':
      return expr.grouping ? [expr.grouping] : []
    case 'binary':
      return expr.matching ? [expr.matching] : []
    default:
      return []
  }
}

const key = ({ label, op, value }: Matcher): string => label + op + value
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
