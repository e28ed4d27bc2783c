import { expect, test } from 'vitest'
import { mixedOperators } from '../../../build/checks/aggregation/mixed-operators.ts'
import { alert, subject, told } from '../subject.ts'

test('operators of different strength', () => {
  const rules = [
    alert({ expr: 'redis_up == 0 or pg_up == 0 and redis_memory_used_bytes > 1e9' }),
    alert({ expr: 'redis_up == 0 unless pg_up == 0 and redis_memory_used_bytes > 1e9', name: 'Unless' }),
    alert({
      expr: 'sum(rate(http_requests_total{status="500"}[5m])) + sum(rate(http_requests_total{status="503"}[5m])) / sum(rate(http_requests_total[5m])) > 0.05',
      name: 'Share',
    }),
  ]
  expect(told(mixedOperators, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  mixed-operators   rules.yml › group › SomeAlert
      redis_up == 0 or pg_up == 0 and redis_memory_used_bytes > 1e9
                    ^^
      and and or stand side by side without parentheses, and Prometheus takes the right one, and, first.
      Put parentheses around what belongs together, such as a or (b and c).

    warning  mixed-operators   rules.yml › group › Unless
      redis_up == 0 unless pg_up == 0 and redis_memory_used_bytes > 1e9
                                      ^^^
      unless and and stand side by side without parentheses, and Prometheus takes the left one, unless, first.
      Put parentheses around what belongs together, such as (a unless b) and c.

    warning  mixed-operators   rules.yml › group › Share
      sum(rate(http_requests_total{status="500"}[5m])) + sum(rate(http_requests_total{status="503"}[5m])) / sum(rate(http_requests_total[5m])) > 0.05
                                                       ^
      / and + stand side by side without parentheses, and Prometheus takes the right one, /, first.
      Put parentheses around what belongs together, such as a + (b / c)."
  `)
})

test.each([
  ['parentheses', 'redis_up == 0 or (pg_up == 0 and redis_memory_used_bytes > 1e9)'],
  ['a fallback', 'max(redis_up == 1 and pg_up == 1 or on () vector(0)) < 1'],
  ['one operator', 'redis_up == 0 or pg_up == 0 or redis_memory_used_bytes > 1e9'],
  ['a comparison of a quotient', 'redis_memory_used_bytes / redis_memory_max_bytes > 0.8'],
  ['the rest of a share', '1 - redis_memory_used_bytes / redis_memory_max_bytes < 0.2'],
  ['a sum of shares', 'redis_memory_used_bytes / redis_memory_max_bytes + redis_up / redis_up > 1'],
  ['a scale', 'redis_memory_used_bytes + redis_memory_max_bytes / 2 > 1'],
])('%s is left alone', (_, expr) => {
  expect(told(mixedOperators, subject({ rules: [alert({ expr })] }))).toBe('')
})
