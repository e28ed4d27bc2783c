import { expect, test } from 'vitest'
import { betweenBuckets } from '../../../build/checks/thresholds/between-buckets.ts'
import { alert, subject, told } from '../subject.ts'

const p95 = 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))'

test('a threshold inside a bucket', () => {
  expect(told(betweenBuckets, subject({ rules: [alert({ expr: `${p95} > 2` })] }))).toMatchInlineSnapshot(`
    "warning  between-buckets   rules.yml › group › SomeAlert
      histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 2
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The threshold 2 lies inside the bucket from 1 to 2.5, where a quantile is a guess that can be wrong by 1.
      Take an edge, 1 or 2.5, or add a bucket that ends at 2."
  `)
})

test('a threshold inside the first bucket', () => {
  expect(told(betweenBuckets, subject({ rules: [alert({ expr: `max(${p95}) < 0.001` })] }))).toContain(
    'from 0 to 0.005, where a quantile is a guess that can be wrong by 0.004',
  )
})

test.each([
  ['an edge', `${p95} > 2.5`],
  ['the last edge', `${p95} >= 10`],
  ['beyond the last edge, which is the business of another check', `${p95} > 12`],
  ['nothing at all', `${p95} > 0`],
  ['a rate of buckets', 'sum(rate(http_request_duration_seconds_bucket{le="1.0"}[5m])) > 2'],
  ['an unknown histogram', 'histogram_quantile(0.95, rate(nobody_knows_bucket[5m])) > 2'],
])('silent: %s', (_, expr) => {
  expect(told(betweenBuckets, subject({ rules: [alert({ expr })] }))).toBe('')
})
