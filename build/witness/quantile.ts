import type { Course } from './course.ts'
import { Underivable } from './underivable.ts'
import { leText } from './values.ts'

/** By how much one bucket grows between two samples. */
export interface Bucket {
  readonly le: string
  readonly course: Course
}

/** Observations between two samples, over all buckets: so many that a value barely beyond a wide bucket's edge can be had. */
const observed = 1_000_000

/**
 * How buckets grow so that quantile `q` comes out as wanted, by the straight line that `histogram_quantile` draws inside
 * a bucket. Only the edges next to it, and `+Inf`, are there. Throws `Underivable`.
 */
export function distribution(q: number, edges: readonly number[], wanted: Course, traffic = 1): readonly Bucket[] {
  const phases = wanted.map((value) => (value === undefined ? undefined : spread(q, edges, value)))
  const near = edges.filter((_, at) => phases.some((phase) => phase !== undefined && Math.abs(phase.at - at) <= 1))
  return [...near, Number.POSITIVE_INFINITY].map((edge) => ({
    le: leText(edge),
    course: phases.map((phase) => phase && Math.round(observed * traffic * upTo(phase, edges.indexOf(edge)))),
  }))
}

/** Every bucket there is when nothing is told apart: the one of all observations. */
export const idle = (course: Course): readonly Bucket[] => [{ le: '+Inf', course }]

/** A quantile lies in the bucket with index `at`: a share is below it, and a share beyond it. */
interface Spread {
  readonly at: number
  readonly below: number
  readonly beyond: number
}

function spread(q: number, edges: readonly number[], value: number): Spread {
  const at = edges.findIndex((edge) => value <= edge)
  const upper = edges[at]
  if (upper === undefined) throw new Underivable(`no quantile exceeds the last bucket, ${edges.at(-1)}`)
  const lower = edges[at - 1] ?? 0
  const within = (value - lower) / (upper - lower)
  // Far up in the bucket, some observations must be beyond it; far down, most are below it.
  if (within >= q) return { at, below: 0, beyond: 1 - q / within }
  return { at, below: (q - within) / (1 - within), beyond: 0 }
}

function upTo({ at, below, beyond }: Spread, edge: number): number {
  if (edge === -1 || edge > at) return 1
  if (edge === at) return 1 - beyond
  return edge === at - 1 ? below : 0
}

/** Two quantiles in a relation: `high` has the value that `above` tells of the value of `low`. */
export interface Pair {
  readonly low: number
  readonly high: number
  above(value: number, wanted: number): number
}

/** How buckets grow so that two quantiles come out as wanted. Throws `Underivable` where no place in the buckets does. */
export function distributionOfTwo(
  pair: Pair,
  edges: readonly number[],
  wanted: Course,
  traffic = 1,
): readonly Bucket[] {
  const phases = wanted.map((value) => (value === undefined ? undefined : throughTwo(pair, edges, value)))
  return [...edges, Number.POSITIVE_INFINITY].map((edge, at) => ({
    le: leText(edge),
    course: phases.map((shares) => shares && Math.round(observed * traffic * (shares[at] ?? 1))),
  }))
}

/** Places to look for in a bucket. */
const parts = Array.from({ length: 49 }, (_, at) => (at + 1) / 50)

/** The share of all observations up to each edge: the lower quantile is moved until the higher one is in a bucket too. */
function throughTwo({ low, high, above }: Pair, edges: readonly number[], wanted: number): readonly number[] {
  const placed = (value: number) => {
    const at = edges.findIndex((edge) => value <= edge)
    const [from, to] = [edges[at - 1] ?? 0, edges[at] ?? 0]
    return { at, within: (value - from) / (to - from) }
  }
  for (const value of edges.flatMap((to, at) => parts.map((part) => (edges[at - 1] ?? 0) * (1 - part) + to * part))) {
    const [first, second] = [placed(value), placed(above(value, wanted))]
    if (second.at === -1 || second.at < first.at || second.within <= 0) continue
    const bounds = first.at === second.at ? inOne(low, high, first, second) : inTwo(low, high, first, second)
    if (bounds === undefined) continue
    const [before, after, end] = bounds
    return edges.map((_, at) => (at < first.at ? before : at < second.at ? after : end))
  }
  throw new Underivable('no place in the buckets has room for both quantiles')
}

/** Where a value lies: in which bucket, and after which share of it. */
interface Placed {
  readonly at: number
  readonly within: number
}

/** The shares before the bucket of the lower, after it, and after that of the higher. */
type Bounds = readonly [before: number, after: number, end: number]

function inOne(low: number, high: number, first: Placed, second: Placed): Bounds | undefined {
  const slope = (high - low) / (second.within - first.within)
  const before = low - slope * first.within
  const end = before + slope
  return first.at > 0 && before >= 0 && end <= 1 ? [before, end, end] : undefined
}

function inTwo(low: number, high: number, first: Placed, second: Placed): Bounds | undefined {
  const least = Math.max(low, (high - second.within) / (1 - second.within))
  const most = Math.min(low / first.within, high)
  // Nothing lies before the first bucket.
  const after = first.at === 0 ? low / first.within : (least + most) / 2
  if (after < least || after > most) return undefined
  const before = (low - after * first.within) / (1 - first.within)
  return [Math.max(0, before), after, Math.min(1, after + (high - after) / second.within)]
}
