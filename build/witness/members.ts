import { selectors } from '../promql/rewrite.ts'
import type { Aggregation, Selector } from '../promql/tree.ts'
import type { Course } from './course.ts'
import { choices, labelsRead, type Pick, type Reading } from './labels.ts'

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
      (each) => !keeps(each) && !(each in pick) && [first, ...others].every((read) => choices(read, each) > 1),
    )
  return label === undefined
    ? [pick]
    : [
        { ...pick, [label]: 0 },
        { ...pick, [label]: 1 },
      ]
}

/** What each of two members has so that an aggregation of both comes out as wanted. */
export function divided(op: string, wanted: Course, at: number): Course {
  const share = shares[op] ?? alike
  return wanted.map((value) => (value === undefined ? undefined : share(value, at)))
}

/** What a member has of the whole; where others are compared, the second is the one that does not matter. */
const shares: Readonly<Record<string, (value: number, at: number) => number>> = {
  sum: (value, at) => {
    const larger = Number.isInteger(value) ? Math.ceil(value * 0.6) : value * 0.6
    return at === 0 ? larger : value - larger
  },
  max: (value, at) => (at === 0 ? value : value / 2),
  min: (value, at) => (at === 0 ? value : Math.max(1, value * 2)),
}
const alike = (value: number): number => value
