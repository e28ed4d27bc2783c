import { canonical } from '../../build/diff/promql/canonical.ts'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import type { Expr, Matcher, Selector } from '../../build/promql/tree.ts'
import { mapChildren, mapSelectors } from '../../build/promql/walk.ts'
import { jobsOf } from './jobs.ts'

const known = new Map<string, Expr>()

/** What a text means, worked out once: mutants of our definitions ask nearly the same, hundreds of times. */
function once(text: string, means: () => Expr): Expr {
  const expr = known.get(text) ?? means()
  known.set(text, expr)
  return expr
}

/** What a query of the tables means. A selector that names no job reads every job that exposes the metric. */
export const wanted = (text: string): Expr =>
  once(`table: ${text}`, () => meaning(mapSelectors(parse(text), ofItsJobs)))

/** A query such that two of the same meaning are the same tree: parentheses, the order of labels and of matchers tell nothing. */
export const meaning = (expr: Expr): Expr =>
  once(print(expr), () => {
    const ordered = mapSelectors(expr, (of) => ({ ...of, matchers: of.matchers.map(inOrder) }))
    return canonical(print(ordered)).expr ?? expr
  })

export const isSame = (one: Expr, other: Expr): boolean => print(one) === print(other)

/** The same question over any window: where the specification asks for no certain one. */
export const overAnyWindow = (expr: Expr): Expr => once(`any window: ${print(expr)}`, () => anyWindow(expr))

function anyWindow(expr: Expr): Expr {
  const inner = mapChildren(expr, anyWindow)
  const isRange = (inner.is === 'selector' || inner.is === 'subquery') && inner.range !== undefined
  return isRange ? { ...inner, range: '$window' } : inner
}

function ofItsJobs(selector: Selector): Selector {
  const jobs = jobsOf(selector.metric ?? '')
  if (jobs.length === 0 || selector.matchers.some(({ label }) => label === 'job')) return selector
  const job: Matcher = { label: 'job', op: jobs.length === 1 ? '=' : '=~', value: jobs.join('|') }
  return { ...selector, matchers: [job, ...selector.matchers] }
}

/** `"a|b"` and `"b|a"` match the same. */
const inOrder = (matcher: Matcher): Matcher =>
  /^[^()[\]{}]*$/.test(matcher.value) && matcher.op.endsWith('~')
    ? { ...matcher, value: matcher.value.split('|').toSorted().join('|') }
    : matcher
