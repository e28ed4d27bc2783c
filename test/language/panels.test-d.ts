import { expectTypeOf, test } from 'vitest'
import { apiErrorRateHigh } from '../../alerts/high-error-rate.ts'
import { apiLatencyHigh } from '../../alerts/slow-tasks.ts'
import { dashboard, mark, row } from '../../build/language/dashboard.ts'
import { topK } from '../../build/language/functions.ts'
import {
  bars,
  gauge,
  heatmap,
  type OneSeries,
  pie,
  stat,
  states,
  statusHistory,
  table,
  timeseries,
} from '../../build/language/panels.ts'
import { verbatim } from '../../build/language/verbatim.ts'
import * as application from '../../queries/application.ts'
import * as http from '../../queries/http.ts'
import * as redis from '../../queries/redis.ts'

const { memoryUsedTotal: memory, memoryUsage, queueDepth: queue } = redis
const busiest = topK(5, http.requestRate.by('endpoint'))
const p = stat('Queue', queue, 'Any.')

test('one axis has one unit', () => {
  timeseries('Memory', { used: memory, limit: redis.memoryLimitTotal }, 'Any.')
  // @ts-expect-error: bytes and tasks
  timeseries('Memory', { memory, queue }, 'Any.')
  gauge('Memory', memoryUsage, 'Any.')
  // @ts-expect-error: a dial shows shares
  gauge('Memory', memory, 'Any.')
  states('Redis', redis.up, 'Any.')
  // @ts-expect-error: bands show yes and no
  states('Queue', queue, 'Any.')
})

test('a limit is written in the unit of the axis', () => {
  stat('Errors', http.serverErrorRatio, 'Any.', { warning: '1%', critical: '5%' })
  // @ts-expect-error: 5%
  stat('Errors', http.serverErrorRatio, 'Any.', { critical: 5 })
  // @ts-expect-error: bytes
  timeseries('Memory', memory, 'Any.', { critical: '90%' })
  stat('Queue', queue, 'Any.', { steps: [10, 50, 100, 500, 1000] })
  // @ts-expect-error: five colours
  stat('Queue', queue, 'Any.', { steps: [10, 50, 100, 500] })
  timeseries('Errors', http.serverErrorRatio, 'Any.', { alert: apiErrorRateHigh })
  // @ts-expect-error: that alert is about seconds
  timeseries('Errors', http.serverErrorRatio, 'Any.', { alert: apiLatencyHigh })
  // @ts-expect-error: a table has no axis
  table('Requests', { rate: http.requestRate.by('endpoint') }, 'Any.', { critical: '1/s' })
})

test('a drawing fits its query', () => {
  stat('p95', http.latencyP95, 'Any.')
  // @ts-expect-error: one number, but many series
  stat('p95', http.latencyP95.by('endpoint'), 'Any.')
  // @ts-expect-error: a gauge has one series per instance
  stat('Memory', redis.memoryUsed, 'Any.')
  heatmap('Latency', http.latency, 'Any.')
  // @ts-expect-error: a counter has no buckets
  heatmap('Requests', http.requests, 'Any.')
  // @ts-expect-error: a histogram is no level
  stat('Latency', http.latency, 'Any.')
  // @ts-expect-error: a counter is no level
  timeseries('Requests', http.requests, 'Any.')
  // @ts-expect-error: a moment is no level
  timeseries('Start', application.startTime, 'Any.')
  type Labelled = { readonly labels: readonly 'endpoint'[] }
  expectTypeOf<OneSeries<Labelled>>().toEqualTypeOf<'shows one number, but this query has one series per endpoint'>()
})

test('a ranking is listed, not drawn over time', () => {
  bars('Busiest', busiest, 'Any.')
  // @ts-expect-error: its members would change under the line
  timeseries('Busiest', busiest, 'Any.')
  // @ts-expect-error: under a name neither
  timeseries('Busiest', { busiest }, 'Any.')
  // @ts-expect-error: five numbers
  stat('Busiest', busiest, 'Any.')
})

test('the columns of a table have the same labels', () => {
  const requests = http.requestRate.by('endpoint')
  table('Endpoints', { requests, p95: http.latencyP95.by('endpoint') }, 'Any.')
  // @ts-expect-error: endpoints and methods
  table('Endpoints', { requests, p95: http.latencyP95.by('method') }, 'Any.')
  // @ts-expect-error: endpoints with methods
  table('Endpoints', { requests, p95: http.latencyP95.by('endpoint', 'method') }, 'Any.')
  // @ts-expect-error: endpoints and all together
  table('Endpoints', { requests, p95: http.latencyP95 }, 'Any.')
})

test('a panel says what it shows', () => {
  stat('Queue', queue, 'Tasks that wait.')
  // @ts-expect-error: no description
  stat('Queue', queue)
  timeseries('Memory', memory, 'Any.', { stacked: true })
  // @ts-expect-error: stacked
  timeseries('Memory', memory, 'Any.', { stack: true })
  // @ts-expect-error: a dial stacks nothing
  gauge('Memory', memoryUsage, 'Any.', { stacked: true })
})

test('a line is shared by 1, 2, 3, 4 or 6 panels', () => {
  row('Six', [p, p, p, p, p, p], [p], [p, p], [p, p, p], [p, p, p, p])
  // @ts-expect-error: 24 columns by five
  row('Five', [p, p, p, p, p])
  // @ts-expect-error: too many
  row('Seven', [p, p, p, p, p, p, p])
  // @ts-expect-error: an empty line
  row('None', [])
  // @ts-expect-error: no line
  row('None')
  // @ts-expect-error: a panel stands on a line
  row('One', p)
})

test('a dashboard answers a question', () => {
  const about = { uid: 'any', asks: 'Well?', tags: ['any'], filters: [], annotations: [] } as const
  dashboard('Any', about, row('One', [p]))
  // @ts-expect-error: no question
  dashboard('Any', { ...about, asks: undefined }, row('One', [p]))
  // @ts-expect-error: no tag
  dashboard('Any', { ...about, tags: [] }, row('One', [p]))
  // @ts-expect-error: no row
  dashboard('Any', about)
  mark('Restarts', application.restarted, '{{job}}', 'purple')
  // @ts-expect-error: green means well
  mark('Restarts', application.restarted, '{{job}}', 'green')
})

test('what lines look like is said in their units and names', () => {
  const both = { used: memory, limit: redis.memoryLimitTotal }
  timeseries('Memory', both, 'Any.', { axis: { min: '1MiB', scale: 'log' }, right: { hits: memoryUsage } })
  // @ts-expect-error: bytes
  timeseries('Memory', both, 'Any.', { axis: { min: 5 } })
  timeseries('Memory', both, 'Any.', { series: { used: { color: 'dark-red', line: 'dashed' } } })
  // @ts-expect-error: a colour of Grafana's
  timeseries('Memory', both, 'Any.', { series: { used: { color: 'pink' } } })
  // @ts-expect-error: a counter is no level
  timeseries('Memory', both, 'Any.', { right: { requests: http.requests } })
  timeseries('Memory', both, 'Any.', { timeFrom: '7d', timeShift: '1w', repeat: 'instance' })
  // @ts-expect-error: 7d
  timeseries('Memory', both, 'Any.', { timeFrom: '7 days' })
  // @ts-expect-error: a dial has no legend
  gauge('Memory', memoryUsage, 'Any.', { legend: 'hidden' })
  pie('Queues', queue, 'Any.')
  // @ts-expect-error: bytes and tasks
  pie('Queues', { memory, queue }, 'Any.')
  statusHistory('Redis', redis.up, 'Any.')
  // @ts-expect-error: squares show yes and no
  statusHistory('Queue', queue, 'Any.')
})

test('a table is sorted by a column and hides labels that it has', () => {
  const columns = { Requests: http.requestRate.by('endpoint', 'method') }
  table('Endpoints', columns, 'Any.', { sortBy: 'Requests', hide: ['method'], limit: 5, bars: ['Requests'] })
  // @ts-expect-error: Requests
  table('Endpoints', columns, 'Any.', { sortBy: 'Rate' })
  // @ts-expect-error: endpoint or method
  table('Endpoints', columns, 'Any.', { hide: ['status'] })
})

test('a row begins closed, or says nothing of it', () => {
  row('One', { collapsed: true, repeat: 'instance' }, [p])
  // @ts-expect-error: true
  row('One', { collapsed: 'yes' }, [p])
  // @ts-expect-error: no line
  row('One', { collapsed: true })
  verbatim({ type: 'canvas', title: 'Map' })
  // @ts-expect-error: an object
  verbatim('{}')
})
