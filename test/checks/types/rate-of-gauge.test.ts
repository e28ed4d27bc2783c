import { expect, test } from 'vitest'
import { rateOfGauge } from '../../../build/checks/types/rate-of-gauge.ts'
import { Catalog } from '../../../build/model/catalog.ts'
import jobs from '../../../queries/jobs.ts'
import stack from '../../../stack.ts'
import { alert, recording, subject, told } from '../subject.ts'

test('a rate of what is no counter', () => {
  const rules = [
    alert({ expr: 'rate(redis_memory_used_bytes[5m]) > 0' }),
    alert({ expr: 'increase(pybase_start_time_seconds[5m]) > 0', name: 'Restarted' }),
  ]
  expect(told(rateOfGauge, subject({ rules }))).toMatchInlineSnapshot(`
    "error  rate-of-gauge   rules.yml › group › SomeAlert
      rate(redis_memory_used_bytes[5m]) > 0
      ^^^^
      rate() is for counters, and redis_memory_used_bytes is a gauge: every decrease would count as a restart.
      Take deriv() or delta() for how a level moves, or avg_over_time() and max_over_time() for the level itself.

    error  rate-of-gauge   rules.yml › group › Restarted
      increase(pybase_start_time_seconds[5m]) > 0
      ^^^^^^^^
      increase() is for counters, and pybase_start_time_seconds is a moment: how far it moves is no number of events.
      Take time() - … for its age, or changes() for how often it moved."
  `)
})

test.each([
  ['what has no range', 'rate(theirs_total[5m] * on (job) up) > 1'],
  ['a counter', 'rate(http_requests_total[5m]) > 1'],
  ["a histogram's part", 'rate(http_request_duration_seconds_sum[5m]) > 1'],
  ['a counter without _total', 'rate(pg_stat_database_xact_commit[5m]) > 1'],
  ['a counter in a subquery', 'rate(http_requests_total[5m:1m]) > 1'],
  [
    'what lies beyond a bucket',
    'rate((http_request_duration_seconds_count - ignoring (le) http_request_duration_seconds_bucket{le="10.0"})[5m:]) > 1',
  ],
  ['a level in a function for levels', 'deriv(redis_memory_used_bytes[5m]) > 1'],
  ['a metric that nobody knows', 'rate(somebody_elses_level[5m]) > 1'],
  ['a macro', 'rate($metric[5m]) > 1'],
])('%s is left alone', (_, expr) => {
  expect(told(rateOfGauge, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('the catalog is believed, not the name', () => {
  const name = 'argocd_repo_pending_request_total'
  const foreign = { name, type: 'gauge', unit: 'count', labels: {}, edges: undefined } as const
  const catalog = new Catalog({ stack, jobs, metrics: [], recordings: [] }, [[name, foreign]])
  const rules = [alert({ expr: `rate(${name}[5m]) > 1` })]
  expect(told(rateOfGauge, subject({ rules, catalog }))).toContain(`${name} is a gauge, whatever its name says`)
})

test('a recording rule is as good as what it computes', () => {
  const rules = [
    recording({ name: 'job:redis_memory:sum', expr: 'sum by (job) (redis_memory_used_bytes)' }),
    alert({ expr: 'rate(job:redis_memory:sum[5m]) > 1' }),
  ]
  expect(told(rateOfGauge, subject({ rules }))).toContain('job:redis_memory:sum is a gauge')
})
