import { listed } from '../language/demands/shown.ts'
import { printDuration } from '../promql/duration.ts'
import { isPartOf } from '../promql/infer/part-of.ts'
import { printLine } from '../promql/print.ts'
import type { Aggregation, Binary, Call, Expr, Selector } from '../promql/tree.ts'
import { isComparison, turned } from '../promql/types/binary.ts'
import { bare, children } from '../promql/walk.ts'
import { numberOf } from '../witness/affine.ts'
import { plain } from '../witness/humanize.ts'
import { isGuard } from '../witness/usual.ts'
import { amount } from './amount.ts'
import { tellsLabels } from './named.ts'

/** A noun for what is measured. */
export function measure(expr: Expr): string {
  switch (expr.is) {
    case 'paren':
    case 'subquery':
      return measure(expr.expr)
    case 'number':
      return plain(expr.value)
    case 'selector':
      return `${bareText(expr)}${agoOf(expr)}`
    case 'unary':
      return expr.op === '-' ? `the negative of ${operand(expr.expr)}` : measure(expr.expr)
    case 'aggregation':
      return aggregate(expr)
    case 'call':
      return called(expr)
    case 'binary':
      return computed(expr)
    default:
      return printLine(expr)
  }
}

/** A noun as a part of a longer one: what is computed itself stands in parentheses. */
export const operand = (expr: Expr): string => (isComputed(expr) ? `(${measure(expr)})` : measure(expr))

/** What stands on one side of a comparison; only what has commas in it stands in parentheses. */
export function compared(expr: Expr): string {
  const inner = bare(expr)
  return inner.is === 'binary' && levelOf(inner.op) < levelOf('+') ? operand(expr) : measure(expr)
}

/** What a comparison says of its left side. */
export const comparisons: Readonly<Record<string, string>> = {
  '>': 'is above',
  '<': 'is below',
  '>=': 'is at least',
  '<=': 'is at most',
  '==': 'is',
  '!=': 'is not',
}

/** The series alone that an expression reads first. */
export function bareText(expr: Expr): string {
  const selector = firstSelector(expr)
  if (selector === undefined) return printLine(expr)
  const { metric, matchers } = selector
  return printLine({ is: 'selector', ...(metric === undefined ? {} : { metric }), matchers })
}

/** Series that are only there for their labels: the values of others are joined with them, and times 1. */
export interface Labelled {
  readonly of: Expr
  /** Follows what is labelled: `with nodename of node_uname_info`. */
  readonly by: string
}

/** `x * on (instance) group_left (nodename) node_uname_info`, and what says its labels by convention is 1. */
export function labelled({ op, left, right, matching }: Binary): Labelled | undefined {
  if (op !== '*' || matching?.group === undefined) return undefined
  const [of, one] = matching.group.side === 'right' ? [right, left] : [left, right]
  const selector = selectorOf(one)
  if (selector === undefined || !tellsLabels(selector)) return undefined
  const labels = matching.group.include
  return {
    of,
    by: `${labels.length === 0 ? 'where there is' : `with ${listed(labels, 'and')} of`} ${bareText(selector)}`,
  }
}

/** A series, or one of several that are alike. */
function selectorOf(expr: Expr): Selector | undefined {
  const inner = bare(expr)
  if (inner.is === 'aggregation' && /^(?:max|min|group)$/.test(inner.op)) return selectorOf(inner.expr)
  return inner.is === 'selector' ? inner : undefined
}

const levels: readonly RegExp[] = [
  /^or$/,
  /^(?:and|unless)$/,
  /^(?:[=!]=|[<>]=?)$/,
  /^[+-]$/,
  /^(?:[*/%]|atan2)$/,
  /^\^$/,
]

/** How tightly an operator binds. */
export const levelOf = (op: string): number => levels.findIndex((each) => each.test(op))

const isComputed = (expr: Expr): boolean => levelIn(expr) < levels.length

const aggregated: Readonly<Record<string, string>> = {
  sum: 'the sum of',
  avg: 'the mean of',
  max: 'the highest',
  min: 'the lowest',
  count: 'the number of series of',
  group: 'any series of',
  stddev: 'the standard deviation of',
  stdvar: 'the variance of',
}

function aggregate({ op, expr, param }: Aggregation): string {
  const word = aggregated[op]
  if (op === 'quantile' && param !== undefined) return `${rankOf(param)} of ${operand(expr)}`
  if (word === undefined) {
    const ranked = op === 'topk' ? 'the highest' : op === 'bottomk' ? 'the lowest' : op
    return `${ranked}${param === undefined ? '' : ` ${printLine(param)}`} of ${operand(expr)}`
  }
  const inner = bare(expr)
  if (op === 'count' && inner.is === 'binary' && comparisons[inner.op] !== undefined && inner.bool !== true) {
    const { what, word: is, told } = saidOf(inner)
    return `${word} ${operand(what)} that ${is.replace(/^is/, 'are')} ${told}`
  }
  if (op === 'count' && inner.is === 'aggregation' && /^(?:count|group)$/.test(inner.op)) {
    const { kind, labels = [] } = inner.grouping ?? {}
    if (kind === 'by' && labels.length > 0)
      return `the number of different ${listed(labels, 'and')} of ${operand(inner.expr)}`
  }
  const of = operand(expr)
  // What is growing in all.
  if (op === 'sum' && /^the (?:rate|increase|p\d)/.test(of)) return of.replace(/^the (?!p\d)/, 'the total ')
  return after(word, of)
}

/** `the highest rate of x`, and of the highest the highest. */
const after = (word: string, of: string): string =>
  of.startsWith(`${word} `) && !word.endsWith(' of')
    ? of
    : `${word} ${of.startsWith('the ') && !word.endsWith(' of') ? of.slice(4) : of}`

const rankOf = (param: Expr | undefined): string => {
  const q = param === undefined ? undefined : numberOf(param)
  return q === undefined ? 'a quantile' : `the p${plain(Number((q * 100).toPrecision(6)))}`
}

/** What is measured of a series over a window, before it and after it. */
const overTime: Readonly<Record<string, readonly [string, string?]>> = {
  avg_over_time: ['the mean of'],
  max_over_time: ['the highest'],
  min_over_time: ['the lowest'],
  sum_over_time: ['the sum of the samples of'],
  count_over_time: ['the number of samples of'],
  present_over_time: ['any sample of'],
  last_over_time: ['the last'],
  stddev_over_time: ['the standard deviation of'],
  rate: ['the rate of', 'over'],
  irate: ['the rate of', 'by its last two samples within'],
  increase: ['the increase of', 'over'],
  delta: ['the change of', 'over'],
  idelta: ['the change of', 'between its last two samples within'],
  deriv: ['the slope a second of', 'over'],
  changes: ['the number of changes of'],
  resets: ['the number of resets of'],
}

const clocks: Readonly<Record<string, string>> = {
  time: 'the present time',
  hour: 'the hour (UTC)',
  minute: 'the minute',
  month: 'the month',
  year: 'the year',
  day_of_month: 'the day of the month',
  day_of_week: 'the day of the week (Sunday is 0)',
  day_of_year: 'the day of the year',
}

const rounded: Readonly<Record<string, string>> = {
  round: 'rounded',
  ceil: 'rounded up',
  floor: 'rounded down',
  clamp_min: 'but at least',
  clamp_max: 'but at most',
}

function called(expr: Call): string {
  const { fn, args } = expr
  const [first, second] = args
  if (first === undefined) return clocks[fn] ?? printLine(expr)
  if (fn === 'histogram_quantile' && second !== undefined) {
    const [range] = rangesIn(second)
    return `${rankOf(first)} of ${bareText(second).replace(/_bucket\b/, '')}${range === undefined ? '' : ` over ${range}`}`
  }
  if (fn === 'predict_linear') {
    const ahead = second === undefined ? undefined : numberOf(second)
    const when = ahead === undefined || ahead < 0 ? 'later' : `in ${printDuration(ahead * 1000)}`
    return `what ${bareText(first)} will be ${when} by its trend over ${rangesIn(first)[0] ?? 'its window'}`
  }
  if (fn === 'quantile_over_time' && second !== undefined) return `${rankOf(first)} of ${windowed(second, 'within')}`
  const [word, by = 'within'] = overTime[fn] ?? []
  if (word !== undefined) return after(word, windowed(first, by))
  if (fn === 'timestamp') return `the time of the last sample of ${operand(first)}`
  if (fn === 'absent') return `the lack of ${bareText(first)}`
  if (fn === 'abs') return `the size of ${operand(first)}`
  if (rounded[fn] !== undefined) {
    const limit = fn.startsWith('clamp') && second !== undefined ? ` ${measure(second)}` : ''
    return `${operand(first)} (${rounded[fn]}${limit})`
  }
  return /^(?:sort|sort_desc|label_replace|label_join|scalar|vector)$/.test(fn) ? measure(first) : printLine(expr)
}

function windowed(argument: Expr, by: string): string {
  const of = argument.is === 'subquery' ? operand(argument.expr) : bareText(argument)
  const range = argument.is === 'subquery' || argument.is === 'selector' ? argument.range : rangesIn(argument)[0]
  return `${of}${range === undefined ? '' : ` ${by} ${range}`}${agoOf(argument)}`
}

function computed(expr: Binary): string {
  const { op, left, right } = expr
  const join = labelled(expr)
  if (join !== undefined) return `${operand(join.of)} ${join.by}`
  const share = percentOf(expr)
  if (share !== undefined) return share
  if (op === '-' && isTime(left)) return `the age of ${operand(right)}`
  if (op === '-' && isTime(right)) return `the time until ${operand(left)}`
  const unit = unitOf(expr)
  if (unit !== undefined) return `${measure(left)} in ${unit}`
  if (comparisons[op] !== undefined) return filtered(expr)
  const words = op === '/' && isPartOf(left, unguarded(right)) === 'part' ? 'as a share of' : arithmetic[op]
  if (words === undefined) return printLine(expr)
  const level = levelOf(op)
  const before = levelIn(left) < level ? operand(left) : measure(left)
  // What is divided by may be there to be above 0 only.
  const by = op === '/' ? unguarded(right) : right
  const last = levelIn(by) < level || (levelIn(by) === level && op !== '+' && op !== 'or') ? operand(by) : measure(by)
  return op === 'or' ? `${before}, or ${last} where there is none` : `${before} ${words} ${last}`
}

/** Of what is no computation at all it binds as tightly as can be. */
const levelIn = (expr: Expr): number => {
  const inner = bare(expr)
  const isOne = isSpan(inner) || (inner.is === 'binary' && unitOf(inner) !== undefined)
  return inner.is === 'binary' && !isOne ? levelOf(inner.op) : levels.length
}

const unguarded = (expr: Expr): Expr => {
  const inner = bare(expr)
  return inner.is === 'binary' && isGuard(inner) ? inner.left : expr
}

/** `a / b * 100`, however it is written, and other hundredfold computations. */
function percentOf({ op, left, right }: Binary): string | undefined {
  const isHundred = (each: Expr) => numberOf(each) === 100
  if (op === '/') {
    const times = bare(left)
    if (times.is !== 'binary' || times.op !== '*' || numberOf(right) !== undefined) return undefined
    const of = isHundred(times.right) ? times.left : isHundred(times.left) ? times.right : undefined
    return of && `${operand(of)} in percent of ${operand(unguarded(right))}`
  }
  const of = op !== '*' ? undefined : isHundred(right) ? bare(left) : isHundred(left) ? bare(right) : undefined
  if (of?.is !== 'binary' || levelOf(of.op) < levelOf('+')) return undefined
  if (of.op !== '/' || numberOf(of.right) !== undefined) return `${operand(of)} in percent`
  const part = levelIn(of.left) < levelOf('*') ? operand(of.left) : measure(of.left)
  return `${part} in percent of ${operand(unguarded(of.right))}`
}

const arithmetic: Readonly<Record<string, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
  '%': 'modulo',
  or: 'or',
  and: 'where there is',
  unless: 'where there is no',
}

/** What a comparison looks at, and what it says of that. */
function saidOf({ op, left, right }: Binary) {
  const isTurned = numberOf(left) !== undefined && numberOf(right) === undefined
  const [what, limit] = isTurned ? [right, left] : [left, right]
  const word = comparisons[isTurned && isComparison(op) ? turned[op] : op] ?? op
  const value = numberOf(limit)
  return { what, word, told: value === undefined || !isSpan(bare(what)) ? operand(limit) : amount(value, 'seconds') }
}

/** Values that a comparison lets through, or whether it holds. */
function filtered(expr: Binary): string {
  const { what, word, told } = saidOf(expr)
  if (expr.bool === true) return `whether ${measure(what)} ${word} ${told} (1 or 0)`
  return `${measure(what)}, where that ${word} ${told}`
}

const isTime = (expr: Expr): boolean => {
  const inner = bare(expr)
  return inner.is === 'call' && inner.fn === 'time'
}

/** How long ago something was, or how soon it will be. */
const isSpan = (expr: Expr): boolean => expr.is === 'binary' && expr.op === '-' && [expr.left, expr.right].some(isTime)

/** What a span is counted in. */
const unitOf = ({ op, left, right }: Binary): string | undefined =>
  op === '/' && isSpan(bare(left)) ? spans[numberOf(right) ?? 0] : undefined

const spans: Readonly<Record<number, string>> = { 60: 'minutes', 3600: 'hours', 86400: 'days' }

function agoOf(expr: Expr): string {
  if (expr.is !== 'selector' && expr.is !== 'subquery') return ''
  const { offset, at } = expr
  const ago = offset?.startsWith('-') ? ` ${offset.slice(1)} later` : offset === undefined ? '' : ` ${offset} ago`
  return at === undefined ? ago : `${ago} as of ${at}`
}

const firstSelector = (expr: Expr): Selector | undefined =>
  expr.is === 'selector'
    ? expr
    : children(expr)
        .map(firstSelector)
        .find((each) => each !== undefined)

const rangesIn = (expr: Expr): readonly string[] =>
  (expr.is === 'selector' || expr.is === 'subquery') && expr.range !== undefined
    ? [expr.range]
    : children(expr).flatMap(rangesIn)
