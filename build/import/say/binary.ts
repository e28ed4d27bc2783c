import { Condition } from '../../language/condition.ts'
import { Timestamp } from '../../language/metric.ts'
import { Query } from '../../language/query.ts'
import type { Unit } from '../../language/units.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import { type Code, list, object, quoted } from '../code.ts'
import { amountOf } from './amount.ts'
import { calling, type Given, type Said, saysTheSame, using, whole } from './said.ts'

type Say = (expr: Expr) => Said | undefined

/** Two sides and what stands between them, by the first of the ways that says the same. */
export function sayBinary(expr: Binary, say: Say): Said | undefined {
  const age = sayAge(expr, say)
  if (age !== undefined) return age
  const [left, right] = [say(expr.left), say(expr.right)]
  if (left === undefined || right === undefined) return undefined
  for (const way of [shareOf, computed, compared, joined, zeroed]) {
    const said = way(expr, left, right, say)
    if (said !== undefined && saysTheSame(said, expr)) return said
  }
  const said = plainly(expr, left, right)
  return said !== undefined && saysTheSame(said, expr) ? said : undefined
}

type Way = (expr: Binary, left: Said, right: Said, say: Say) => Said | undefined

/** Since a moment, or until one. */
function sayAge(expr: Binary, say: Say): Said | undefined {
  if (expr.op !== '-' || expr.matching !== undefined) return undefined
  const [isSince, isUntil] = [isTime(expr.left), isTime(expr.right)]
  if (isSince === isUntil) return undefined
  const moment = say(isSince ? expr.right : expr.left)
  if (moment === undefined || !(moment.value instanceof Timestamp) || moment.offset !== undefined) return undefined
  const said = using(isSince ? 'age' : 'until', [moment])
  return said !== undefined && saysTheSame(said, expr) ? said : undefined
}

const isTime = (expr: Expr): boolean =>
  expr.is === 'paren' ? isTime(expr.expr) : expr.is === 'call' && expr.fn === 'time' && expr.args.length === 0

/** A part of a whole that is left out where it is 0. */
const shareOf: Way = (expr, left, _, say) => {
  if (expr.op !== '/') return undefined
  const whole = guarded(expr.right)
  const divisor = whole && say(whole)
  if (divisor === undefined || divisor.isPlain !== left.isPlain) return undefined
  const on = onOf(expr)
  return using('ratio', [left, divisor, ...on]) ?? using('mean', [left, divisor, ...on])
}

/** What stands before `> 0`. */
function guarded(expr: Expr): Expr | undefined {
  if (expr.is === 'paren') return guarded(expr.expr)
  return expr.is === 'binary' && expr.op === '>' && !expr.bool && expr.right.is === 'number' && expr.right.value === 0
    ? expr.left
    : undefined
}

const arithmetic: Readonly<Record<string, string>> = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'dividedBy' }

const computed: Way = (expr, left, right) => {
  const word = arithmetic[expr.op]
  if (word === undefined || !(left.value instanceof Query)) return undefined
  if (typeof right.value !== 'number' && left.isPlain !== right.isPlain) return undefined
  if (typeof right.value !== 'number')
    return word === 'plus' || word === 'minus' ? calling(left, word, [right, ...onOf(expr)]) : undefined
  if (word === 'times' || word === 'dividedBy') return calling(left, word, [right])
  const amount = amountGiven(left.value.unit, right.value)
  return amount && calling(left, word, [amount])
}

const comparisons: Readonly<Record<string, string>> = { '>': 'above', '<': 'below', '==': 'is' }

const compared: Way = (expr, left, right) => {
  const word = comparisons[expr.op]
  if (word === undefined || expr.bool || !(left.value instanceof Query)) return undefined
  const ready = whole(left)
  if (ready === undefined || ready.window !== undefined || !isReady(ready) || !(ready.value instanceof Query))
    return undefined
  if (typeof right.value === 'number') {
    if (word === 'is' && ready.value.unit !== 'state') return undefined
    const amount = amountGiven(ready.value.unit, right.value)
    return amount && calling(ready, word, [amount])
  }
  const other = left.isPlain === right.isPlain ? whole(right) : undefined
  return other && word !== 'is' ? calling(ready, word, [other, ...onOf(expr)]) : undefined
}

/** Whether the types know that no window is left to be chosen. */
const isReady = ({ isPlain, code }: Said): boolean =>
  !isPlain || (typeof code !== 'string' && code.is === 'method' && code.name === 'over')

const amountGiven = (unit: Unit, value: number): Given | undefined => {
  const amount = amountOf(unit, value)
  return amount === undefined
    ? undefined
    : { code: typeof amount === 'string' ? quoted(amount) : String(amount), value: amount }
}

const joined: Way = (expr, left, right) => {
  if (expr.op !== 'and' && expr.op !== 'or' && expr.op !== 'unless') return undefined
  // The types know the labels of the one side only.
  if (left.isPlain !== right.isPlain) return undefined
  const both = left.value instanceof Condition && right.value instanceof Condition
  const queries = expr.op === 'or' && left.value instanceof Query && right.value instanceof Query
  return both || queries ? calling(left, expr.op, [right, ...onOf(expr)]) : undefined
}

const zeroed: Way = (expr, left) => {
  const { right } = expr
  const isZero =
    right.is === 'call' && right.fn === 'vector' && right.args[0]?.is === 'number' && right.args[0].value === 0
  return expr.op === 'or' && isZero && left.value instanceof Query ? calling(left, 'orZero') : undefined
}

/** The labels of `on`, where nothing else is said of the join. */
function onOf({ matching }: Binary): readonly Given[] {
  if (matching?.kind !== 'on') return []
  return [{ code: object([['on', labels(matching.labels)]]), value: { on: matching.labels } }]
}

const labels = (names: readonly string[]): Code => list(names.map(quoted))

function plainly({ op, bool, matching }: Binary, left: Said, right: Said): Said | undefined {
  const entries: (readonly [string, Code, unknown])[] = []
  if (bool) entries.push(['bool', 'true', true])
  if (matching) {
    const { kind, labels: names, group } = matching
    entries.push([kind, labels(names), names])
    if (group) entries.push([group.side, labels(group.include), group.include])
  }
  const about: Given = {
    code: object(entries.map(([key, code]) => [key, code])),
    value: Object.fromEntries(entries.map(([key, , value]) => [key, value])),
  }
  const operator: Given = { code: quoted(op), value: op }
  return using('calc', [left, operator, right, ...(entries.length > 0 ? [about] : [])], true)
}
