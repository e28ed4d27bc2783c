import { listed } from '../language/demands/shown.ts'
import { printDuration } from '../promql/duration.ts'
import { infer } from '../promql/infer/infer.ts'
import { nameOf as unitName } from '../promql/infer/unit.ts'
import type { Binary, Expr, Grouping } from '../promql/tree.ts'
import { isComparison, turned } from '../promql/types/binary.ts'
import { bare } from '../promql/walk.ts'
import { affine, numberOf } from '../witness/affine.ts'
import type { Metrics } from '../witness/ground.ts'
import { schemaOf } from '../witness/impossible.ts'
import { amount } from './amount.ts'
import { bareText, compared, comparisons, labelled, measure } from './measure.ts'

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
  const what = shortened(condition(expr, unitOf))
  const each = eachOf(expr)
  const waits = [
    ...(each === '' ? [] : [each]),
    ...(hold === 0 ? ['at once'] : [`for ${printDuration(hold)}`]),
    ...(keepFiringFor === 0 ? [] : [`and it fires for ${printDuration(keepFiringFor)} more once that is over`]),
  ]
  return `Fires ${what.startsWith('always') ? '' : 'when '}${what}, ${waits.join(', ')}.`
}

/** Of a long sentence first the long values of labels are cut, then all that is said of labels, and then the rest. */
function shortened(said: string): string {
  if (said.length <= longest) return said
  const brief = said.replace(/"((?:[^"\\]|\\.){12})(?:[^"\\]|\\.)+"/g, '"$1…"')
  if (brief.length <= longest) return brief
  const bald = brief.replace(/\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g, '{…}')
  return bald.length <= longest ? bald : `${bald.slice(0, longest)}…`
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
    const [of] = expr.args
    const range = of?.is === 'selector' ? of.range : undefined
    if (of !== undefined && of.is !== 'selector') return `nothing is there where ${condition(of, unitOf)}`
    return `there is no ${of === undefined ? 'series' : bareText(of)}${range === undefined ? '' : ` for ${range}`}`
  }
  if (expr.is === 'binary') {
    const join = labelled(expr)
    if (join !== undefined && isClause(join.of)) return `${condition(join.of, unitOf)}, ${join.by}`
    const link = links[expr.op]
    if (link !== undefined) return `${linked(expr.left, expr.op, unitOf)}, ${link} ${part(expr.right, expr.op, unitOf)}`
    if (comparisons[expr.op] !== undefined && expr.bool !== true) return comparison(expr, unitOf)
  }
  if (expr.is === 'call' && expr.fn === 'vector') return 'always, whatever is there'
  const passed = passing(expr)
  return passed === undefined ? `there is any value of ${measure(expr)}` : condition(passed, unitOf)
}

const links: Readonly<Record<string, string>> = { and: 'while', or: 'or', unless: 'unless' }

/** The left side of a link: several in a row are read one after the other. */
const linked = (expr: Expr, op: string, unitOf: UnitOf): string => {
  const inner = bare(expr)
  const isSame = inner.is === 'binary' && links[inner.op] !== undefined && (inner.op === 'or') === (op === 'or')
  return isSame ? condition(expr, unitOf) : part(expr, op, unitOf)
}

/** A clause beside others: what has links of its own stands in parentheses. */
const part = (expr: Expr, op: string, unitOf: UnitOf): string => {
  const inner = bare(expr)
  const isLinked = inner.is === 'binary' && links[inner.op] !== undefined && !(op === 'or' && inner.op === 'or')
  return isLinked ? `(${condition(expr, unitOf)})` : condition(expr, unitOf)
}

/** Whether an expression answers only where something holds. */
function isClause(expr: Expr): boolean {
  const inner = bare(expr)
  if (inner.is === 'binary' && (comparisons[inner.op] !== undefined || links[inner.op] !== undefined))
    return inner.bool !== true
  return passing(inner) !== undefined
}

/** The clause inside of what only changes its values, or takes them together. */
function passing(expr: Expr): Expr | undefined {
  const of =
    expr.is === 'aggregation'
      ? expr.expr
      : expr.is === 'call' && /^(?:label_replace|label_join|sort|sort_desc|round|ceil|floor|abs)$/.test(expr.fn)
        ? expr.args[0]
        : expr.is === 'binary' && /^[-+*/]$/.test(expr.op)
          ? beside(expr)
          : undefined
  return of !== undefined && isClause(of) ? of : undefined
}

/** What a number is computed with. */
const beside = ({ left, right }: Binary): Expr | undefined =>
  numberOf(left) !== undefined ? right : numberOf(right) !== undefined ? left : undefined

function comparison({ op, left, right }: Binary, unitOf: UnitOf): string {
  const isTurned = numberOf(left) !== undefined && numberOf(right) === undefined
  const [what, limit] = isTurned ? [right, left] : [left, right]
  const word = comparisons[isTurned && isComparison(op) ? turned[op] : op] ?? op
  const value = numberOf(limit)
  const told = value === undefined ? compared(limit) : amount(value, unitBeside(value, unitOf(what)))
  const before = bare(what)
  // `3 <= x < 20`: what is let through is compared once more.
  const isTwice = before.is === 'binary' && comparisons[before.op] !== undefined && before.bool !== true
  return isTwice ? `${comparison(before, unitOf)} and ${word} ${told}` : `${compared(what)} ${word} ${told}`
}

/** What there is one alert for. */
function eachOf(expr: Expr): string {
  const found = groupingOf(expr)
  // A quantile takes the buckets together.
  const grouping =
    typeof found === 'object' ? { ...found, labels: found.labels.filter((label) => label !== 'le') } : found
  // What is taken together would else read like several alerts.
  if (grouping === 'everything') return bare(expr).is === 'aggregation' && isClause(expr) ? 'in one alert for all' : ''
  if (grouping === undefined) return 'for each series'
  if (grouping.kind === 'by') return grouping.labels.length === 0 ? '' : `for each ${listed(grouping.labels, 'and')}`
  if (grouping.labels.length === 0) return 'for each series'
  return `for each series with ${listed(grouping.labels, 'and')} taken together`
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
      // Of two that match one to one only these labels are left.
      if (expr.matching?.kind === 'on' && expr.matching.group === undefined && !(expr.op in links))
        return affine(expr.right) === undefined ? { kind: 'by', labels: expr.matching.labels } : groupingOf(expr.left)
      return groupingOf(expr.matching?.group?.side === 'right' ? expr.right : expr.left)
    case 'number':
      return 'everything'
    default:
      return undefined
  }
}
