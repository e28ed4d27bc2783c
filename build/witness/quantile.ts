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
