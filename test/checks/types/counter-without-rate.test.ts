import { expect, test } from 'vitest'
import { counterWithoutRate } from '../../../build/checks/types/counter-without-rate.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('a counter taken for a level', () => {
  const rules = [
    alert({ expr: 'sum by (status) (http_requests_total) > 1000' }),
    alert({ expr: 'delta(http_requests_total[5m]) > 10', name: 'Delta' }),
    alert({ expr: 'histogram_quantile(0.95, sum by (le) (http_request_duration_seconds_bucket)) > 1', name: 'Slow' }),
  ]
  expect(told(counterWithoutRate, subject({ rules }))).toMatchInlineSnapshot(`
    "error  counter-without-rate   rules.yml › group › SomeAlert
      sum by (status) (http_requests_total) > 1000
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      http_requests_total only grows until its process restarts: compared with 1000, it stays beyond it for ever.
      Take rate() for how fast http_requests_total grows, or increase() for by how much within a window.

    error  counter-without-rate   rules.yml › group › Delta
      delta(http_requests_total[5m]) > 10
      ^^^^^
      delta() is for levels, and http_requests_total is a counter: every restart would count as a fall.
      Take rate() for how fast http_requests_total grows, or increase() for by how much within a window.

    error  counter-without-rate   rules.yml › group › Slow
      histogram_quantile(0.95, sum by (le) (http_request_duration_seconds_bucket)) > 1
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      http_request_duration_seconds_bucket counts from the start of its process, so this is the quantile of everything since, not of late.
      Take the quantile of rate(http_request_duration_seconds_bucket[…])."
  `)
})

test.each([
  ['a rate', 'rate(http_requests_total[5m]) > 1000'],
  ['whether anything ever happened', 'http_requests_total > 0'],
  ['whether nothing ever happened', 'http_requests_total == 0'],
  ['counting series', 'count(http_requests_total) > 1000'],
  ['changes', 'changes(http_requests_total[5m]) > 10'],
  ['resets', 'resets(http_requests_total[5m]) > 10'],
  ['absence', 'absent(http_requests_total)'],
  ['the moment of the last sample', 'time() - timestamp(http_requests_total) > 300'],
  ['one counter by another', 'pg_stat_statements_seconds_total / pg_stat_statements_calls_total > 5'],
  ['growth by hand', 'http_requests_total - http_requests_total offset 5m > 10'],
  ['existence beside a condition', 'redis_up == 0 and on () http_requests_total'],
  ['a level', 'redis_memory_used_bytes > 1000'],
  ['a metric that nobody knows', 'somebody_elses_total > 10'],
  ['a macro', '$metric > 10'],
])('%s is left alone', (_, expr) => {
  expect(told(counterWithoutRate, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a line that only climbs', () => {
  const panels = [panel({ exprs: ['sum by (status) (http_requests_total)'] })]
  expect(told(counterWithoutRate, subject({ panels }))).toContain('http_requests_total only grows: its line climbs')
})

test.each([
  [
    'zeros where nothing has happened yet',
    panel({ exprs: ['sum by (job) (rate(http_requests_total[5m])) or sum by (job) (http_requests_total * 0)'] }),
  ],
  ['a total in one number', panel({ type: 'stat', exprs: ['sum(http_requests_total)'] })],
  [
    'a line of which a transformation takes differences',
    panel({ exprs: ['http_requests_total'], json: { transformations: [{ id: 'reduce' }] } }),
  ],
])('%s is left alone', (_, shown) => {
  expect(told(counterWithoutRate, subject({ panels: [shown] }))).toBe('')
})

test.each([
  ['counted by its name', 'theirs_errors_total > 10', true],
  ['asked whether anything happened', 'theirs_errors_total > 0', false],
  ['counted by nobody knows what', 'theirs_total > 10', false],
  ['a level that somebody takes the rate of', 'theirs_bytes > 10 and rate(theirs_bytes[5m]) > 1', false],
  ['a total that somebody takes the rate of', 'theirs_total > 10 and rate(theirs_total[5m]) > 1', true],
])('of metrics that nobody knows: %s', (_, expr, isTold) => {
  expect(told(counterWithoutRate, subject({ rules: [alert({ expr })] })) !== '').toBe(isTold)
})

test.each([
  ['Cumulative errors', ''],
  ['Errores acumulados', ''],
  ['累积错误', ''],
  ['Errors', 'All of them since start.'],
])('a line that says that it shows everything since the start: %s', (title, description) => {
  const shown = panel({ title, description, exprs: ['http_requests_total'] })
  expect(told(counterWithoutRate, subject({ panels: [shown] }))).toBe('')
})

test('what is going on is a level, whatever its name ends with', () => {
  const of = (metric: string) => told(counterWithoutRate, subject({ panels: [panel({ exprs: [metric] })] }))
  expect(of('theirs_active_requests_total')).toBe('')
  expect(of('theirs_requests_total')).toContain('only grows')
})
