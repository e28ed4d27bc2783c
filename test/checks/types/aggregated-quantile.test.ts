import { expect, test } from 'vitest'
import { aggregatedQuantile } from '../../../build/checks/types/aggregated-quantile.ts'
import { Catalog } from '../../../build/model/catalog.ts'
import jobs from '../../../queries/jobs.ts'
import stack from '../../../stack.ts'
import { alert, recording, subject, told } from '../subject.ts'

test('the mean of quantiles', () => {
  const rules = [
    alert({
      expr: 'avg(histogram_quantile(0.95, sum by (le, endpoint) (rate(http_request_duration_seconds_bucket[5m])))) > 1',
    }),
  ]
  expect(told(aggregatedQuantile, subject({ rules }))).toMatchInlineSnapshot(`
    "error  aggregated-quantile   rules.yml › group › SomeAlert
      avg(histogram_quantile(0.95, sum by (le, endpoint) (rate(http_request_duration_seconds_bucket[5m])))) > 1
      ^^^
      avg merges the quantiles of several series, one for each endpoint: the result is a quantile of nothing.
      Add the buckets up first: histogram_quantile(…, sum by (le) (rate(…))). max() shows the worst of them."
  `)
})

test.each([
  [
    'the worst',
    'max(histogram_quantile(0.95, sum by (le, endpoint) (rate(http_request_duration_seconds_bucket[5m])))) > 1',
  ],
  [
    'one quantile only',
    'sum(histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))) > 1',
  ],
  [
    'nothing merged',
    'avg by (endpoint) (histogram_quantile(0.95, sum by (le, endpoint) (rate(http_request_duration_seconds_bucket[5m])))) > 1',
  ],
  ['levels', 'avg(redis_memory_used_bytes) > 1'],
  [
    'buckets that nobody knows, of one instance',
    'avg(histogram_quantile(0.95, rate(somebody_elses_seconds_bucket{instance="a"}[5m]))) > 1',
  ],
])('%s is left alone', (_, expr) => {
  expect(told(aggregatedQuantile, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a quantile that a rule records', () => {
  const rules = [
    recording({
      name: 'endpoint:latency:p95',
      expr: 'histogram_quantile(0.95, sum by (le, endpoint) (rate(http_request_duration_seconds_bucket[5m])))',
    }),
    alert({ expr: 'avg(endpoint:latency:p95) > 1' }),
  ]
  expect(told(aggregatedQuantile, subject({ rules }))).toContain('avg merges the quantiles of several series')
})

test('quantiles that a client computed', () => {
  const name = 'go_gc_duration_seconds'
  const foreign = {
    name,
    type: 'summary',
    unit: 'seconds',
    labels: { quantile: ['0.5', '1'] },
    edges: undefined,
  } as const
  const catalog = new Catalog({ stack, jobs, metrics: [], recordings: [] }, [[name, foreign]])
  const rules = [
    alert({ expr: `avg(${name}{quantile="0.5"}) > 1` }),
    alert({ expr: `max(${name}{quantile="0.5"}) > 1` }),
  ]
  expect(told(aggregatedQuantile, subject({ rules, catalog })).match(/that a client computed/g)).toHaveLength(1)
})

test.each([
  ['pod', 'avg(histogram_quantile(0.95, sum by (le, pod) (rate(somebody_elses_seconds_bucket[5m])))) > 1'],
  ['instance', 'avg(histogram_quantile(0.95, rate(somebody_elses_seconds_bucket[5m]))) > 1'],
])('buckets that nobody knows, one quantile for each %s', (label, expr) => {
  expect(told(aggregatedQuantile, subject({ rules: [alert({ expr })] }))).toContain(`one for each ${label}`)
})
