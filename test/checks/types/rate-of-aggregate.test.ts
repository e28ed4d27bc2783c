import { expect, test } from 'vitest'
import { rateOfAggregate } from '../../../build/checks/types/rate-of-aggregate.ts'
import { alert, recording, subject, told } from '../subject.ts'

test('a rate of a sum, and a rate of a rate', () => {
  const rules = [
    alert({ expr: 'rate(sum by (job) (http_requests_total)[10m:1m]) > 1' }),
    alert({ expr: 'rate((redis_keyspace_hits_total + redis_keyspace_misses_total)[10m:]) > 1', name: 'Plus' }),
    alert({ expr: 'rate(rate(http_requests_total[1m])[10m:]) > 1', name: 'Chained' }),
  ]
  expect(told(rateOfAggregate, subject({ rules }))).toMatchInlineSnapshot(`
    "error  rate-of-aggregate   rules.yml › group › SomeAlert
      rate(sum by (job) (http_requests_total)[10m:1m]) > 1
      ^^^^
      rate() must see each counter restart, and what stands in the subquery is a sum of several: a restart of one looks like a jump.
      Aggregate last: sum(rate(…)).

    error  rate-of-aggregate   rules.yml › group › Plus
      rate((redis_keyspace_hits_total + redis_keyspace_misses_total)[10m:]) > 1
      ^^^^
      rate() must see each counter restart, and what stands in the subquery is a sum of several: a restart of one looks like a jump.
      Aggregate last: sum(rate(…)).

    error  rate-of-aggregate   rules.yml › group › Chained
      rate(rate(http_requests_total[1m])[10m:]) > 1
      ^^^^
      rate() is for counters, and what stands in the subquery is growth already: a rate of a rate means nothing.
      Take the rate() away, or deriv() for how the rate changes."
  `)
})

test.each([
  ['a sum of rates', 'sum by (job) (rate(http_requests_total[10m])) > 1'],
  ['the highest rate lately', 'max_over_time(sum(rate(http_requests_total[1m]))[10m:]) > 1'],
  ['one of two copies', 'rate(max by (instance) (http_requests_total)[10m:]) > 1'],
  ['a subquery of one counter', 'increase(http_requests_total[10m:1m]) > 1'],
  ['the change of a rate', 'deriv(sum(rate(http_requests_total[1m]))[10m:]) > 1'],
  [
    'what lies beyond a bucket',
    'rate((http_request_duration_seconds_count - ignoring (le) http_request_duration_seconds_bucket{le="10.0"})[5m:]) > 1',
  ],
  ['metrics that nobody knows', 'rate(somebody_elses_total[10m:]) > 1'],
])('%s is left alone', (_, expr) => {
  expect(told(rateOfAggregate, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a sum or a rate that a rule records', () => {
  const rules = [
    recording({ name: 'job:requests:sum', expr: 'sum by (job) (http_requests_total)' }),
    recording({ name: 'job:requests:rate5m', expr: 'sum by (job) (rate(http_requests_total[5m]))' }),
    alert({ expr: 'rate(job:requests:sum[5m]) > 1' }),
    alert({ expr: 'rate(job:requests:rate5m[5m]) > 1', name: 'Chained' }),
  ]
  const said = told(rateOfAggregate, subject({ rules }))
  expect(said).toContain('job:requests:sum is a sum of several')
  expect(said).toContain('job:requests:rate5m is growth already')
})

test('a sum of what nobody knows', () => {
  const rules = [alert({ expr: 'rate(sum by (job) (somebody_elses_total)[10m:]) > 1' })]
  expect(told(rateOfAggregate, subject({ rules }))).toContain('is a sum of several')
})
