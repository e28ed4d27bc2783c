import { exprOf } from '../../language/plain.ts'
import { functions } from '../../promql/functions.ts'
import type { Aggregation, Call, Expr, Selector, Subquery } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import { list, object, quoted } from '../code.ts'
import { sayBinary } from './binary.ts'
import { calling, close, type Given, type Said, type Scope, saysTheSame, using } from './said.ts'
import { saySelector } from './selector.ts'

/** A query in the words of the language; `undefined` where they cannot say it. Its window and offset are left to be said. */
export function say(expr: Expr, scope: Scope): Said | undefined {
  switch (expr.is) {
    case 'paren':
      return say(expr.expr, scope)
    case 'number':
      return Number.isFinite(expr.value) ? numeral(expr.value) : undefined
    case 'unary':
      return expr.op === '-' && bare(expr.expr).is === 'number'
        ? checked(numeral(-(bare(expr.expr) as { value: number }).value), expr)
        : undefined
    case 'selector':
      return expr.range === undefined ? saySelector(expr, scope) : undefined
    case 'call':
      return checked(sayCall(expr, scope), expr)
    case 'aggregation':
      return checked(sayAggregation(expr, scope), expr)
    case 'binary':
      return sayBinary(expr, (part) => say(part, scope))
    default:
      return undefined
  }
}

const checked = (said: Said | undefined, expr: Expr): Said | undefined =>
  said !== undefined && saysTheSame(said, expr) ? said : undefined

const numeral = (value: number): Said => ({
  code: String(value),
  value,
  window: undefined,
  offset: undefined,
  isPlain: false,
})

const own: Readonly<Record<string, string>> = {
  rate: 'rate',
  increase: 'increase',
  max_over_time: 'maxOverTime',
  min_over_time: 'minOverTime',
  avg_over_time: 'avgOverTime',
  stddev_over_time: 'stdDevOverTime',
  count_over_time: 'countOverTime',
  deriv: 'derivative',
  changes: 'changes',
}

function sayCall(expr: Call, scope: Scope): Said | undefined {
  const { fn, args } = expr
  if (fn === 'histogram_quantile') {
    const quantile = sayQuantile(expr, scope)
    if (quantile !== undefined) return quantile
  }
  const due = functions.get(fn)?.args ?? []
  const parts: (Said | Given)[] = []
  let window: string | undefined
  for (const [at, arg] of args.entries()) {
    const given = bare(arg)
    if (given.is === 'string') {
      parts.push({ code: quoted(given.value), value: given.value })
      continue
    }
    const isRange = (due[at] ?? due.at(-1)) === 'matrix'
    if (isRange) {
      const ranged = sayRange(given, scope)
      if (ranged === undefined) return undefined
      window = ranged.window
      // The word adds the range: the part itself has none.
      parts.push({ ...ranged.said, window: undefined })
      continue
    }
    const said = say(given, scope)
    if (said === undefined) return undefined
    parts.push(said)
  }
  const word = own[fn]
  const [first] = parts
  if (word !== undefined && parts.length === 1 && window !== undefined) {
    const said = using(word, parts)
    const windowed = said && { ...said, window }
    if (windowed !== undefined && saysTheSame(windowed, expr)) return windowed
  }
  if (fn === 'absent' && first !== undefined) {
    const said = using('absent', parts)
    if (said !== undefined && saysTheSame(said, expr)) return said
  }
  if (args.length === 0 && clock[fn] !== undefined) return using(clock[fn] ?? '', [])
  const said = using('apply', [{ code: quoted(fn), value: fn }, ...parts], true)
  if (said === undefined || window === undefined) return said
  return said.window === undefined || said.window === window ? { ...said, window } : undefined
}

const clock: Readonly<Record<string, string>> = {
  hour: 'hour',
  day_of_week: 'dayOfWeek',
  day_of_month: 'dayOfMonth',
  month: 'month',
}

/** What a function looks back over, without its range. */
function sayRange(expr: Expr, scope: Scope): { readonly said: Said; readonly window: string } | undefined {
  if (expr.is === 'selector' && expr.range !== undefined) {
    const { range, ...instant } = expr as Selector & { readonly range: string }
    const said = saySelector(instant, scope)
    return said && { said, window: range }
  }
  if (expr.is !== 'subquery' || expr.step !== undefined || expr.offset !== undefined || expr.at !== undefined)
    return undefined
  const { range, expr: inner } = expr as Subquery
  const said = say(inner, scope)
  if (said === undefined || typeof said.value === 'number' || exprOf(said.value).is === 'selector') return undefined
  // What is inside looks back, too, and over a time of its own.
  if (said.window !== undefined) return undefined
  return { said, window: range }
}

function sayQuantile({ args: [share, inner] }: Call, scope: Scope): Said | undefined {
  const [q, sum] = [share && bare(share), inner && bare(inner)]
  if (q?.is !== 'number' || sum?.is !== 'aggregation' || sum.op !== 'sum' || sum.grouping?.kind !== 'by')
    return undefined
  const rate = bare(sum.expr)
  if (rate.is !== 'call' || rate.fn !== 'rate') return undefined
  const [arg] = rate.args
  const ranged = arg && sayRange(bare(arg), scope)
  if (ranged === undefined) return undefined
  const said = using('quantile', [
    { code: String(q.value), value: q.value },
    { ...ranged.said, window: undefined },
  ])
  const by = sum.grouping.labels.filter((label) => label !== 'le')
  const split = said && by.length > 0 ? calling(said, 'by', by.map(labelGiven)) : said
  return split && { ...split, window: ranged.window }
}

const labelGiven = (label: string): Given => ({ code: quoted(label), value: label })

const aggregations: Readonly<Record<string, string>> = {
  sum: 'sum',
  max: 'max',
  min: 'min',
  avg: 'avg',
  count: 'count',
  stddev: 'stdDev',
}
const ranked: Readonly<Record<string, string>> = { topk: 'topK', bottomk: 'bottomK' }

function sayAggregation(expr: Aggregation, scope: Scope): Said | undefined {
  const { op, grouping, param } = expr
  const of = say(expr.expr, scope)
  if (of === undefined) return undefined
  const word = aggregations[op]
  if (word !== undefined && grouping?.kind !== 'without') {
    const said = using(word, [of])
    const split = said && grouping ? calling(said, 'by', grouping.labels.map(labelGiven)) : said
    if (split !== undefined && saysTheSame(split, expr)) return split
  }
  const number = param && bare(param)
  if (ranked[op] !== undefined && grouping === undefined && number?.is === 'number') {
    // What is ranked has its window already.
    const ready = close(of)
    const said = ready && using(ranked[op] ?? '', [{ code: String(number.value), value: number.value }, ready])
    if (said !== undefined && saysTheSame(said, expr)) return said
  }
  return sayPlainly(expr, of, scope)
}

function sayPlainly({ op, grouping, param }: Aggregation, of: Said, scope: Scope): Said | undefined {
  const given = param && bare(param)
  const parameter =
    given === undefined
      ? undefined
      : given.is === 'string'
        ? { code: quoted(given.value), value: given.value }
        : given.is === 'number'
          ? say(given, scope)
          : undefined
  if (given !== undefined && parameter === undefined) return undefined
  const labels = grouping && {
    code: list(grouping.labels.map(quoted)),
    value: grouping.labels,
  }
  const entries = [
    ...(grouping && labels ? [[grouping.kind, labels] as const] : []),
    ...(parameter ? [['param', parameter] as const] : []),
  ]
  const about: Given = {
    code: object(entries.map(([key, { code }]) => [key, code])),
    value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
  }
  return using('aggregate', [{ code: quoted(op), value: op }, of, ...(entries.length > 0 ? [about] : [])], true)
}
