import { expect, test } from 'vitest'
import { unknownMetric } from '../../../build/checks/metrics/unknown-metric.ts'
import { alert, panel, subject, told } from '../subject.ts'
import { written } from '../written.ts'

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

test('more than three of one file that are like no known name are told together', () => {
  const exprs = ['alpha', 'beta_total', 'gamma_bytes', 'delta_seconds', 'http_request_total']
  expect(told(unknownMetric, subject({ panels: [panel({ exprs })] }))).toMatchInlineSnapshot(`
    "error  unknown-metric   dashboard.json
      4 metrics that the file reads are not known: alpha, beta_total, gamma_bytes and delta_seconds.
      Add the exposition that has them with --catalog, or leave names alone with --no-catalog.

    error  unknown-metric   dashboard.json › Row › Panel
      http_request_total
      ^^^^^^^^^^^^^^^^^^
      No known series is called http_request_total; the nearest known name is http_requests_total.
      Correct the name, export the metric from a file in queries/, or add the exposition that has it with --catalog."
  `)
  expect(told(unknownMetric, subject({ panels: [panel({ exprs: exprs.slice(0, 3) })] })).split('\n\n')).toHaveLength(3)
})

test('where no metric of the files is known or nearly known, names are not judged', () => {
  const checked = (expr: string) =>
    told(unknownMetric, written('r.yml', `groups: [{name: g, rules: [{alert: A, expr: '${expr}'}]}]`))
  expect(checked('alpha > 5 and beta_total > 5 and up == 0')).toBe('')
  expect(checked('alpha > 5 and redis_up == 0')).toContain('called alpha.')
  expect(checked('http_request_total > 5')).toContain('the nearest known name is http_requests_total')
})

test('a histogram has no series of its own name', () => {
  expect(told(unknownMetric, subject({ panels: [panel({ exprs: ['http_request_duration_seconds'] })] }))).toContain(
    'No known series is called http_request_duration_seconds',
  )
})
