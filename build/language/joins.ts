import type { Matching } from '../promql/tree.ts'
import { type Demand, type Fault, listOf, options } from './demands/demand.ts'
import { aLabelOf, sameLabels } from './demands/labels.ts'
import { labelled } from './demands/shown.ts'

/** The labels on which two sides find each other where they carry different ones, as PromQL's `on (…)`. */
export interface On<K extends string> {
  readonly on: readonly K[]
}

/** What follows a side that carries fewer labels: those on which it is joined. With the same labels nothing has to be said. */
export type Joined<L extends string, K extends string> = [L] extends [K]
  ? readonly [join?: On<K>]
  : readonly [join: On<K>]

/** The same for sides of which either may carry more. */
export type Beside<L extends string, M extends string> = [L, M] extends [M, L]
  ? readonly [join?: On<L & M>]
  : readonly [join: On<L & M>]

interface Carrying {
  readonly labels: readonly string[]
}

type Names = readonly [string, string]

const aJoin = (one: Carrying, other: Carrying): Demand =>
  options({
    on: listOf({
      due: 'a label of both sides',
      faults: (label, name) =>
        [one, other].flatMap(({ labels }) => aLabelOf(labels, 'both sides').faults(label, name)).slice(0, 1),
    }),
  })

/** What is wrong with a join: without `on` both sides carry the same labels. */
export function joinFaults(
  one: Carrying,
  other: Carrying,
  join: On<string> | undefined,
  names: Names,
): readonly Fault[] {
  if (join !== undefined) return aJoin(one, other).faults(join, 'how the sides are joined')
  return sameLabels(one, other, names).map((fault) => ({
    ...fault,
    next: sharedBy(one, other) ?? fault.next,
  }))
}

/** The same where each series of the first side must find one of the other. */
export function oneEach(one: Carrying, other: Carrying, join: On<string> | undefined, names: Names): readonly Fault[] {
  const faults = joinFaults(one, other, join, names)
  if (faults.length > 0 || join === undefined) return faults
  const more = other.labels.filter((label) => !join.on.includes(label))
  if (more.length === 0) return []
  return [
    {
      what: `${names[1]} carries ${labelled(other.labels)}, and is joined on ${labelled(join.on)}: several series of it would meet one.`,
      next: `Aggregate ${labelled(more)} away, or name all labels of it in on.`,
    },
  ]
}

/** What to do where one side carries some of the other's labels. */
function sharedBy(one: Carrying, other: Carrying): string | undefined {
  if (!other.labels.every((label) => one.labels.includes(label))) return undefined
  return `Keep the same labels on both sides, with .by(), or join them: { on: [${other.labels.map((label) => `'${label}'`).join(', ')}] }.`
}

/** How PromQL writes the join; `undefined` where nothing has to be written. */
export function matchingOf(one: Carrying, join: On<string> | undefined, isOfMany: boolean): Matching | undefined {
  if (join === undefined) return undefined
  const many = isOfMany && one.labels.some((label) => !join.on.includes(label))
  return { kind: 'on', labels: join.on, ...(many ? { group: { side: 'left', include: [] } } : {}) }
}
