import type { Comparison } from '../promql/infer/domain.ts'
import { print } from '../promql/print.ts'
import type { Binary, Expr, Selector } from '../promql/tree.ts'
import { isComparison, turned } from '../promql/types/binary.ts'
import { bare } from '../promql/walk.ts'
import { affine, numberOf } from './affine.ts'
import { type Hours, isOfCalendar } from './calendar.ts'
import { Underivable } from './underivable.ts'
import { isGuard } from './usual.ts'

/** One thing that a condition asks: how a value compares with a number, whether series are gone, or whether they are there. */
export type Atom =
  | Comparing
  | { readonly asks: 'absence'; readonly selector: Selector }
  | { readonly asks: 'presence'; readonly expr: Expr }

/** How a value compares with a number; `isRelative` where the value is the quotient of two that are compared. */
export interface Comparing {
  readonly asks: 'value'
  readonly expr: Expr
  readonly op: Comparison
  readonly value: number
  readonly isRelative?: true
}

/** One way for a condition to be true: all of `holds`, and none of `fails`. */
export interface Way {
  readonly holds: readonly Atom[]
  readonly fails: readonly Atom[]
  /** Where it is asked at some hours only. */
  readonly hours?: readonly Hours[]
}

/** The ways in which a condition can be true: `a or b` has two. Throws `Underivable`. */
export function waysOf(expr: Expr): readonly Way[] {
  if (expr.is === 'paren') return waysOf(expr.expr)
  if (isAlways(expr)) return [{ holds: [], fails: [] }]
  if (expr.is === 'call' && expr.fn === 'absent' && expr.args[0]?.is === 'selector')
    return [{ holds: [{ asks: 'absence', selector: expr.args[0] }], fails: [] }]
  if (expr.is === 'call' && expr.fn === 'absent_over_time' && expr.args[0]?.is === 'selector') {
    const { range: _, ...selector } = expr.args[0]
    return [{ holds: [{ asks: 'absence', selector }], fails: [] }]
  }
  const around = answersWith(expr)
  if (around !== undefined) return waysOf(around)
  if (expr.is === 'selector') return [{ holds: [{ asks: 'presence', expr }], fails: [] }]
  if (expr.is !== 'binary') throw new Underivable(`${print(expr)} is compared with nothing`)
  const { op, left, right } = expr
  if (op === 'or') return [...waysOf(left), ...waysOf(right)]
  if ((op === 'and' || op === 'unless') && isOfCalendar(right))
    return waysOf(left).map((way) => ({ ...way, hours: [...(way.hours ?? []), { expr: right, holds: op === 'and' }] }))
  if (op === 'and' && isOfCalendar(left))
    return waysOf(right).map((way) => ({ ...way, hours: [{ expr: left, holds: true }, ...(way.hours ?? [])] }))
  if (op === 'and') return crossed(waysOf(left), waysOf(right))
  if (op === 'unless') {
    const fails = waysOf(right).map(only)
    return waysOf(left).map((way) => both(way, { holds: [], fails }))
  }
  const compared = comparedWith(expr) ?? comparedWithOther(expr)
  if (isAnswer(expr)) return crossed(waysOf(left), waysOf(right))
  if (compared === undefined) throw new Underivable(`${print(expr)} is compared with nothing`)
  return filtered(compared)
}

/** The part without which an expression has no answer, and with which it has one: `min(x == 0)` fires where x is 0. */
function answersWith(expr: Expr): Expr | undefined {
  if (expr.is === 'unary') return expr.expr
  if (expr.is === 'aggregation') return expr.expr
  if (expr.is === 'call' && answering.has(expr.fn)) return expr.args[0]
  if (expr.is !== 'binary' || !isAnswer(expr)) return undefined
  if (affine(expr.right) !== undefined) return expr.left
  return affine(expr.left) === undefined ? undefined : expr.right
}

/** Arithmetic, and a comparison that answers 0 or 1: both answer whatever the values are. */
const isAnswer = ({ op, bool }: Binary): boolean => bool === true || /^(?:[-+*/%^]|atan2)$/.test(op)

const answering = new Set([
  ...['abs', 'ceil', 'floor', 'round', 'sgn', 'sqrt', 'exp', 'ln', 'clamp_min', 'clamp_max', 'sort', 'sort_desc'],
  ...['label_replace', 'label_join'],
])

/** `(x >= 100) > 0` asks two things of x. */
function filtered(atom: Comparing): readonly Way[] {
  const inner = bare(atom.expr)
  if (inner.is !== 'binary' || !isComparison(inner.op) || inner.bool || isGuard(inner))
    return [{ holds: [atom], fails: [] }]
  const measured = comparedWith(inner)?.expr ?? inner.left
  return waysOf(inner).map((way) => ({ ...way, holds: [...way.holds, { ...atom, expr: measured }] }))
}

/** The comparison with a number that an expression is, the number on the right; `undefined` for others. */
export function comparedWith({ op, left, right }: Binary): Comparing | undefined {
  if (!isComparison(op)) return undefined
  const [a, b] = [numberOf(left), numberOf(right)]
  if (b !== undefined && a === undefined) return { asks: 'value', expr: left, op, value: b }
  return a === undefined || b !== undefined ? undefined : { asks: 'value', expr: right, op: turned[op], value: a }
}

/** A comparison with the time, or with what other series say. */
export function comparedWithOther({ op, left, right, matching }: Binary): Comparing | undefined {
  if (!isComparison(op)) return undefined
  const [a, b] = [affine(left), affine(right)]
  if (b !== undefined) return { asks: 'value', expr: sinceNow(left), op, value: b.more }
  if (a !== undefined) return { asks: 'value', expr: sinceNow(right), op: turned[op], value: a.more }
  const beside = (by: '/' | '-', other: Expr): Expr => ({
    ...{ is: 'binary', op: by, left, right: other },
    ...(matching ? { matching } : {}),
  })
  const { more, than } = moved(right)
  if (more !== 0) return { asks: 'value', expr: beside('-', than), op, value: more }
  const { factor, of } = scaled(right)
  return { asks: 'value', expr: beside('/', of), op, value: factor, isRelative: true }
}

/** `other + 20` is 20 more than the other. */
function moved(expr: Expr): { readonly more: number; readonly than: Expr } {
  const sum = bare(expr)
  const number = sum.is === 'binary' && (sum.op === '+' || sum.op === '-') ? numberOf(sum.right) : undefined
  if (sum.is !== 'binary' || number === undefined) return { more: 0, than: expr }
  return { more: sum.op === '+' ? number : -number, than: sum.left }
}

/** `0.1 * whole` is a tenth of the whole. */
function scaled(expr: Expr): { readonly factor: number; readonly of: Expr } {
  const product = bare(expr)
  if (product.is !== 'binary' || product.op !== '*') return { factor: 1, of: expr }
  const [a = 0, b = 0] = [numberOf(product.left), numberOf(product.right)]
  if (a > 0) return { factor: a, of: product.right }
  return b > 0 ? { factor: b, of: product.left } : { factor: 1, of: expr }
}

const sinceNow = (left: Expr): Expr => ({
  is: 'binary',
  op: '-',
  left,
  right: { is: 'call', fn: 'time', args: [] },
})

/** `always` needs no series, `liveness` fires when some are gone, `threshold` when a value crosses a line. */
export type AlertClass = 'always' | 'liveness' | 'threshold'

/** The class of an alert, which the ways of its conditions tell. */
export function classOf(ways: readonly Way[]): AlertClass {
  if (ways.every(({ holds, fails }) => holds.length + fails.length === 0)) return 'always'
  return ways.some(firesOnAbsence) ? 'liveness' : 'threshold'
}

const firesOnAbsence = ({ holds, fails }: Way): boolean =>
  fails.length > 0 || holds.some(({ asks }) => asks === 'absence')

/** A number that is always there. */
const isAlways = (expr: Expr): boolean => expr.is === 'call' && expr.fn === 'vector' && expr.args[0]?.is === 'number'

/** More are not told apart: `(a or b) and (c or d) and …` doubles them each time. */
const mostWays = 64

function crossed(left: readonly Way[], right: readonly Way[]): readonly Way[] {
  if (left.length * right.length > mostWays) throw new Underivable(`it can be true in more than ${mostWays} ways`)
  return left.flatMap((a) => right.map((b) => both(a, b)))
}

const both = (a: Way, b: Way): Way => {
  const hours = [...(a.hours ?? []), ...(b.hours ?? [])]
  return { holds: [...a.holds, ...b.holds], fails: [...a.fails, ...b.fails], ...(hours.length > 0 ? { hours } : {}) }
}

function only({ holds: [first, ...others], fails }: Way): Atom {
  if (first !== undefined && others.length === 0 && fails.length === 0) return first
  throw new Underivable('several conditions together are excepted by one unless')
}
