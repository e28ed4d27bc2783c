import { expect, test } from 'vitest'
import { orOfRates } from '../../../build/checks/aggregation/or-of-rates.ts'
import { alert, subject, told } from '../subject.ts'

test('a right side that is never seen', () => {
  const rules = [
    alert({ expr: '(rate(redis_keyspace_hits_total[5m]) or rate(redis_keyspace_misses_total[5m])) > 100' }),
  ]
  expect(told(orOfRates, subject({ rules }))).toMatchInlineSnapshot(`
    "error  or-of-rates   rules.yml › group › SomeAlert
      (rate(redis_keyspace_hits_total[5m]) or rate(redis_keyspace_misses_total[5m])) > 100
                                           ^^
      redis_keyspace_hits_total is always there and its series have the labels of redis_keyspace_misses_total: the right side of this or is never seen.
      Compare each side before the or, add them with +, or show them as two queries."
  `)
})

test.each([
  ['each compared', 'rate(redis_keyspace_hits_total[5m]) > 100 or rate(redis_keyspace_misses_total[5m]) > 100'],
  ['added', 'rate(redis_keyspace_hits_total[5m]) + rate(redis_keyspace_misses_total[5m]) > 100'],
  ['two jobs', 'rate(redis_keyspace_hits_total[5m]) or rate(prometheus_rule_evaluation_failures_total[5m])'],
  ['names kept', 'redis_up or redis_connected_clients'],
  [
    'a metric that some versions lack',
    'rate(pg_stat_statements_calls_total[5m]) or rate(pg_stat_statements_seconds_total[5m])',
  ],
  [
    'values that need not be there',
    'sum(rate(http_requests_total{status="504"}[5m])) or sum(rate(db_query_errors_total[5m]))',
  ],
  ['a fallback to 0', 'sum(rate(http_requests_total[5m])) or vector(0)'],
  ['one metric twice', 'rate(redis_keyspace_hits_total[5m]) or rate(redis_keyspace_hits_total[1h])'],
  ['an old and a new name', 'rate(node_cpu[5m]) or rate(node_cpu_seconds_total[5m])'],
])('%s is left alone', (_, expr) => {
  expect(told(orOfRates, subject({ rules: [alert({ expr })] }))).toBe('')
})
