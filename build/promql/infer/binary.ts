import type { Binary, Expr } from '../tree.ts'
import { isComparison, isSetOperator } from '../types/binary.ts'
import { checkUnits, compared, type Values } from './comparison.ts'
import { among, anywhere, between, combine, type Domain, union } from './domain.ts'
import { noLabels } from './labels.ts'
import { joined, mismatchOf, paired, withoutName } from './matching.ts'
import { isPartOf } from './part-of.ts'
import { nameOf, sameUnit, scaled, times, type Unit } from './unit.ts'
import { type Kind, type Report, unknown, type Value } from './value.ts'

/** What a binary operation makes of its operands. */
export function inferBinary(expr: Binary, left: Value, right: Value, report: Report): Value {
  if (left.type === undefined || right.type === undefined) return openOperand(expr, left, right)
  const neverMatches = left.type === 'vector' && right.type === 'vector' && checkMatching(expr, left, right, report)
  if (isSetOperator(expr.op)) return inferSet(expr, left, right, neverMatches)
  const values = isComparison(expr.op)
    ? compared(expr, left, right, report)
    : settled(computed(expr, left, right, report))
  const isEmpty = neverMatches || values.empty || left.empty || right.empty
  return { ...values, ...shape(expr, left, right), ...(isEmpty ? { empty: true as const } : {}) }
}

/** One operand is a macro: a number, a vector, nobody knows. What is not a macro still has its labels. */
function openOperand(expr: Binary, left: Value, right: Value): Value {
  const type = left.type === 'vector' || right.type === 'vector' ? 'vector' : undefined
  const kept = isComparison(expr.op) && !expr.bool && left.type === 'vector' ? left : unknown
  return { ...kept, type, labels: unknown.labels }
}

function shape(expr: Binary, left: Value, right: Value): Pick<Value, 'type' | 'labels'> {
  if (left.type === 'scalar' && right.type === 'scalar') return { type: 'scalar', labels: noLabels }
  if (left.type === 'scalar') return { type: 'vector', labels: withoutName(expr, right.labels) }
  if (right.type === 'scalar') return { type: 'vector', labels: withoutName(expr, left.labels) }
  return { type: 'vector', labels: joined(expr, left.labels, right.labels) }
}

/** Reports, and answers, that no series of one side is ever paired with one of the other. */
function checkMatching(expr: Binary, left: Value, right: Value, report: Report): boolean {
  if (expr.op === 'or' || left.empty || right.empty) return false
  const mismatch = mismatchOf(expr, left.labels, right.labels)
  if (!mismatch) return false
  const { label } = mismatch
  const say = (of: typeof mismatch.left) =>
    of === undefined ? 'never there' : of.values ? of.values.join(' or ') : 'always there'
  const message = `The two sides never match: ${label} is ${say(mismatch.left)} on the left and ${say(mismatch.right)} on the right.`
  report({ kind: 'never-matches', node: expr, label, message })
  return true
}

function inferSet(expr: Binary, left: Value, right: Value, neverMatches: boolean): Value {
  if (expr.op === 'or') return either(left, right)
  if (expr.op === 'unless') return left
  const labels = paired(expr, left.labels, right.labels)
  return { ...left, labels, ...(neverMatches || right.empty ? { empty: true as const } : {}) }
}

/** What is known of series that come from either of two. */
export function either(left: Value, right: Value): Value {
  if (left.empty) return right
  if (right.empty) return left
  const { buckets } = left
  return {
    type: 'vector',
    labels: left.labels.or(right.labels),
    unit:
      left.unit === 'any'
        ? right.unit
        : right.unit === 'any' || sameUnit(left.unit, right.unit)
          ? left.unit
          : undefined,
    kind:
      left.kind === right.kind || right.kind === 'number' ? left.kind : left.kind === 'number' ? right.kind : 'unknown',
    domain: union(left.domain, right.domain),
    ...(buckets && (right.buckets || right.kind === 'number') ? { buckets } : {}),
  }
}

/** What is neither 0 nor 1 is no state any more. */
const settled = <V extends Values>(values: V): V =>
  (values.kind === 'state' || values.kind === 'info') &&
  !values.domain.values?.every((value) => value === 0 || value === 1)
    ? { ...values, kind: 'gauge' }
    : values

function computed(expr: Binary, left: Value, right: Value, report: Report): Values & Pick<Value, 'number' | 'empty'> {
  const { op } = expr
  const domain = domainOf(expr, left, right)
  const [number] = left.number === undefined || right.number === undefined ? [] : (domain.values ?? [])
  const written = number === undefined ? {} : { number }
  const numbers = left.kind === 'number' && right.kind === 'number'
  if (numbers) return { kind: 'number', unit: 'any', domain, ...written }
  switch (op) {
    case '+':
    case '-': {
      checkUnits(expr, left, right, report)
      const unit =
        left.unit === 'any'
          ? right.unit
          : right.unit === 'any' || sameUnit(left.unit, right.unit)
            ? left.unit
            : undefined
      return { kind: added(op, left.kind, right.kind), unit, domain }
    }
    case '*':
    case '/':
      return product(expr, left, right, domain)
    case '%':
      return { kind: 'gauge', unit: left.unit, domain: anywhere }
    default:
      return { kind: 'gauge', unit: undefined, domain: anywhere }
  }
}

function domainOf(expr: Binary, left: Value, right: Value): Domain {
  const part = expr.op === '/' ? isPartOf(expr.left, expr.right) : undefined
  if (part === 'same') return among(1)
  return part === 'part' && left.domain.min >= 0 ? between(0, 1) : combine(expr.op, left.domain, right.domain)
}

function added(op: '+' | '-', a: Kind, b: Kind): Kind {
  if (a === 'timestamp' && b === 'timestamp') return op === '-' ? 'gauge' : 'unknown'
  if (a === b || b === 'number') return a === 'state' ? 'gauge' : a
  return a === 'number' ? b : 'gauge'
}

function product(expr: Binary, left: Value, right: Value, domain: Domain): Values {
  const power = expr.op === '*' ? 1 : -1
  if (right.number !== undefined && power === -1 && isSumOfSamples(expr.left))
    return { kind: left.kind, unit: left.unit, domain }
  if (right.number !== undefined)
    return { kind: left.kind, unit: isSum(expr.right) ? undefined : scaled(left.unit, right.number ** power), domain }
  if (left.number !== undefined && power === 1)
    return { kind: right.kind, unit: isSum(expr.left) ? undefined : scaled(right.unit, left.number), domain }
  // Yes and no, or an info metric's 1, only choose.
  if (power === 1 && (right.kind === 'info' || right.kind === 'state'))
    return { kind: left.kind, unit: left.unit, domain }
  if (power === 1 && (left.kind === 'info' || left.kind === 'state'))
    return { kind: right.kind, unit: right.unit, domain }
  const unit = times(left.unit, right.unit, power)
  return { kind: power === -1 ? quotient(left, right, unit) : 'gauge', unit, domain }
}

/** `1 - 0.99` is what an objective leaves and no conversion, though it is 0.01. */
const isSum = (expr: Expr): boolean =>
  expr.is === 'paren' ? isSum(expr.expr) : expr.is === 'binary' && (expr.op === '+' || expr.op === '-')

/** `sum_over_time(x[15m]) / 60` divides by how many samples there are, and converts nothing. */
const isSumOfSamples = (expr: Expr): boolean =>
  (expr.is === 'call' && expr.fn === 'sum_over_time') ||
  ((expr.is === 'paren' || (expr.is === 'aggregation' && expr.op === 'sum')) && isSumOfSamples(expr.expr))

function quotient(left: Value, right: Value, unit: Unit | undefined): Kind {
  if (nameOf(unit) === 'ratio') return 'ratio'
  const counts = nameOf(right.unit) === 'count' || nameOf(right.unit) === 'count/s'
  return counts && left.unit !== 'any' && unit !== undefined ? 'mean' : 'gauge'
}
