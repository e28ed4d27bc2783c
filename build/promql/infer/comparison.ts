import type { Binary } from '../tree.ts'
import { turned } from '../types/binary.ts'
import { among, type Comparison, compareDomains, type Domain, narrow } from './domain.ts'
import { nameOf, ratio, sameUnit } from './unit.ts'
import type { Kind, Report, Value } from './value.ts'

/** What an operation says of values, whatever series they belong to. */
export type Values = Pick<Value, 'kind' | 'unit' | 'domain'>

/** What a comparison lets through, or with `bool` answers. */
export function compared(
  expr: Binary,
  left: Value,
  right: Value,
  report: Report,
): Values & Pick<Value, 'empty' | 'buckets'> {
  const op = expr.op as Comparison
  checkUnits(expr, left, right, report)
  const { canHold, canFail } = compareDomains(op, left.domain, right.domain)
  const isWritten = left.number !== undefined && right.number !== undefined
  const isScalar = left.type === 'scalar' && right.type === 'scalar'
  if (!(isWritten && isScalar) && !canHold)
    report({ kind: 'never-true', node: expr, message: `This is never true: ${reason(left, right)}.` })
  if (!isWritten && !canFail)
    report({ kind: 'always-true', node: expr, message: `This is always true: ${reason(left, right)}.` })
  if (expr.bool) return { kind: 'state', unit: ratio, domain: !canHold ? among(0) : !canFail ? among(1) : among(0, 1) }
  const [filtered, other, towards] = left.type === 'scalar' ? [right, left, turned[op]] : [left, right, op]
  const domain = other.number === undefined ? filtered.domain : narrow(filtered.domain, towards, other.number)
  // A counter that is compared is read as it stands, on purpose.
  const kind: Kind = filtered.kind === 'counter' || filtered.kind === 'bucket' ? 'gauge' : filtered.kind
  const { unit, buckets } = filtered
  return { kind, unit, domain, ...(buckets ? { buckets } : {}), ...(canHold ? {} : { empty: true as const }) }
}

const reason = (left: Value, right: Value): string =>
  `the left side is ${say(left.domain)}, the right side ${say(right.domain)}`

function say({ min, max, above, below, values }: Domain): string {
  if (values) return values.join(' or ')
  const from = min === Number.NEGATIVE_INFINITY ? '' : `${above ? 'above' : 'at least'} ${min}`
  const to = max === Number.POSITIVE_INFINITY ? '' : `${below ? 'below' : 'at most'} ${max}`
  return [from, to].filter((each) => each !== '').join(' and ') || 'anything'
}

/** Reports values of two units that are added, subtracted or compared. */
export function checkUnits(expr: Binary, left: Value, right: Value, report: Report): void {
  const [a, b] = [left.unit, right.unit]
  if (a === undefined || b === undefined || a === 'any' || b === 'any' || sameUnit(a, b)) return
  const names = [nameOf(a), nameOf(b)]
  // Counts, shares and states are often compared on purpose.
  if (names.some((name) => name === undefined || ['count', 'ratio'].includes(name))) return
  report({
    kind: 'unit-mismatch',
    node: expr,
    message: `The left side is in ${names[0]}, the right side in ${names[1]}.`,
  })
}
