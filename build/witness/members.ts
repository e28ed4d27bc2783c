import { print } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Aggregation, Expr, Selector } from '../promql/tree.ts'
import { children, walk } from '../promql/walk.ts'
import type { Course } from './course.ts'
import { capacity, choices, labelsRead, type Pick, type Reading } from './labels.ts'
import { Underivable } from './underivable.ts'

/** The series that an aggregation takes together: two, which differ in one label that it swallows, where there is one. */
export function memberPicks(
  { grouping, expr }: Aggregation,
  pick: Pick,
  reading: (selector: Selector) => Reading,
): readonly Pick[] {
  const [first, ...others] = selectors(expr).map(reading)
  const keeps = (label: string) =>
    label === 'le' || (grouping?.labels.includes(label) ?? false) === (grouping?.kind !== 'without')
  const label =
    first &&
    labelsRead(first).find(
      (each) =>
        !keeps(each) &&
        !(each in pick) &&
        isMatched(expr, each) &&
        [first, ...others].every((read) => choices(read, each) > 1),
    )
  return label === undefined
    ? [pick]
    : [
        { ...pick, [label]: 0 },
        { ...pick, [label]: 1 },
      ]
}

/**
 * `number` series that an aggregation takes together: they differ in a label that it swallows of which there may be so many
 * values, or in several. Throws `Underivable` where there are fewer.
 */
export function counted(
  { grouping, expr }: Aggregation,
  pick: Pick,
  number: number,
  reading: (selector: Selector) => Reading,
): readonly Pick[] {
  if (number > mostMembers)
    throw new Underivable(`${number} series of ${print(expr)} are needed, and more than ${mostMembers} are not made`)
  const read = selectors(expr).map(reading)
  const least = (label: string) => Math.min(...read.map((each) => capacity(each, label)))
  const swallowed = carried(expr, reading).filter(
    (label) =>
      !(label in pick) &&
      isMatched(expr, label) &&
      (grouping?.labels.includes(label) ?? false) === (grouping?.kind === 'without'),
  )
  const endless = swallowed.find((label) => least(label) === Number.POSITIVE_INFINITY)
  if (endless !== undefined) return Array.from({ length: number }, (_, at) => ({ ...pick, [endless]: at }))
  const all = swallowed.reduce<readonly Pick[]>(
    (picks, label) =>
      picks.flatMap((each) => Array.from({ length: Math.max(1, least(label)) }, (_, at) => ({ ...each, [label]: at }))),
    [pick],
  )
  if (all.length < number)
    throw new Underivable(`${print(expr)} has ${all.length} known series, and ${number} are needed`)
  return all.slice(0, number)
}

/** Whether joins of many with one tell series apart by a label: what differs in another one would have several partners. */
const isMatched = (expr: Expr, label: string): boolean =>
  [...walk(expr)].every(
    (node) =>
      node.is !== 'binary' ||
      node.matching?.group === undefined ||
      node.matching.labels.includes(label) === (node.matching.kind === 'on'),
  )

/** A test of more would be too long for anybody to read, or to play. */
const mostMembers = 1000

/** The labels of what an expression answers. */
export function carried(expr: Expr, reading: (selector: Selector) => Reading): readonly string[] {
  if (expr.is === 'aggregation')
    return expr.grouping?.kind === 'by'
      ? expr.grouping.labels
      : carried(expr.expr, reading).filter(
          (label) => expr.grouping !== undefined && !expr.grouping.labels.includes(label),
        )
  const [first] = selectors(expr)
  if (expr.is === 'selector' || first === undefined) return first === undefined ? [] : labelsRead(reading(first))
  const [inner] = children(expr).filter((child) => selectors(child).length > 0)
  return inner === undefined ? [] : carried(inner, reading).filter((label) => label !== 'le')
}

/** What each of two members has so that an aggregation of both comes out as wanted. */
export function divided(op: string, wanted: Course, at: number): Course {
  const share = shares[op] ?? alike
  return wanted.map((value) => (value === undefined ? undefined : share(value, at)))
}

/** The same of a yes or no, which is 1 or 0: where others are compared, the second is the one that does not matter. */
export const otherwise = (op: string, wanted: Course, at: number): Course =>
  at === 0 || !['max', 'min'].includes(op)
    ? wanted
    : wanted.map((value) => (value === undefined ? undefined : op === 'min' ? 1 : 0))

/** What a member has of the whole; where others are compared, the second is the one that does not matter. */
const shares: Readonly<Record<string, (value: number, at: number) => number>> = {
  sum: (value, at) => {
    const larger = Number.isInteger(value) ? Math.ceil(value * 0.6) : value * 0.6
    return at === 0 ? larger : value - larger
  },
  max: (value, at) => (at === 0 ? value : value < 0 ? value * 2 : value / 2),
  min: (value, at) => (at === 0 ? value : value < 0 ? value / 2 : Math.max(1, value * 2)),
}
const alike = (value: number): number => value
