import { expect, test } from 'vitest'
import { droppedSeries } from '../../../build/checks/metrics/dropped-series.ts'
import { ours, panel, subject, told } from '../subject.ts'

type Relabeling = Readonly<Record<string, unknown>>
const relabelled = (expr: string, ...metricRelabeling: readonly Relabeling[]) =>
  subject({
    panels: [panel({ exprs: [expr] })],
    scraping: ours.scraping && {
      ...ours.scraping,
      jobs: ours.scraping.jobs.map((job) => ({ ...job, metricRelabeling })),
    },
  })
const drop = (regex: string, ...labels: readonly string[]) => ({ action: 'drop', source_labels: labels, regex })

test('a bucket that is dropped, in every spelling', () => {
  const slow = 'sum(rate(extraction_duration_seconds_bucket{le=~"600(\\\\.0)?"}[5m]))'
  const of = relabelled(slow, drop('extraction_duration_seconds_bucket;(300|600)(\\.0)?', '__name__', 'le'))
  expect(told(droppedSeries, of)).toMatchInlineSnapshot(`
    "error  dropped-series   dashboard.json › Row › Panel
      sum(rate(extraction_duration_seconds_bucket{le=~"600(\\\\.0)?"}[5m]))
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The relabelling of the job extraction-worker drops all that this reads of extraction_duration_seconds_bucket: action: drop, source_labels: [__name__, le], regex: extraction_duration_seconds_bucket;(300|600)(\\.0)?.
      Read what is left, or narrow the rule in metric_relabel_configs."
  `)
})

test('a label that is removed', () => {
  const of = relabelled('sum by (endpoint) (rate(http_requests_total[5m]))', {
    action: 'labeldrop',
    regex: 'endpoint|path',
  })
  expect(told(droppedSeries, of)).toContain('removes the label endpoint from every series')
})

test.each([
  ['a metric', 'redis_db_keys or redis_up', drop('redis_.*', '__name__')],
  ['what is not kept', 'pg_up', { action: 'keep', source_labels: ['__name__'], regex: 'pg_stat_.*' }],
  ['a value that is asked for', 'http_requests_total{status="404"}', drop('4..', 'status')],
  ['all values of a closed label', 'pg_locks_count', drop('.*lock', 'mode')],
  ['series without a label', 'pg_up', drop('', 'datname')],
])('%s is dropped', (_, expr, rule) => {
  expect(told(droppedSeries, relabelled(expr, rule))).toContain('drops all that this reads of')
})

test('a label that is not kept', () => {
  const kept = { action: 'labelkeep', regex: '__name__|job|instance|le|method' }
  expect(told(droppedSeries, relabelled('http_requests_total{status="500"}', kept))).toContain(
    'removes the label status',
  )
  expect(told(droppedSeries, relabelled('http_requests_total{method="GET"}', kept))).toBe('')
})

test.each([
  ['another metric', 'pg_up', [drop('redis_.*', '__name__')]],
  ['some values of a label', 'http_requests_total', [drop('4..', 'status')]],
  ['a value that is not asked for', 'http_requests_total{status=~"5.."}', [drop('4..', 'status')]],
  ['a part of the name only', 'pg_up', [drop('g_u', '__name__')]],
  ['an open label', 'pg_database_size_bytes', [drop('template.*', 'datname')]],
  ['a label that was written before', 'pg_up', [{ target_label: 'tmp', replacement: 'x' }, drop('x', 'tmp')]],
  ['an unknown metric', 'somebody_elses_total', [drop('.*', '__name__')]],
  ['a label that is not read', 'sum(pg_up)', [{ action: 'labeldrop', regex: 'datname' }]],
  ['a missing label, asked to be missing', 'pg_up{datname=""}', [{ action: 'labeldrop', regex: 'datname' }]],
])('%s may be dropped', (_, expr, rules) => {
  expect(told(droppedSeries, relabelled(expr, ...rules))).toBe('')
})

test('a metric that one of its jobs keeps', () => {
  const [first, ...others] = ours.scraping?.jobs ?? []
  const all = [...(first ? [{ ...first, metricRelabeling: [drop('db_.*', '__name__')] }] : []), ...others]
  const of = (expr: string) =>
    subject({ panels: [panel({ exprs: [expr] })], scraping: ours.scraping && { ...ours.scraping, jobs: all } })
  expect(told(droppedSeries, of('db_query_errors_total'))).toBe('')
  expect(told(droppedSeries, of('db_query_errors_total{job="pybase-api"}'))).toContain(
    'The relabelling of the job pybase-api drops',
  )
})
