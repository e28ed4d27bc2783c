import { type Dashboard, dashboard, instancesOf, row, valuesOf } from '../../build/language/dashboard.ts'
import { topK } from '../../build/language/functions.ts'
import { bars, heatmap, stat, table, timeseries } from '../../build/language/panels.ts'
import type { Defined } from '../../build/model/load.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import { annotations } from '../../queries/monitoring.ts'

export const panelsEach = 20

const about = 'What the benchmark draws.'

/** A dashboard of twenty panels, of the kinds and queries that real ones have. */
const synthetic = (number: number): Dashboard =>
  dashboard(
    `Synthetic ${number}`,
    {
      uid: `synthetic-${number}`,
      asks: 'What does a dashboard cost?',
      tags: ['synthetic'],
      filters: [
        instancesOf(http.requests, 'api_instance', 'API instance'),
        valuesOf(http.requests, 'endpoint', 'Endpoint'),
      ],
      annotations: annotations(),
    },
    row('At a glance', [
      stat('Requests', http.requestRate, about),
      stat('Share of server errors', http.serverErrorRatio.over('5m'), about, { warning: '1%' }),
      stat('p95', http.latencyP95.over('5m'), about, { critical: '1s' }),
      stat('WebSocket connections', http.openWebsockets, about),
    ]),
    row('Traffic', [
      timeseries('By endpoint', http.requestRate.by('endpoint'), about),
      timeseries('By status', http.requestRate.by('status'), about, { stacked: true }),
      timeseries('Percentiles', { p50: http.latencyP50, p95: http.latencyP95, p99: http.latencyP99 }, about),
      heatmap('Distribution', http.latency, about),
    ]),
    row('Errors', [
      timeseries('Server errors', http.serverErrorRate.by('endpoint', 'status'), about),
      timeseries('Client errors', http.clientErrorRate.by('endpoint', 'status'), about),
      bars('Busiest', topK(10, http.requestRate.by('endpoint').over('15m')), about),
      table(
        'Endpoints',
        { p95: http.latencyP95.by('endpoint').over('15m'), Requests: http.requestRate.by('endpoint').over('15m') },
        about,
      ),
    ]),
    row('Extraction', [
      timeseries('Tasks', extraction.taskRate.by('task_type'), about),
      timeseries('Failures', extraction.failureRatio.by('task_type').over('30m'), about),
      timeseries('Retries', extraction.retryRate.by('task_type'), about),
      timeseries('Duration', extraction.durationP95.by('task_type').over('30m'), about),
    ]),
    row('Database', [
      timeseries('Queries', application.queryRate.by('operation'), about),
      timeseries('Query p95', application.queryP95.by('operation'), about),
      timeseries('Slow queries', application.slowQueryRate.by('operation'), about),
      timeseries('Hit ratio', application.cacheHitRatio, about),
    ]),
  )

/** Synthetic dashboards, as if each were the default export of a file. */
export const syntheticDashboards = (count: number): readonly Defined<Dashboard>[] =>
  Array.from({ length: count }, (_, number) => ({
    file: `dashboards/synthetic-${number}.ts`,
    name: `synthetic-${number}`,
    value: synthetic(number),
  }))
