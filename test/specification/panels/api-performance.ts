import { answered, percentile, usersRefused } from '../terms.ts'
import type { SpecifiedDashboard } from './panel.ts'

const latency = 'http_request_duration_seconds'

const glance = { meant: 'the API at a glance: how much, how many errors, how fast' }
const percentiles = { says: 'Response time percentiles (p50, p95, p99)' }
const errors = { says: 'Error rate breakdown' }
const patterns = { says: 'Traffic patterns over time' }

const objectives = {
  decided: 'of each objective what is left of its budget, what was reached, how fast it burns, how much failed',
}
const windows = { '1h': 3600, '6h': 21_600, '1d': 86_400, '3d': 259_200 }
const overEach = (query: (window: string, seconds: number) => string) =>
  Object.fromEntries(Object.entries(windows).map(([window, seconds]) => [window, query(window, seconds)]))

/** The panels of an objective, whose keys begin with its title's. */
const panelsOf = (title: string, slo: string, budget: number): SpecifiedDashboard['panels'] => ({
  [`${title}-budget-left`]: {
    ...objectives,
    as: 'stat',
    shows: `slo:error_budget_remaining:ratio{slo="${slo}"}`,
    steps: [0, 0.25],
  },
  [`${title}-reached-over-14d`]: {
    ...objectives,
    as: 'timeseries',
    shows: {
      reached: `1 - slo:errors_per_events:ratio_rate14d{slo="${slo}"}`,
      objective: `slo:objective:ratio{component="api",period="14d",slo="${slo}"}`,
    },
  },
  [`${title}-burn-rate`]: {
    ...objectives,
    as: 'timeseries',
    shows: overEach((window) => `slo:errors_per_events:ratio_rate${window}{slo="${slo}"} / ${budget}`),
  },
  [`${title}-failures`]: {
    ...objectives,
    as: 'timeseries',
    shows: overEach((window, seconds) => `slo:errors:rate${window}{slo="${slo}"} * ${seconds}`),
  },
})

export const apiPerformance: SpecifiedDashboard = {
  uid: 'pybase-api-performance',
  panels: {
    ...panelsOf('api-availability', 'api-availability', 0.001),
    ...panelsOf('api-latency', 'api-latency', 0.01),

    requests: { ...glance, as: 'stat', shows: 'sum(rate(http_requests_total[$__rate_interval]))' },
    'server-errors': { ...glance, as: 'stat', shows: answered('5..', '5m') },
    'client-errors': { ...glance, as: 'stat', shows: answered('4..', '5m') },
    'p95-response-time': { ...glance, as: 'stat', shows: percentile(0.95, latency, '5m') },

    'request-rate-by-endpoint': {
      says: 'Request rate by endpoint',
      as: 'timeseries',
      shows: 'sum by (endpoint) (rate(http_requests_total[$__rate_interval]))',
    },
    'request-rate-by-status': {
      meant: 'requests per second by the status they were answered with',
      as: 'timeseries',
      shows: 'sum by (status) (rate(http_requests_total[$__rate_interval]))',
    },
    'traffic-against-last-week': {
      ...patterns,
      as: 'timeseries',
      shows: {
        now: 'sum(rate(http_requests_total[$__rate_interval]))',
        'a week ago': 'sum(rate(http_requests_total[$__rate_interval] offset 1w))',
      },
    },
    'busiest-endpoints': {
      ...patterns,
      as: 'bargauge',
      shows: 'topk(10, sum by (endpoint) (rate(http_requests_total[15m])))',
    },

    'response-time-percentiles': {
      ...percentiles,
      as: 'timeseries',
      shows: {
        p50: percentile(0.5, latency, '5m'),
        p95: percentile(0.95, latency, '5m'),
        p99: percentile(0.99, latency, '5m'),
      },
    },
    'p95-by-endpoint': {
      ...percentiles,
      as: 'timeseries',
      shows: percentile(0.95, latency, '5m', 'endpoint'),
    },
    'response-time-distribution': {
      meant: 'how many requests fell into each bucket',
      as: 'heatmap',
      shows: 'sum by (le) (increase(http_request_duration_seconds_bucket[$__rate_interval]))',
    },
    'slowest-endpoints': {
      says: 'Slowest endpoints',
      as: 'table',
      shows: {
        p95: percentile(0.95, latency, '15m', 'endpoint', 'method'),
        p50: percentile(0.5, latency, '15m', 'endpoint', 'method'),
        Requests: 'sum by (endpoint, method) (rate(http_requests_total[15m]))',
      },
    },

    'error-ratio': {
      ...errors,
      as: 'timeseries',
      shows: { server: answered('5..', '5m'), client: answered('4..', '5m') },
    },
    'server-error-ratio-now': {
      meant: 'what fails now, of what users ask for',
      as: 'timeseries',
      shows: usersRefused('2m'),
    },
    'server-error-ratio-by-endpoint': {
      decided: 'a share per route beside the share of all',
      as: 'timeseries',
      shows: usersRefused('$__rate_interval', 'by (endpoint)'),
    },
    'server-errors-by-endpoint': {
      ...errors,
      as: 'timeseries',
      shows: 'sum by (endpoint, status) (rate(http_requests_total{status=~"5.."}[$__rate_interval]))',
    },
    'client-errors-by-endpoint': {
      ...errors,
      as: 'timeseries',
      shows: 'sum by (endpoint, status) (rate(http_requests_total{status=~"4.."}[$__rate_interval]))',
    },
    'errors-by-endpoint': {
      ...errors,
      as: 'table',
      shows: {
        '5xx': answered('5..', '15m', 'by (endpoint)'),
        '4xx': answered('4..', '15m', 'by (endpoint)'),
        Requests: 'sum by (endpoint) (rate(http_requests_total[15m]))',
      },
    },

    'websocket-connections': {
      meant: 'connections of all API processes, which the alert limits',
      as: 'timeseries',
      shows: 'sum(websocket_connections_active)',
    },
    'websocket-connections-by-instance': {
      meant: 'connections held by each API process',
      as: 'timeseries',
      shows: 'sum by (instance) (websocket_connections_active)',
    },
    'scrapes-by-result': {
      decided: 'scrapes of the API by result: Prometheus alone is one each interval and API process',
      as: 'timeseries',
      shows: 'sum by (result) (rate(http_scrapes_total[$__rate_interval]))',
    },
  },
}
