import { Refused } from '../findings/problem.ts'
import { PromqlError } from '../promql/error.ts'
import { parse } from '../promql/parse.ts'
import { printLine } from '../promql/print.ts'
import { isOpen, selectors } from '../promql/rewrite.ts'
import { type Expr, openWindow, type Selector } from '../promql/tree.ts'
import { mapSelectors } from '../promql/walk.ts'
import { type Demand, due, listOf, oneOf, options, refuse } from './demands/demand.ts'
import { aMetric, aQuery } from './demands/kinds.ts'
import { labelName } from './demands/names.ts'
import { type AnyMetric, select } from './metric.ts'
import { type AnyQuery, type Open, Query } from './query.ts'
import { type Unit, units } from './units.ts'

/** What may stand in the text: a metric, a histogram's buckets, a query, or a number. Text may not, so nothing is spliced. */
export type Handle = AnyMetric | AnyQuery | number

interface Said<L extends string, U extends Unit> {
  /** The labels that the answer carries. */
  readonly labels: readonly L[]
  /** What the answer measures. */
  readonly unit: U
}

type Template<Q> = (text: TemplateStringsArray, ...handles: readonly Handle[]) => Q

/**
 * The escape hatch: PromQL that the language cannot say, with handles of the catalog instead of names.
 *
 *     promql({ labels: ['instance'], unit: 'seconds' })`deriv(${node.temperature}[1h])`
 *
 * The text is parsed when the file is loaded, and the tree passes the same checks as any other query; labels and unit
 * are taken on trust. Throws `Refused` with the position of a syntax error.
 */
export const promql =
  <const L extends string, U extends Unit>(said: Said<L, U>): Template<Query<L, U>> =>
  (text, ...handles) => {
    const { labels, unit } = trusted('promql', said, handles)
    return new Query<L, U>(closed(lower(text, handles)), unit, labels)
  }

/** The same with a window that a panel, an alert or a recording rule chooses: write `[$__rate_interval]`. */
export const openPromql =
  <const L extends string, U extends Unit>(said: Said<L, U>): Template<Query<L, U, Open>> =>
  (text, ...handles) => {
    const { labels, unit } = trusted('openPromql', said, handles)
    const expr = lower(text, handles)
    if (isOpen(expr)) return new Query<L, U, Open>(expr, unit, labels)
    throw refused(expr, `No window is left open in it`, `Write [${openWindow}], or take promql instead of openPromql.`)
  }

const aHandle: Demand = due(
  'a metric, a query or a number',
  (value) => [aMetric, aQuery].some((each) => each.faults(value, '').length === 0) || Number.isFinite(value),
  'Interpolate handles only; write the rest as PromQL.',
)
const sayings = options({ labels: listOf(labelName), unit: oneOf(units) })

/** What the author says of the answer; only its form can be judged. */
function trusted<S extends Said<string, Unit>>(word: string, said: S, handles: readonly Handle[]): S {
  refuse(word, sayings.faults(said, 'what it is given'), listOf(aHandle).faults(handles, 'what is interpolated'))
  return said
}

/** Each handle is parsed as a name of its own, and put in its place in the tree: a text cannot break out of it. */
function lower(text: TemplateStringsArray, handles: readonly Handle[]): Expr {
  const source = text.map((part, at) => part + (at < handles.length ? placeholder(at) : '')).join('')
  let expr: Expr
  try {
    expr = parse(source)
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    const shown = (piece: string) =>
      handles.reduce<string>((all, handle, at) => all.replaceAll(placeholder(at), nameOf(handle)), piece)
    throw new Refused({
      where: `promql\`${shown(source)}\``,
      what: `${error.message} It is at the end of: ${shown(source.slice(0, error.to))}`,
      next: 'Mend the PromQL; it is parsed with the grammar of Prometheus.',
    })
  }
  return mapSelectors(expr, (selector) => {
    const handle = handles[handles.findIndex((_, at) => placeholder(at) === selector.metric)]
    return handle === undefined ? selector : inPlace(handle, selector)
  })
}

const placeholder = (at: number): string => `handle_${at}_`

function inPlace(handle: Handle, written: Selector): Expr {
  const expr: Expr = typeof handle === 'number' ? { is: 'number', value: handle } : exprOf(handle)
  const { metric, matchers, ...time } = written
  if (matchers.length === 0 && Object.keys(time).length === 1) return expr
  if (expr.is === 'selector') return { ...expr, ...time, matchers: [...expr.matchers, ...matchers] }
  throw refused(
    expr,
    'Matchers, a range or an offset can follow a metric only',
    'Put them inside the query that you interpolate.',
  )
}

const nameOf = (handle: Handle): string =>
  typeof handle === 'number' ? String(handle) : 'name' in handle ? handle.name : printLine(handle.expr)

const exprOf = (handle: AnyMetric | AnyQuery): Expr =>
  'expr' in handle ? handle.expr : select(handle, undefined, handle.type === 'histogram' ? '_bucket' : '')

function closed(expr: Expr): Expr {
  if (!isOpen(expr)) return expr
  throw refused(
    expr,
    `It leaves the window ${openWindow} open`,
    'Write a duration, or take openPromql instead of promql.',
  )
}

const refused = (expr: Expr, what: string, next: string): Refused =>
  new Refused({
    where: `promql, reading ${selectors(expr)
      .map(({ metric }) => metric)
      .join(', ')}`,
    what: `${what}.`,
    next,
  })
