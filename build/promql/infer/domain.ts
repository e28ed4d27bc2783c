import type { BinaryOp } from '../tree.ts'

/** Where values lie: between `min` and `max`, which belong to it unless `above` or `below` say otherwise. */
export interface Domain {
  readonly min: number
  readonly max: number
  /** Values are greater than `min`, never equal. */
  readonly above?: boolean
  /** Values are less than `max`, never equal. */
  readonly below?: boolean
  /** The only values, ascending, where they are few. */
  readonly values?: readonly number[]
}

export const anywhere: Domain = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }
export const positive: Domain = { min: 0, max: Number.POSITIVE_INFINITY }
export const between = (min: number, max: number): Domain => ({ min, max })

/** Finitely many values. */
export function among(...values: readonly number[]): Domain {
  const sorted = [...new Set(values)].toSorted((a, b) => a - b)
  const [min] = sorted
  const max = sorted.at(-1)
  return min === undefined || max === undefined || sorted.some(Number.isNaN) ? anywhere : { min, max, values: sorted }
}

/** The smallest domain that holds both. */
export function union(a: Domain, b: Domain): Domain {
  if (a.values && b.values) return among(...a.values, ...b.values)
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }
}

/** Values of `a` combined with values of `b`. */
export function combine(op: BinaryOp, a: Domain, b: Domain): Domain {
  const compute = arithmetic[op]
  if (!compute || (op === '/' && b.min <= 0 && b.max >= 0))
    return op === '/' && a.min >= 0 && b.min >= 0 ? positive : anywhere
  if (a.values && b.values && a.values.length * b.values.length <= 16) {
    return among(...a.values.flatMap((x) => b.values?.map((y) => compute(x, y)) ?? []))
  }
  const corners = [a.min, a.max].flatMap((x) => [b.min, b.max].map((y) => product(compute, x, y)))
  return corners.some(Number.isNaN) ? anywhere : { min: Math.min(...corners), max: Math.max(...corners) }
}

const arithmetic: Partial<Record<BinaryOp, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
}

/** An end of an interval is a limit, so zero times an infinite end is zero. */
const product = (compute: (x: number, y: number) => number, x: number, y: number): number => {
  const value = compute(x, y)
  return Number.isNaN(value) && (x === 0 || y === 0) ? 0 : value
}

export type Comparison = '==' | '!=' | '>' | '<' | '>=' | '<='

/** Whether `a op b` can be true, and whether it can be false, of values in these domains; NaN aside. */
export function compareDomains(
  op: Comparison,
  a: Domain,
  b: Domain,
): { readonly canHold: boolean; readonly canFail: boolean } {
  if (a.values && b.values) {
    const answers = a.values.flatMap((x) => b.values?.map((y) => compareNumbers(op, x, y)) ?? [])
    return { canHold: answers.includes(true), canFail: answers.includes(false) }
  }
  switch (op) {
    case '>':
      return { canHold: a.max > b.min, canFail: !isAbove(a, b) }
    case '>=':
      return { canHold: !isAbove(b, a), canFail: a.min < b.max }
    case '<':
    case '<=':
      return compareDomains(op === '<' ? '>' : '>=', b, a)
    case '==':
      return { canHold: meets(a, b), canFail: true }
    case '!=':
      return { canHold: true, canFail: meets(a, b) }
  }
}

export function compareNumbers(op: Comparison, x: number, y: number): boolean {
  switch (op) {
    case '==':
      return x === y
    case '!=':
      return x !== y
    case '>':
      return x > y
    case '<':
      return x < y
    case '>=':
      return x >= y
    case '<=':
      return x <= y
  }
}

/** Whether every value of `a` is greater than every value of `b`. */
const isAbove = (a: Domain, b: Domain): boolean =>
  a.min > b.max || (a.min === b.max && (a.above === true || b.below === true))

function meets(a: Domain, b: Domain): boolean {
  const [some, other] = a.values ? [a.values, b] : [b.values, a]
  if (some) return some.some((value) => contains(other, value))
  return !isAbove(a, b) && !isAbove(b, a)
}

export const contains = ({ min, max, above, below, values }: Domain, value: number): boolean =>
  values
    ? values.includes(value)
    : value >= min && value <= max && !(above && value === min) && !(below && value === max)

/** The values of `domain` for which the comparison with a number holds. */
export function narrow(domain: Domain, op: Comparison, to: number): Domain {
  if (domain.values)
    return amongAnyway(
      domain.values.filter((value) => compareNumbers(op, value, to)),
      domain,
    )
  const { min, max } = domain
  switch (op) {
    case '>':
      return to >= min ? { ...domain, min: to, above: true } : domain
    case '>=':
      return to > min ? { ...domain, min: to, above: false } : domain
    case '<':
      return to <= max ? { ...domain, max: to, below: true } : domain
    case '<=':
      return to < max ? { ...domain, max: to, below: false } : domain
    case '==':
      return among(to)
    case '!=':
      return domain
  }
}

const amongAnyway = (values: readonly number[], otherwise: Domain): Domain =>
  values.length === 0 ? otherwise : among(...values)
