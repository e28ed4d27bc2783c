import { expect, test } from 'vitest'
import { unknownMetric } from '../../../build/checks/metrics/unknown-metric.ts'
import { alert, ours, panel, subject, told } from '../subject.ts'

test('a name that nobody exposes is told once, with the nearest known one', () => {
  const twice = subject({
    rules: [alert({ expr: 'sum(rate(http_request_total{job="pybase-api"}[5m])) > 5' })],
    panels: [panel({ exprs: ['rate(http_request_total[$__rate_interval])'] })],
  })
  expect(told(unknownMetric, twice)).toMatchInlineSnapshot(`
    "error  unknown-metric   rules.yml › group › SomeAlert
      sum(rate(http_request_total{job="pybase-api"}[5m])) > 5
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      No known series is called http_request_total; the nearest known name is http_requests_total.
      Correct the name, export the metric from a file in queries/, or add the exposition that has it with --catalog."
  `)
})

test.each([
  ['a metric', 'sum(rate(http_requests_total[5m]))'],
  ["a histogram's part", 'sum by (le) (rate(http_request_duration_seconds_bucket[5m]))'],
  ['a series that Prometheus writes', 'up == 0'],
  ['a macro', 'topk(5, $metric)'],
])('%s is known', (_, expr) => {
  expect(told(unknownMetric, subject({ panels: [panel({ exprs: [expr] })] }))).toBe('')
})

test('a histogram has no series of its own name', () => {
  expect(told(unknownMetric, subject({ panels: [panel({ exprs: ['http_request_duration_seconds'] })] }))).toContain(
    'No known series is called http_request_duration_seconds',
  )
})

test('our definitions read nothing unknown', () => {
  expect(told(unknownMetric, ours)).toBe('')
})
