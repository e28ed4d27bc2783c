import { functions } from '../promql/functions.ts'
import { hasMacro } from '../promql/macros.ts'
import { closeWindow } from '../promql/rewrite.ts'
import { type BinaryOp, type Expr, type Matcher, openWindow } from '../promql/tree.ts'
import { due, listOf, oneOf, optional, options, refuse, text } from './demands/demand.ts'
import { aMetric, countable, typeOf } from './demands/kinds.ts'
import { labelName } from './demands/names.ts'
import { call, number } from './expressions.ts'
import { type AnyMetric, Counter, Gauge, Histogram, Info, select, Timestamp } from './metric.ts'
import { type AnyQuery, type Open, Query } from './query.ts'
import type { Unit } from './units.ts'

// PromQL's own operators, aggregations and functions on handles of the catalog, without a judgement: what imported
// queries need where the words above say something else. Labels and units are carried as far as they are plain.

/** What can be computed with: a metric, a query of any kind, or a number. */
export type Operand = AnyMetric | AnyQuery | number

/** A query of which the types know nothing but that it is one. */
export type Plain = Query<string, Unit, Open, string>

const operators = ['+', '-', '*', '/', '%', '^', 'atan2', '==', '!=', '>', '<', '>=', '<='] as const
const sets = ['and', 'or', 'unless'] as const
type Operator = (typeof operators)[number] | (typeof sets)[number]

/** How two sides find each other, as in PromQL: `on` or `ignoring` labels, and `left` or `right` with the labels of the other side. */
export interface How {
  readonly bool?: true
  readonly on?: readonly string[]
  readonly ignoring?: readonly string[]
  /** `group_left`, with the labels that it takes from the right. */
  readonly left?: readonly string[]
  /** `group_right`, with the labels that it takes from the left. */
  readonly right?: readonly string[]
}

/** A label, or a variable of a dashboard that stands for some. */
const aLabel = due(
  labelName.due,
  (value) => labelName.faults(value, '').length === 0 || (typeof value === 'string' && hasMacro(value)),
  'Write the name of a label.',
)
const labels = optional(listOf(aLabel))
const how = options({
  bool: optional(due('true', (value) => value === true, 'Write true, or leave it out.')),
  on: labels,
  ignoring: labels,
  left: labels,
  right: labels,
})

/** `left op right` as PromQL has it. */
export function calc(left: Operand, op: Operator, right: Operand, about: How = {}): Plain {
  refuse(
    'calc()',
    anOperand.faults(left, 'its left side'),
    oneOf([...operators, ...sets]).faults(op, 'its operator'),
    anOperand.faults(right, 'its right side'),
    how.faults(about, 'how the sides find each other'),
  )
  const { bool, on, ignoring, left: many, right: one } = about
  const matched = on ?? ignoring ?? (many !== undefined || one !== undefined ? [] : undefined)
  const group =
    many !== undefined
      ? ({ side: 'left', include: many } as const)
      : one === undefined
        ? undefined
        : ({ side: 'right', include: one } as const)
  const expr: Expr = {
    is: 'binary',
    op: op as BinaryOp,
    ...(bool && { bool }),
    ...(matched && {
      matching: { kind: on === undefined ? 'ignoring' : 'on', labels: matched, ...(group && { group }) },
    }),
    left: exprOf(left),
    right: exprOf(right),
  }
  const kept = typeof left === 'number' || one !== undefined ? labelsOf(right) : labelsOf(left)
  const carried =
    on !== undefined && group === undefined && !(sets as readonly string[]).includes(op)
      ? on
      : [...kept, ...(many ?? one ?? [])]
  return plain(expr, unitOfBoth(op, left, right), carried)
}

/** `op by (…) (query)` as PromQL has it; `param` is the number of `quantile` or the label of `count_values`. */
export function aggregate(
  op: string,
  of: Operand,
  about: {
    readonly by?: readonly string[]
    readonly without?: readonly string[]
    readonly param?: Operand | string
  } = {},
): Plain {
  refuse('aggregate()', aWord.faults(op, 'its operation'), anOperand.faults(of, 'what it aggregates'))
  refuse(
    'aggregate()',
    options({ by: labels, without: labels, param: optional(anArgument) }).faults(about, 'what follows the query'),
  )
  const { by, without, param } = about
  const expr: Expr = {
    is: 'aggregation',
    op,
    ...(by !== undefined || without !== undefined
      ? { grouping: { kind: without === undefined ? 'by' : 'without', labels: without ?? by ?? [] } }
      : {}),
    ...(param === undefined ? {} : { param: argumentOf(param) }),
    expr: exprOf(of),
  }
  const left = without === undefined ? (by ?? []) : labelsOf(of).filter((label) => !without.includes(label))
  const isCount = op === 'count' || op === 'count_values' || op === 'group'
  return plain(expr, isCount ? 'count' : unitOf(of), left)
}

/** `fn(…)` as PromQL has it. What a function looks back over gets a window that is chosen later. */
export function apply(fn: string, ...args: readonly (Operand | string)[]): Plain {
  refuse('apply()', aWord.faults(fn, 'its function'), listOf(anArgument).faults(args, 'what it is applied to'))
  const due = functions.get(fn)?.args ?? []
  const exprs = args.map((arg, at) => {
    const expr = argumentOf(arg)
    return (due[at] ?? due.at(-1)) === 'matrix' ? ranged(expr) : expr
  })
  const [first] = args.filter((arg): arg is AnyMetric | AnyQuery => typeof arg === 'object')
  const added = fn === 'label_replace' || fn === 'label_join' ? args.slice(1, 2).map(String) : []
  return plain(call(fn, ...exprs), first === undefined ? 'count' : unitOf(first), [
    ...(first === undefined ? [] : labelsOf(first)),
    ...added,
  ])
}

const ranged = (expr: Expr): Expr =>
  expr.is === 'selector' ? { ...expr, range: openWindow } : { is: 'subquery', expr, range: openWindow }

/** Only the series that matchers of any kind choose, also such as match an empty value: `only(memory, ['container', '!=', ''])`. */
export function only<M extends AnyMetric>(
  metric: M,
  ...matchers: readonly (readonly [string, Matcher['op'], string])[]
): M {
  refuse(
    'only()',
    aMetric.faults(metric, 'what it narrows'),
    listOf(aMatcher, { least: 1 }).faults(matchers, 'its matchers'),
  )
  const all = [...metric.matchers, ...matchers.map(([label, op, value]): Matcher => ({ label, op, value }))]
  const of = { ...metric, matchers: all } as never
  const narrowed: AnyMetric =
    metric instanceof Histogram
      ? new Histogram(of, metric.buckets)
      : metric instanceof Info
        ? new Info(of, metric.labels)
        : metric instanceof Timestamp
          ? new Timestamp(of, metric.labels)
          : metric instanceof Counter
            ? new Counter(of)
            : new Gauge(of)
  return narrowed as M
}

/** The query over a window that a variable of the dashboard chooses: `within(traffic, '$interval')`. */
export function within<Q extends AnyQuery>(query: Q, window: string): Q {
  refuse('within()', countable.faults(query, 'the query'), text.faults(window, 'the window'))
  const { unit, labels: kept } = query
  return new Query(closeWindow(query.expr, window), unit, kept) as unknown as Q
}

const aWord = due(
  'a word of PromQL',
  (value) => typeof value === 'string' && /^[a-z][a-z0-9_]*$/.test(value),
  'Write its name as a text.',
)
/** Whether PromQL can be said of it: a metric, a query, a ranking or a number. */
export const isOperand = (value: unknown): boolean =>
  typeof value === 'number' ||
  aMetric.faults(value, '').length === 0 ||
  countable.faults(value, '').length === 0 ||
  typeOf(value) === 'ranking'
const anOperand = due(
  'a metric, a query or a number',
  isOperand,
  'Give it a handle of the catalog, a query or a number.',
)
const anArgument = due(
  'a metric, a query, a number or a text',
  (value) => typeof value === 'string' || isOperand(value),
  'Give it a handle of the catalog, a query, a number or a text.',
)
const aMatcher = due(
  "a label, an operator and a value, such as ['container', '!=', '']",
  (value) =>
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((each) => typeof each === 'string') &&
    ['=', '!=', '=~', '!~'].includes(String(value[1])),
  "Write ['label', '=', 'value'].",
)

const plain = (expr: Expr, unit: Unit, carried: readonly string[]): Plain =>
  new Query<string, Unit, Open, string>(expr, unit, [...new Set(carried)])

/** A metric as it stands, of a histogram its buckets, and what a query asks. */
export const exprOf = (operand: Operand): Expr =>
  typeof operand === 'number'
    ? number(operand)
    : 'expr' in operand
      ? operand.expr
      : select(operand, undefined, operand.type === 'histogram' ? '_bucket' : '')

const argumentOf = (arg: Operand | string): Expr =>
  typeof arg === 'string' ? { is: 'string', value: arg } : exprOf(arg)

const labelsOf = (operand: Operand): readonly string[] => {
  if (typeof operand === 'number') return []
  if ('declared' in operand) return [...Object.keys(operand.declared), ...(operand.type === 'histogram' ? ['le'] : [])]
  return operand.labels
}

const unitOf = (operand: Operand): Unit => {
  const unit = typeof operand === 'number' ? 'count' : operand.unit
  return unit === 'state' ? 'count' : unit
}

const unitOfBoth = (op: string, left: Operand, right: Operand): Unit => {
  const [one, other] = [left, right].map((side) => (typeof side === 'number' ? undefined : unitOf(side)))
  if (op === '/' && one !== undefined && one === other) return 'ratio'
  return one ?? other ?? 'count'
}
