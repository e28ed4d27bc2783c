import { expect, test } from 'vitest'
import { idleShare } from '../../../build/checks/aggregation/idle-share.ts'
import { alert, subject, told } from '../subject.ts'

test('a share that one event makes 100%', () => {
  const rules = [
    alert({
      expr: 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05',
      for: 60,
    }),
    alert({
      expr: 'sum(rate(http_requests_total{status="200"}[5m])) / sum(rate(http_requests_total[5m])) != 1',
      name: 'NotAll',
    }),
  ]
  expect(told(idleShare, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  idle-share   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      One event of one makes the share 100% for 4m30s (the window of 5m less a scrape and an evaluation), and the alert waits 1m: a single event fires it.
      Wait 5m, or ask for a number of events beside it: … and sum(increase(…)) > 1.5.

    warning  idle-share   rules.yml › group › NotAll
      sum(rate(http_requests_total{status="200"}[5m])) / sum(rate(http_requests_total[5m])) != 1
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Without traffic the share is NaN, and NaN != 1 is true: the alert fires when nothing happens.
      Divide by (… > 0), or compare with > or <."
  `)
})

test.each([
  [
    'a whole window',
    alert({
      expr: 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05',
      for: 300,
    }),
  ],
  [
    'a number of events beside it',
    alert({
      expr: 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05 and sum(increase(http_requests_total{status=~"5.."}[5m])) > 3',
      for: 60,
    }),
  ],
  [
    'a divisor above a rate',
    alert({
      expr: 'sum(rate(http_requests_total{status=~"5.."}[5m])) / (sum(rate(http_requests_total[5m])) > 1) > 0.05',
      for: 60,
    }),
  ],
  [
    'a share that is too small',
    alert({
      expr: 'sum(rate(http_requests_total{status="200"}[5m])) / sum(rate(http_requests_total[5m])) < 0.9',
      for: 60,
    }),
  ],
  ['a share of levels', alert({ expr: 'redis_memory_used_bytes / redis_memory_max_bytes > 0.9', for: 60 })],
  [
    'a quotient of two things',
    alert({
      expr: 'rate(pg_stat_database_xact_rollback[5m]) / rate(pg_stat_database_xact_commit[5m]) > 0.05',
      for: 60,
    }),
  ],
  [
    'a mean duration',
    alert({
      expr: 'rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]) > 0.5',
      for: 60,
    }),
  ],
  [
    'metrics that nobody knows',
    alert({ expr: 'rate(somebodys_errors_total[5m]) / rate(somebodys_total[5m]) > 0.5', for: 60 }),
  ],
])('%s is left alone', (_, rule) => {
  expect(told(idleShare, subject({ rules: [rule] }))).toBe('')
})
