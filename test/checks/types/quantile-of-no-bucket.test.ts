import { expect, test } from 'vitest'
import { quantileOfNoBucket } from '../../../build/checks/types/quantile-of-no-bucket.ts'
import { alert, subject, told } from '../subject.ts'

test('a quantile of what has no buckets', () => {
  const rules = [
    alert({ expr: 'histogram_quantile(0.95, sum by (endpoint) (rate(http_request_duration_seconds_sum[5m]))) > 1' }),
    alert({ expr: 'histogram_quantile(0.95, redis_memory_used_bytes) > 1', name: 'Memory' }),
  ]
  expect(told(quantileOfNoBucket, subject({ rules }))).toMatchInlineSnapshot(`
    "error  quantile-of-no-bucket   rules.yml › group › SomeAlert
      histogram_quantile(0.95, sum by (endpoint) (rate(http_request_duration_seconds_sum[5m]))) > 1
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      histogram_quantile() reads buckets, and http_request_duration_seconds_sum has none: it answers nothing.
      Read http_request_duration_seconds_bucket.

    error  quantile-of-no-bucket   rules.yml › group › Memory
      histogram_quantile(0.95, redis_memory_used_bytes) > 1
                               ^^^^^^^^^^^^^^^^^^^^^^^
      histogram_quantile() reads buckets, and redis_memory_used_bytes has none: it answers nothing.
      Read the _bucket series of a histogram, or quantile() for the quantile over series."
  `)
})

test.each([
  'histogram_quantile(0.9, sum by (route) (rate(theirs_seconds_sum[5m]))) > 1',
  'histogram_quantile(0.9, sum by (route) (rate(theirs_total[5m]))) > 1',
  'histogram_quantile(0.9, sum by (method) (rate(http_request_duration_seconds[5m]))) > 1',
])('what is certainly no histogram, or one with buckets: %s', (expr) => {
  expect(told(quantileOfNoBucket, subject({ rules: [alert({ expr })] }))).toContain('answers nothing')
})

test.each([
  ['buckets', 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1'],
  [
    'buckets whose le is gone: another check',
    'histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket[5m]))) > 1',
  ],
  ['a native histogram, which is unknown', 'histogram_quantile(0.95, rate(somebody_elses_seconds[5m])) > 1'],
  [
    'an le that is made',
    'histogram_quantile(0.95, label_replace(rate(http_requests_total[5m]), "le", "$1", "status", "(.*)")) > 1',
  ],
  ['a native histogram under a grouping', 'histogram_quantile(0.9, sum by (route) (rate(theirs_seconds[5m]))) > 1'],
  ['a quantile over series', 'quantile(0.95, redis_memory_used_bytes) > 1'],
])('%s is left alone', (_, expr) => {
  expect(told(quantileOfNoBucket, subject({ rules: [alert({ expr })] }))).toBe('')
})
