import { expect, test } from 'vitest'
import { missingLe } from '../../../build/checks/aggregation/missing-le.ts'
import { alert, recording, subject, told } from '../subject.ts'

test('buckets whose le is gone', () => {
  const rules = [
    alert({ expr: 'histogram_quantile(0.95, sum by (endpoint) (rate(http_request_duration_seconds_bucket[5m]))) > 1' }),
    alert({
      expr: 'histogram_quantile(0.95, sum without (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1',
      name: 'Without',
    }),
  ]
  expect(told(missingLe, subject({ rules }))).toMatchInlineSnapshot(`
    "error  missing-le   rules.yml › group › SomeAlert
      histogram_quantile(0.95, sum by (endpoint) (rate(http_request_duration_seconds_bucket[5m]))) > 1
                                   ^^^^^^^^^^^^^
      histogram_quantile() needs the label le, and sum keeps endpoint.
      Write sum by (le, endpoint).

    error  missing-le   rules.yml › group › Without
      histogram_quantile(0.95, sum without (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1
                                   ^^^^^^^^^^^^
      histogram_quantile() needs the label le, and sum drops le.
      Take le out of sum without (le)."
  `)
})

test.each([
  ['le kept', 'histogram_quantile(0.95, sum by (endpoint, le) (rate(http_request_duration_seconds_bucket[5m]))) > 1'],
  [
    'le not dropped',
    'histogram_quantile(0.95, sum without (instance) (rate(http_request_duration_seconds_bucket[5m]))) > 1',
  ],
  ['no aggregation', 'histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m])) > 1'],
  ['no quantile', 'sum by (endpoint) (rate(http_request_duration_seconds_bucket{le="1.0"}[5m])) > 1'],
  [
    'labels that a macro chooses',
    'histogram_quantile(0.95, sum by ($labels) (rate(http_request_duration_seconds_bucket[5m]))) > 1',
  ],
])('%s is left alone', (_, expr) => {
  expect(told(missingLe, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a recording rule has dropped it', () => {
  const rules = [
    recording({
      name: 'endpoint:latency:rate5m',
      expr: 'sum by (endpoint) (rate(http_request_duration_seconds_bucket[5m]))',
    }),
    alert({ expr: 'histogram_quantile(0.95, endpoint:latency:rate5m) > 1' }),
  ]
  expect(told(missingLe, subject({ rules }))).toContain('the rule that records this has dropped it')
})

test('a recording rule has kept it', () => {
  const rules = [
    recording({
      name: 'endpoint:latency:rate5m',
      expr: 'sum by (endpoint, le) (rate(http_request_duration_seconds_bucket[5m]))',
    }),
    alert({ expr: 'histogram_quantile(0.95, sum by (le) (endpoint:latency:rate5m)) > 1' }),
  ]
  expect(told(missingLe, subject({ rules }))).toBe('')
})

test('of a metric that nobody knows the name is enough', () => {
  const rules = [alert({ expr: 'histogram_quantile(0.9, sum by (job) (rate(theirs_seconds_bucket[5m]))) > 1' })]
  expect(told(missingLe, subject({ rules }))).toContain('Write sum by (le, job).')
})
