import { bars, dashboard, heatmap, instancesOf, row, stat, table, timeseries, topK, valuesOf } from '@pybase/monitoring'
import { apiErrorRateHigh, apiRouteFailing } from '../alerts/high-error-rate.ts'
import { websocketConnectionsHigh } from '../alerts/resource-exhaustion.ts'
import { apiAvailability, apiFailing, apiLatency } from '../alerts/slos.ts'
import { apiLatencyHigh } from '../alerts/slow-tasks.ts'
import * as http from '../queries/http.ts'
import { annotations } from '../queries/monitoring.ts'

export default dashboard(
  'PyBase / API performance',
  {
    uid: 'pybase-api-performance',
    asks: 'Is the API answering, how fast, and which endpoint is to blame?',
    tags: ['api'],
    filters: [
      instancesOf(http.requests, 'api_instance', 'API instance'),
      valuesOf(http.requests, 'endpoint', 'Endpoint'),
    ],
    annotations: annotations('api'),
  },
  row('At a glance', [
    stat('Requests', http.requestRate, 'Requests per second, all endpoints.'),
    stat('Server errors', http.serverErrorRatio.over('5m'), 'Share of requests answered with a 5xx status.', {
      alert: apiErrorRateHigh,
    }),
    stat(
      'Client errors',
      http.clientErrorRatio.over('5m'),
      'Share of requests answered with a 4xx status: often a client that was not updated.',
    ),
    stat('p95 response time', http.latencyP95.over('5m'), '95% of requests were answered faster than this.', {
      alert: apiLatencyHigh,
    }),
  ]),
  row(
    'Traffic',
    [
      timeseries(
        'Request rate by endpoint',
        http.requestRate.by('endpoint'),
        'Requests per second for each route; `unmatched` are paths that no route knows.',
      ),
      timeseries(
        'Request rate by status',
        http.requestRate.by('status'),
        'Requests per second by the status they were answered with.',
        { stacked: true },
      ),
    ],
    [
      timeseries(
        'Traffic against last week',
        {
          now: http.requestRate,
          'a week ago': http.requestRate.offset('1w'),
        },
        'Requests per second now, and at the same hour a week ago: what is unusual today?',
      ),
      bars(
        'Busiest endpoints',
        topK(10, http.requestRate.by('endpoint').over('15m')),
        'The ten routes with most requests over the last 15 minutes.',
      ),
    ],
  ),
  row(
    'Response time',
    [
      timeseries(
        'Response time percentiles',
        { p50: http.latencyP50.over('5m'), p95: http.latencyP95.over('5m'), p99: http.latencyP99.over('5m') },
        'Half, 95% and 99% of the requests of the last 5 minutes were answered faster than this.',
        { alert: apiLatencyHigh },
      ),
      timeseries(
        'p95 by endpoint',
        http.latencyP95.by('endpoint').over('5m'),
        'Which route makes the percentile above rise?',
      ),
    ],
    [
      heatmap(
        'Response time distribution',
        http.latency,
        'How many requests fell into each bucket: two bands mean two kinds of requests.',
      ),
      table(
        'Slowest endpoints',
        {
          p95: http.latencyP95.by('endpoint', 'method').over('15m'),
          p50: http.latencyP50.by('endpoint', 'method').over('15m'),
          Requests: http.requestRate.by('endpoint', 'method').over('15m'),
        },
        'Routes by their 95th percentile over the last 15 minutes, slowest first.',
      ),
    ],
  ),
  row(
    'Errors',
    [
      timeseries(
        'Error ratio',
        { server: http.serverErrorRatio.over('5m'), client: http.clientErrorRatio.over('5m') },
        'Share of the requests of the last 5 minutes that were answered with a 5xx and with a 4xx status.',
        { alert: apiErrorRateHigh },
      ),
      timeseries(
        'Server error ratio, now',
        http.userErrorRatio.over('2m'),
        'Share of the requests of the last two minutes that were answered with a 5xx status.',
        { alert: apiFailing, noValue: 'No traffic, or not scraped' },
      ),
      timeseries(
        'Server error ratio by endpoint',
        http.userErrorRatio.by('endpoint'),
        'Share of the requests to each route that were answered with a 5xx status.',
        { alert: apiRouteFailing, noValue: 'No traffic, or not scraped' },
      ),
      timeseries(
        'Server errors by endpoint',
        http.serverErrorRate.by('endpoint', 'status'),
        '5xx answers per second, by route and status.',
      ),
    ],
    [
      timeseries(
        'Client errors by endpoint',
        http.clientErrorRate.by('endpoint', 'status'),
        '4xx answers per second, by route and status.',
      ),
      table(
        'Errors by endpoint',
        {
          '5xx': http.serverErrorRatio.by('endpoint').over('15m'),
          '4xx': http.clientErrorRatio.by('endpoint').over('15m'),
          Requests: http.requestRate.by('endpoint').over('15m'),
        },
        'Each route with its share of 5xx and 4xx answers over the last 15 minutes.',
      ),
    ],
  ),
  row('Objectives', apiAvailability.panels, apiLatency.panels),
  row('Connections and scrapes', [
    timeseries('WebSocket connections', http.openWebsockets, 'Connections that are open, all API processes together.', {
      alert: websocketConnectionsHigh,
    }),
    timeseries(
      'WebSocket connections by instance',
      http.openWebsockets.by('instance'),
      'Which API process holds them?',
    ),
    timeseries(
      'Scrapes by result',
      http.scrapeRate.by('result'),
      'Requests for the metrics per second: `shared` are many at once, `refused` lack the token.',
    ),
  ]),
)
