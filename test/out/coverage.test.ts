import { expect, test } from 'vitest'
import { dashboards } from './generated.ts'

/** What the specification's dashboard chapter asks of each dashboard, and the panels that answer it. */
const specified: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  overview: {
    'System health at a glance': [
      'Targets down',
      'Critical alerts',
      'Warnings',
      'API error ratio',
      'API p95',
      'Tasks waiting',
    ],
    'Request rate and error rate': ['Request rate', 'Error ratio'],
    'Active WebSocket connections': ['Active WebSocket connections'],
    'Database and cache health': ['PostgreSQL connections', 'Redis memory', 'Cache hit ratio', 'Database p95'],
    'Extraction task throughput, by type': ['Extraction throughput by type'],
  },
  'api-performance': {
    'Request rate by endpoint': ['Request rate by endpoint'],
    'Request rate by status': ['Request rate by status'],
    'Response time percentiles (p50, p95, p99)': ['Response time percentiles'],
    'Latency heatmap': ['Response time distribution'],
    'Error rate breakdown, by endpoint and status class': [
      'Error ratio',
      'Server errors by endpoint',
      'Client errors by endpoint',
    ],
    'Slowest endpoints, as a table': ['Slowest endpoints'],
    'Traffic patterns over time': ['Traffic against last week'],
  },
  'celery-workers': {
    'Task throughput by type': ['Tasks finished by type'],
    'Task duration percentiles': ['Task duration percentiles'],
    'Task duration heatmap': ['Task duration distribution'],
    'Task failure rates': ['Failure ratio by type'],
    'Worker queue depth, by queue': ['Queue depth by queue'],
    'Task retry statistics': ['Retries by type'],
    'Worker processes up': ['Worker processes up'],
  },
  'database-redis': {
    'PostgreSQL connection pool usage': [
      'Connections by state',
      'Connections against capacity',
      'Connection pool usage',
    ],
    'Query performance metrics': ['Query rate by operation', 'p95 query time by operation'],
    'Cache hit/miss ratios: application, Redis, PostgreSQL buffers': ['Hit ratios'],
    'Redis memory usage, against its limit': ['Redis memory', 'Redis memory used'],
    'Redis evictions': ['Keys evicted and expired'],
    'Slow query log': ['Slowest statements', 'Slow queries', 'Slow log'],
    Locks: ['Locks by mode'],
    'Replication lag': ['Replication lag'],
    Transactions: ['Transactions'],
    Disk: ['Disk space left', 'Disk I/O'],
    'Container resources: CPU, memory, disk I/O': ['Container CPU', 'Container memory', 'Container disk I/O'],
  },
}

const bullets = Object.entries(specified).flatMap(([name, asked]) =>
  Object.entries(asked).map(([bullet, titles]) => ({ name, bullet, titles })),
)

test.each(bullets)('$name: $bullet', ({ name, titles }) => {
  const found = dashboards.find(([path]) => path === `grafana-dashboards/${name}.json`)
  expect(found?.[1].panels.map(({ title }) => title)).toEqual(expect.arrayContaining([...titles]))
})

/** Panels whose title alone does not say what the specification asks for. */
const shapes: readonly (readonly [name: string, title: string, shape: object])[] = [
  ['overview', 'Targets down', { type: 'stat' }],
  ['overview', 'Critical alerts', { type: 'stat' }],
  ['overview', 'Warnings', { type: 'stat' }],
  ['overview', 'API error ratio', { type: 'stat' }],
  ['overview', 'API p95', { type: 'stat' }],
  ['overview', 'Tasks waiting', { type: 'stat' }],
  ['api-performance', 'Response time distribution', { type: 'heatmap' }],
  ['api-performance', 'Slowest endpoints', { type: 'table' }],
  ['api-performance', 'Response time percentiles', { targets: legends('p50', 'p95', 'p99') }],
  ['api-performance', 'Traffic against last week', { targets: legends('now', 'a week ago') }],
  ['celery-workers', 'Task duration percentiles', { targets: legends('p50', 'p95', 'p99') }],
  ['celery-workers', 'Task duration distribution', { type: 'heatmap' }],
  ['database-redis', 'Hit ratios', { targets: legends('application cache', 'Redis keyspace', 'PostgreSQL buffers') }],
  ['database-redis', 'Redis memory', { targets: legends('used', 'limit') }],
  ['database-redis', 'Slowest statements', { type: 'table' }],
]

function legends(...names: readonly string[]): readonly object[] {
  return names.map((legendFormat) => ({ legendFormat }))
}

test.each(shapes)('%s › %s is drawn as it should be', (name, title, shape) => {
  const found = dashboards.find(([path]) => path === `grafana-dashboards/${name}.json`)
  expect(found?.[1].panels.find((panel) => panel.title === title)).toMatchObject(shape)
})

/** The numbers that the specification calls the buckets of a gauge. */
test('the WebSocket panel changes colour at 10, 50, 100, 500 and 1000 connections', () => {
  const [, overview] = dashboards.find(([path]) => path.endsWith('/overview.json')) ?? []
  const drawn = overview?.panels.filter(({ title }) => /WebSocket connections/.test(title ?? '')) ?? []
  expect(drawn).toHaveLength(1)
  for (const panel of drawn)
    expect(panel).toMatchObject({
      fieldConfig: { defaults: { thresholds: { steps: [null, 10, 50, 100, 500, 1000].map((value) => ({ value })) } } },
    })
})
