import type { Check } from '../check.ts'
import { lastEdge, limitsOf } from '../support/limits.ts'

export const betweenBuckets: Check = {
  id: 'between-buckets',
  severity: 'warning',
  covers: ['H02'],
  isLocal: true,
  about:
    "A threshold for a quantile is one of the histogram's bucket edges. Between two edges Prometheus draws a straight line, so the value there is a guess: the alert fires, or not, for anything in the bucket. At an edge it is exact.",
  run: (subject) =>
    limitsOf(subject).flatMap((limited) => {
      const { query, node, limit, proof, value } = limited
      const edges = lastEdge(limited) === undefined ? undefined : value.buckets?.edges
      const upper = edges?.find((edge) => edge >= limit)
      if (edges === undefined || upper === undefined || upper === limit || limit <= 0 || proof !== undefined) return []
      const lower = edges.findLast((edge) => edge < limit) ?? 0
      const off = Number(Math.max(limit - lower, upper - limit).toPrecision(6))
      return [
        {
          place: query.place,
          query: { ...query, culprit: node },
          what: `The threshold ${limit} lies inside the bucket from ${lower} to ${upper}, where a quantile is a guess that can be wrong by ${off}.`,
          next: `Take an edge, ${lower === 0 ? upper : `${lower} or ${upper}`}, or add a bucket that ends at ${limit}.`,
        },
      ]
    }),
}
