import { isPartOf } from '../promql/infer/part-of.ts'
import { type Fault, refuse } from './demands/demand.ts'
import { aQuery } from './demands/kinds.ts'
import { sameUnit } from './demands/labels.ts'
import { positive } from './expressions.ts'
import { type Joined, oneEach } from './joins.ts'
import { type Both, binary, type Join, type Query, type Readiness } from './query.ts'
import type { Unit } from './units.ts'

const shares = ['the part', 'the whole'] as const

/**
 * `part / whole`, series by series: both measure the same thing and carry the same labels, or the whole some of them, on
 * which it is joined. Without traffic there is no answer, rather than a NaN.
 */
export function ratio<
  L extends string,
  U extends Unit,
  R extends Readiness,
  R2 extends Readiness,
  S extends string,
  S2 extends string,
  K extends L = L,
>(
  part: Query<L, U, R, S>,
  whole: Query<K, U, R2, S2>,
  ...[join]: Joined<L, K>
): Query<L, 'ratio', Join<R, R2>, Both<L, K, S, S2>> {
  refuse('ratio()', aQuery.faults(part, 'the part'), aQuery.faults(whole, 'the whole'))
  refuse('ratio()', sameUnit(part, whole, shares), oneEach(part, whole, join, shares))
  refuse('ratio()', isPartOf(whole.expr, part.expr) === 'part' ? [swapped] : [])
  return binary(part, '/', whole, 'ratio', { join, guard: positive })
}

const swapped: Fault = { what: 'the whole is some of the part.', next: 'Write the part first: ratio(part, whole).' }

/** `total / count`: what one of them takes, in the total's unit. */
export function mean<
  L extends string,
  U extends Unit,
  R extends Readiness,
  R2 extends Readiness,
  S extends string,
  S2 extends string,
  K extends L = L,
>(
  total: Query<L, U, R, S>,
  counted: Query<K, 'count', R2, S2>,
  ...[join]: Joined<L, K>
): Query<L, U, Join<R, R2>, Both<L, K, S, S2>> {
  refuse('mean()', aQuery.faults(total, 'the total'), aQuery.faults(counted, 'the count'))
  refuse(
    'mean()',
    counted.unit === 'count'
      ? []
      : [{ what: `the count measures ${counted.unit}.`, next: 'Divide by how many there were.' }],
    oneEach(total, counted, join, ['the total', 'the count']),
  )
  return binary(total, '/', counted, total.unit, { join, guard: positive })
}
