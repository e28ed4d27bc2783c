/** Queries on our metrics whose unit is known. */
export const share = 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))'
export const perSecond = 'sum(rate(http_requests_total[5m]))'
export const grown = 'sum(increase(http_requests_total[1h]))'
export const p95 = 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))'
export const bytes = 'redis_memory_used_bytes{job="redis"}'
