import { printDuration } from '../promql/duration.ts'
import { infer } from '../promql/infer/infer.ts'
import { isPartOf } from '../promql/infer/part-of.ts'
import { nameOf as unitName } from '../promql/infer/unit.ts'
import { printLine } from '../promql/print.ts'
import type { Binary, Call, Expr, Grouping, Selector } from '../promql/tree.ts'
import { affine, numberOf } from '../witness/affine.ts'
import type { Metrics } from '../witness/ground.ts'
import { plain } from '../witness/humanize.ts'
import { schemaOf } from '../witness/impossible.ts'
import { isGuard } from '../witness/usual.ts'
import { amount } from './amount.ts'

/** More letters are no sentence any more. */
const longest = 400

interface Waits {
  readonly expr: Expr
  readonly for: number
  readonly keepFiringFor: number
}

/** What a condition asks, in one sentence: `Fires when the p95 of … over 5m is above 500ms, for each operation, for 5m.` Durations in milliseconds. */
export function sentenceOf({ expr, for: hold, keepFiringFor }: Waits, metrics: Metrics): string {
  const unitOf = unitsIn(expr, metrics)
  const said = condition(expr, unitOf)
  const what = said.length > longest ? `${said.slice(0, longest)}…` : said
  const each = eachOf(expr)
  const waits = [
    ...(each === '' ? [] : [each]),
    ...(hold === 0 ? ['at once'] : [`for ${printDuration(hold)}`]),
    ...(keepFiringFor === 0 ? [] : [`and it fires for ${printDuration(keepFiringFor)} more once that is over`]),
  ]
  return `Fires ${what.startsWith('always') ? '' : 'when '}${what}, ${waits.join(', ')}.`
}

type UnitOf = (part: Expr) => string | undefined

/** The names of the units of a condition's parts; a yes or no is 1 or 0, and no share. */
export function unitsIn(expr: Expr, metrics: Metrics): UnitOf {
  const { of } = infer(expr, schemaOf(metrics))
  return (part) => {
    const { kind, unit } = of(part)
    return kind === 'state' || kind === 'info' ? undefined : unitName(unit)
  }
}

/** A number without a unit is a share of something where it is compared with one; a load of 4.5 is not 450%. */
export const unitBeside = (value: number, unit: string | undefined): string | undefined =>
  unit === 'ratio' && Math.abs(value) > 1 ? undefined : unit

/** A clause that is true or not. */
function condition(expr: Expr, unitOf: UnitOf): string {
  if (expr.is === 'paren') return condition(expr.expr, unitOf)
  if (expr.is === 'call' && /^absent(?:_over_time)?$/.test(expr.fn)) {
    const [inner] = expr.args
    const range = inner?.is === 'selector' ? inner.range : undefined
    if (inner !== undefined && inner.is !== 'selector') return `nothing is there where ${condition(inner, unitOf)}`
    return `there is no ${inner === undefined ? 'series' : bareText(inner)}${range === undefined ? '' : ` for ${range}`}`
  }
  if (expr.is === 'binary') {
    const { op, left, right } = expr
    if (op === 'and') return `${condition(left, unitOf)}, while ${condition(right, unitOf)}`
    if (op === 'or') return `${condition(left, unitOf)}, or ${condition(right, unitOf)}`
    if (op === 'unless') return `${condition(left, unitOf)}, unless ${condition(right, unitOf)}`
    const word = compared[op]
    if (word !== undefined && expr.bool !== true) return comparison(expr, word, unitOf)
  }
  if (expr.is === 'call' && expr.fn === 'vector') return 'always, whatever is there'
  return `there is any value of ${measure(expr)}`
}

const compared: Readonly<Record<string, string>> = {
  '>': 'is above',
  '<': 'is below',
  '>=': 'is at least',
  '<=': 'is at most',
  '==': 'is',
  '!=': 'is not',
}

const turned: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' }

function comparison({ op, left, right }: Binary, word: string, unitOf: UnitOf): string {
  const [a, b] = [numberOf(left), numberOf(right)]
  if (a !== undefined && b === undefined)
    return `${measure(right)} ${compared[turned[op] ?? op]} ${amount(a, unitBeside(a, unitOf(right)))}`
  return `${measure(left)} ${word} ${b === undefined ? measure(right) : amount(b, unitBeside(b, unitOf(left)))}`
}

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

const overTime: Readonly<Record<string, string>> = {
  avg_over_time: 'the mean of',
  max_over_time: 'the highest',
  min_over_time: 'the lowest',
  sum_over_time: 'the sum of the samples of',
  count_over_time: 'the number of samples of',
  last_over_time: 'the last',
  stddev_over_time: 'the standard deviation of',
  quantile_over_time: 'a quantile of',
  rate: 'how much',
  irate: 'how much',
  increase: 'how much',
  delta: 'how much',
  idelta: 'how much',
  deriv: 'how much',
  changes: 'how often',
  resets: 'how often',
}

const endings: Readonly<Record<string, string>> = {
  rate: 'grows a second',
  irate: 'grows a second, by the last two samples,',
  increase: 'grows',
  delta: 'changes',
  idelta: 'changes, by the last two samples,',
  deriv: 'changes a second, by its trend,',
  changes: 'changes',
  resets: 'starts from 0 again',
}

/** A noun for what is measured. */
function measure(expr: Expr): string {
  switch (expr.is) {
    case 'paren':
      return measure(expr.expr)
    case 'number':
      return plain(expr.value)
    case 'selector':
      return selectorText(expr)
    case 'unary':
      return expr.op === '-' ? `the negative of ${measure(expr.expr)}` : measure(expr.expr)
    case 'aggregation': {
      const inside = measure(expr.expr)
      const word = aggregated[expr.op]
      if (word === undefined) {
        const ranked = expr.op === 'topk' ? 'the highest' : expr.op === 'bottomk' ? 'the lowest' : expr.op
        const number = expr.param === undefined ? '' : ` ${printLine(expr.param)}`
        return `${ranked}${number} of ${inside}`
      }
      // A sum of what grows is what grows in all.
      return expr.op === 'sum' && /^(?:how|the p\d)/.test(inside) ? inside : `${word} ${inside}`
    }
    case 'call':
      return called(expr)
    case 'binary':
      return computed(expr)
    case 'subquery':
      return measure(expr.expr)
    default:
      return printLine(expr)
  }
}

function called(expr: Call): string {
  const [first, second] = expr.args
  if (expr.fn === 'histogram_quantile' && second !== undefined) {
    const q = first === undefined ? undefined : numberOf(first)
    const rank = q === undefined ? 'a quantile' : `the p${plain(Number((q * 100).toPrecision(6)))}`
    const [range] = rangesIn(second)
    return `${rank} of ${bareText(second).replace(/_bucket\b/, '')}${range === undefined ? '' : ` over ${range}`}`
  }
  if (expr.fn === 'predict_linear' && first !== undefined) {
    const ahead = second === undefined ? undefined : numberOf(second)
    const when = ahead === undefined || ahead < 0 ? 'later' : `in ${printDuration(ahead * 1000)}`
    return `what ${bareText(first)} will be ${when} by its trend over ${rangesIn(first)[0] ?? 'its window'}`
  }
  const word = overTime[expr.fn]
  const argument = expr.args.find((arg) => numberOf(arg) === undefined)
  if (word !== undefined && argument !== undefined) {
    const ending = endings[expr.fn]
    const of = argument.is === 'subquery' ? measure(argument.expr) : bareText(argument)
    const range = argument.is === 'subquery' || argument.is === 'selector' ? argument.range : rangesIn(argument)[0]
    return `${word} ${of}${ending === undefined ? '' : ` ${ending}`}${range === undefined ? '' : ` within ${range}`}${agoOf(argument)}`
  }
  if (expr.fn === 'time') return 'the present time'
  if (expr.fn === 'absent' && first !== undefined) return `the lack of ${bareText(first)}`
  if (
    /^(?:abs|sort|sort_desc|label_replace|label_join|scalar|round|ceil|floor|clamp_min|clamp_max)$/.test(expr.fn) &&
    first
  )
    return `${expr.fn === 'abs' ? 'the size of ' : ''}${measure(first)}`
  return printLine(expr)
}

function computed(expr: Binary): string {
  const { op, left, right } = expr
  if (op === '*' && numberOf(right) === 100 && inner(left).is === 'binary') return `${measure(left)} in percent`
  if (op === '*' && numberOf(left) === 100 && inner(right).is === 'binary') return `${measure(right)} in percent`
  if (op === '/' && numberOf(right) === undefined) {
    const guarded = inner(right)
    const whole = guarded.is === 'binary' && isGuard(guarded) ? guarded.left : guarded
    return `${measure(left)}, ${isPartOf(left, whole) === 'part' ? 'as a share of' : 'divided by'} ${measure(whole)}`
  }
  if (op === '-' && isTime(left)) return `the age of ${measure(right)}`
  if (op === '-' && isTime(right)) return `the time until ${measure(left)}`
  const word = arithmetic[op]
  if (word !== undefined) return `${measure(left)} ${word} ${measure(right)}`
  return compared[op] === undefined ? printLine(expr) : filtered(expr)
}

/** Values that a comparison lets through, or whether it holds. */
function filtered({ op, bool, left, right }: Binary): string {
  const isTurned = numberOf(left) !== undefined && numberOf(right) === undefined
  const [what, limit] = isTurned ? [right, left] : [left, right]
  const word = compared[isTurned ? (turned[op] ?? op) : op] ?? op
  const value = numberOf(limit)
  const told = value === undefined || !isSpan(what) ? measure(limit) : amount(value, 'seconds')
  if (bool === true) return `whether ${measure(what)} ${word} ${told} (1 or 0)`
  return `${measure(what)}, where that ${word} ${told},`
}

const arithmetic: Readonly<Record<string, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
  or: 'or, where there is none,',
  and: 'where there is',
  unless: 'where there is no',
}

const inner = (expr: Expr): Expr => (expr.is === 'paren' ? inner(expr.expr) : expr)

const isTime = (expr: Expr): boolean => {
  const bare = inner(expr)
  return bare.is === 'call' && bare.fn === 'time'
}

/** How long ago something was, or how soon it will be. */
const isSpan = (expr: Expr): boolean => {
  const bare = inner(expr)
  return bare.is === 'binary' && bare.op === '-' && (isTime(bare.left) || isTime(bare.right))
}

const selectorText = (selector: Selector): string => `${bareText(selector)}${agoOf(selector)}`

const agoOf = (expr: Expr): string =>
  (expr.is === 'selector' || expr.is === 'subquery') && expr.offset !== undefined ? ` ${expr.offset} ago` : ''

/** The series alone that an expression reads first. */
function bareText(expr: Expr): string {
  const selector = firstSelector(expr)
  if (selector === undefined) return printLine(expr)
  const { metric, matchers } = selector
  return printLine({ is: 'selector', ...(metric === undefined ? {} : { metric }), matchers })
}

function firstSelector(expr: Expr): Selector | undefined {
  if (expr.is === 'selector') return expr
  const inside =
    'args' in expr ? expr.args : 'left' in expr ? [expr.left, expr.right] : 'expr' in expr ? [expr.expr] : []
  for (const each of inside) {
    const found = firstSelector(each)
    if (found !== undefined) return found
  }
  return undefined
}

function rangesIn(expr: Expr): readonly string[] {
  if ((expr.is === 'selector' || expr.is === 'subquery') && expr.range !== undefined) return [expr.range]
  const inside =
    'args' in expr ? expr.args : 'left' in expr ? [expr.left, expr.right] : 'expr' in expr ? [expr.expr] : []
  return inside.flatMap(rangesIn)
}

/** What there is one alert for. */
function eachOf(expr: Expr): string {
  const found = groupingOf(expr)
  // A quantile takes the buckets together.
  const grouping =
    typeof found === 'object' ? { ...found, labels: found.labels.filter((label) => label !== 'le') } : found
  if (grouping === 'everything') return ''
  if (grouping === undefined) return 'for each series'
  if (grouping.kind === 'by') return grouping.labels.length === 0 ? '' : `for each ${listed(grouping.labels)}`
  if (grouping.labels.length === 0) return 'for each series'
  return `for each series without ${listed(grouping.labels)}`
}

function groupingOf(expr: Expr): Grouping | 'everything' | undefined {
  switch (expr.is) {
    case 'paren':
    case 'unary':
      return groupingOf(expr.expr)
    case 'aggregation':
      if (/^(?:topk|bottomk)$/.test(expr.op)) return groupingOf(expr.expr)
      return expr.grouping ?? 'everything'
    case 'call': {
      if (/^(?:absent|vector|time|scalar)/.test(expr.fn)) return 'everything'
      const argument = expr.args.find((arg) => arg.is !== 'number' && arg.is !== 'string')
      return argument === undefined ? 'everything' : groupingOf(argument)
    }
    case 'binary':
      if (affine(expr.left) !== undefined) return groupingOf(expr.right)
      return groupingOf(expr.matching?.group?.side === 'right' ? expr.right : expr.left)
    case 'number':
      return 'everything'
    default:
      return undefined
  }
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
