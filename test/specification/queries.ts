import type { Source } from './source.ts'
import { answered, cacheHits, ended, percentile } from './terms.ts'

interface SpecifiedQuery extends Source {
  /** `$window` is any window: whoever shows the query chooses one. */
  readonly asks: string
}

/** The queries that the specification calls common, as its contradictions were settled, and the percentiles it speaks of. */
export const queries: readonly SpecifiedQuery[] = [
  {
    says: 'Request rate by endpoint',
    decided: 'Request rate by endpoint: sum by (endpoint), all statuses',
    asks: 'sum by (endpoint) (rate(http_requests_total[$window]))',
  },
  {
    says: 'P95 latency',
    decided: 'P95 latency: histogram_quantile(0.95, sum by (le) (…))',
    asks: percentile(0.95, 'http_request_duration_seconds', '$window'),
  },
  {
    says: 'Error rate: sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
    asks: answered('5..', '$window'),
  },
  {
    says: 'Extraction success rate: sum(rate(extraction_tasks_total{status="success"}[5m])) / sum(rate(extraction_tasks_total[5m]))',
    asks: ended('success', '$window'),
  },
  { decided: 'Cache hit ratio: restrict to operation="get"', asks: cacheHits('$window') },
  ...[0.5, 0.95, 0.99].map((share) => ({
    says: 'Response time percentiles (p50, p95, p99)',
    asks: percentile(share, 'http_request_duration_seconds', '$window'),
  })),
  ...[0.5, 0.95, 0.99].map((share) => ({
    says: 'Task duration percentiles',
    asks: percentile(share, 'extraction_duration_seconds', '$window'),
  })),
  ...[0.5, 0.95].map((share) => ({
    says: 'Query performance metrics',
    asks: percentile(share, 'db_query_duration_seconds', '$window'),
  })),
]
