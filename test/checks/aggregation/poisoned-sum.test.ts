import { expect, test } from 'vitest'
import { poisonedSum } from '../../../build/checks/aggregation/poisoned-sum.ts'
import { alert, subject, told } from '../subject.ts'

test('a sum over quotients that may be NaN', () => {
  const rules = [
    alert({
      expr: 'sum(rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])) > 1',
    }),
  ]
  expect(told(poisonedSum, subject({ rules }))).toMatchInlineSnapshot(`
    "error  poisoned-sum   rules.yml › group › SomeAlert
      sum(rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])) > 1
                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Where this is 0 the quotient is NaN, and sum over every method is NaN with it.
      Divide by (… > 0), or divide the sums instead: sum(part) / sum(whole)."
  `)
})

test.each([
  [
    'a divisor above 0',
    'sum(rate(http_request_duration_seconds_sum[5m]) / (rate(http_request_duration_seconds_count[5m]) > 0)) > 1',
  ],
  [
    'a divisor that is at least something',
    'sum(rate(http_request_duration_seconds_sum[5m]) / clamp_min(rate(http_request_duration_seconds_count[5m]), 0.1)) > 1',
  ],
  [
    'sums divided',
    'sum(rate(http_request_duration_seconds_sum[5m])) / sum(rate(http_request_duration_seconds_count[5m])) > 1',
  ],
  [
    'the largest, which passes over NaN',
    'max(rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])) > 1',
  ],
  [
    'quotients that were compared',
    'sum(rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]) >= 0) > 1',
  ],
  ['one instance that nobody knows', 'sum(rate(a_sum{instance="x"}[5m]) / rate(a_count{instance="x"}[5m])) > 1'],
  ['recorded by nobody knows whom', 'sum(rate(job:a:sum[5m]) / rate(job:a:count[5m])) > 1'],
])('%s is left alone', (_, expr) => {
  expect(told(poisonedSum, subject({ rules: [alert({ expr })] }))).toBe('')
})

test.each([
  'sum(redis_connected_clients % redis_slowlog_length) > 1',
  'stddev(redis_connected_clients % on (job, instance) redis_slowlog_length) > 1',
  'sum(2 * (redis_connected_clients % (redis_slowlog_length - 1))) > 1',
])('a remainder by what may be 0: %s', (expr) => {
  expect(told(poisonedSum, subject({ rules: [alert({ expr })] }))).toContain('the remainder is NaN')
})

test.each([
  'sum(redis_connected_clients % (redis_slowlog_length > 0)) > 1',
  'sum(redis_connected_clients % 10) > 1',
  'sum(redis_connected_clients) % sum(redis_slowlog_length) > 1',
  'max(redis_connected_clients % redis_slowlog_length) > 1',
])('a remainder that is a number: %s', (expr) => {
  expect(told(poisonedSum, subject({ rules: [alert({ expr })] }))).toBe('')
})

test.each([
  ['every instance', 'sum(rate(a_seconds_sum[5m]) / rate(a_seconds_count[5m])) > 1'],
  ['every kind', 'sum by (job) (sum by (job, kind) (rate(a[5m])) / sum by (job, kind) (rate(b[5m]))) > 1'],
])('of what nobody knows, over %s', (over, expr) => {
  expect(told(poisonedSum, subject({ rules: [alert({ expr })] }))).toContain(`over ${over} is NaN`)
})

test.each([
  ['levels that nobody knows', 'sum by (job) (theirs_errors / theirs_all) > 1', true],
  ['the mean of remainders', 'avg(theirs % others) > 1', true],
  ['a capacity', 'sum by (job) (theirs_used / theirs_limit) > 1', false],
  ['a period', 'sum by (job) (theirs_quota / theirs_period) > 1', false],
  ['a divisor that is at least something', 'sum(theirs_errors / clamp_min(theirs_all, 1)) > 1', false],
  ['what is kept apart by an id', 'sum by (instance_id) (rate(a[5m]) / rate(b[5m])) > 1', false],
])('divided inside: %s', (_, expr, isTold) => {
  expect(told(poisonedSum, subject({ rules: [alert({ expr })] })) !== '').toBe(isTold)
})
