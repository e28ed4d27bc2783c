import type { Call } from '../tree.ts'
import { byGroup } from './grouping.ts'
import { interned, without } from './labels.ts'
import type { Instant, Scope } from './scope.ts'
import { first } from './search.ts'
import type { Sample } from './series.ts'

/** A bucket of a classic histogram; it counts what is at most `edge`. */
interface Bucket {
  readonly edge: number
  readonly count: number
}

/** `histogram_quantile`: one sample for each set of buckets that differ in `le` alone. */
export function histogramQuantile({ args: [phi, buckets] }: Call, scope: Scope): Instant | undefined {
  if (!phi || !buckets) return undefined
  const [quantile, inner] = [scope.scalar(phi), scope.vector(buckets)]
  const histogram = interned(without(['__name__', 'le']))
  return (at) => {
    const number = quantile(at)
    return [...byGroup(inner(at), histogram)].flatMap(([labels, samples]) => {
      const found = samples.flatMap(bucketOf)
      return found.length === 0 ? [] : [{ labels, value: bucketQuantile(number, found) }]
    })
  }
}

/** A sample whose `le` is no number is no bucket. */
function bucketOf({ labels: { le = '' }, value }: Sample): readonly Bucket[] {
  const edge = edgeOf(le)
  return edge === undefined ? [] : [{ edge, count: value }]
}

/** The number in an `le` label, as Go reads it; `undefined` for text that is none. */
function edgeOf(le: string): number | undefined {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(le)
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(le) ? Number(le) : undefined
}

/** The φ-quantile of one histogram, interpolated within its bucket; NaN without a bucket for everything and one more. */
function bucketQuantile(phi: number, found: readonly Bucket[]): number {
  if (Number.isNaN(phi)) return Number.NaN
  if (phi < 0) return Number.NEGATIVE_INFINITY
  if (phi > 1) return Number.POSITIVE_INFINITY
  const buckets = monotonic(merged(found))
  const all = buckets.at(-1)
  if (!all || all.edge !== Number.POSITIVE_INFINITY || buckets.length < 2 || all.count === 0) return Number.NaN
  const rank = phi * all.count
  const index = first(buckets.length - 1, (each) => (buckets[each]?.count ?? Number.NaN) >= rank)
  const bucket = buckets[index]
  if (!bucket || index === buckets.length - 1) return buckets.at(-2)?.edge ?? Number.NaN
  if (index === 0 && bucket.edge <= 0) return bucket.edge
  const below = buckets[index - 1] ?? { edge: 0, count: 0 }
  return below.edge + (bucket.edge - below.edge) * ((rank - below.count) / (bucket.count - below.count))
}

/** In ascending order; what is said twice of one edge (`1` and `1.0`) is added up. */
function merged(buckets: readonly Bucket[]): readonly Bucket[] {
  const counts = new Map<number, number>()
  for (const { edge, count } of buckets) counts.set(edge, (counts.get(edge) ?? 0) + count)
  return [...counts].map(([edge, count]) => ({ edge, count })).sort((a, b) => a.edge - b.edge)
}

/** A bucket holds what the ones below it hold; scraped between two observations, or extrapolated, it may hold less. */
function monotonic(buckets: readonly Bucket[]): readonly Bucket[] {
  let most = buckets[0]?.count ?? Number.NaN
  return buckets.map(({ edge, count }) => {
    if (count > most) most = count
    return { edge, count: count < most ? most : count }
  })
}
