import { expect, test } from 'vitest'
import { quantileRange } from '../../../build/checks/types/quantile-range.ts'
import { alert, subject, told } from '../subject.ts'

test('a quantile beyond 1', () => {
  const rules = [
    alert({ expr: 'histogram_quantile(95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1' }),
    alert({ expr: 'quantile_over_time(-0.5, redis_memory_used_bytes[5m]) > 1', name: 'Negative' }),
  ]
  expect(told(quantileRange, subject({ rules }))).toMatchInlineSnapshot(`
    "error  quantile-range   rules.yml › group › SomeAlert
      histogram_quantile(95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1
                         ^^
      A quantile lies between 0 and 1, and this one is 95: the answer is +Inf, whatever is measured.
      Write 0.95.

    error  quantile-range   rules.yml › group › Negative
      quantile_over_time(-0.5, redis_memory_used_bytes[5m]) > 1
                         ^^^^
      A quantile lies between 0 and 1, and this one is -0.5: the answer is -Inf, whatever is measured.
      Write a share, such as 0.95."
  `)
})

test.each([
  ['a share', 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1'],
  ['the least and the largest', 'quantile(0, redis_memory_used_bytes) > quantile(1, redis_memory_used_bytes)'],
  ['a computed share', 'quantile(1 - 0.05, redis_memory_used_bytes) > 1'],
  ['a macro', 'histogram_quantile($quantile, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1'],
  ["another function's number", 'topk(95, redis_memory_used_bytes) > 1'],
])('%s is left alone', (_, expr) => {
  expect(told(quantileRange, subject({ rules: [alert({ expr })] }))).toBe('')
})
