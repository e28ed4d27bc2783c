import { describe, expect, test } from 'vitest'
import {
  age,
  always,
  avg,
  avgOverTime,
  bottomK,
  changes,
  constant,
  count,
  countOverTime,
  dayOfMonth,
  dayOfWeek,
  derivative,
  hour,
  increase,
  max,
  maxOverTime,
  mean,
  min,
  minOverTime,
  month,
  predictLinear,
  quantile,
  rate,
  ratio,
  stdDev,
  stdDevOverTime,
  sum,
  topK,
  until,
} from '../../build/language/functions.ts'
import type { AnyQuery } from '../../build/language/query.ts'
import { printLine } from '../../build/promql/print.ts'
import { build, cpu, latency, limit, memory, queue, ready, requests, sent, started, up } from './metrics.ts'

const tables: Readonly<Record<string, readonly (readonly [AnyQuery, string])[]>> = {
  'growth of a counter, over a window that is chosen later': [
    [rate(requests), 'rate(requests_total{job="node"}[$__rate_interval])'],
    [increase(requests), 'increase(requests_total{job="node"}[$__rate_interval])'],
    [rate(requests).over('5m'), 'rate(requests_total{job="node"}[5m])'],
  ],
  'a gauge as it stands, and over time': [
    [memory, 'memory_bytes{job="node"}'],
    [maxOverTime(memory), 'max_over_time(memory_bytes{job="node"}[$__rate_interval])'],
    [minOverTime(memory).over('30m'), 'min_over_time(memory_bytes{job="node"}[30m])'],
    [avgOverTime(ready).over('1w'), 'avg_over_time(ready{job="node"}[1w])'],
    [countOverTime(memory).over('1h'), 'count_over_time(memory_bytes{job="node"}[1h])'],
    [stdDevOverTime(memory).over('1h30m'), 'stddev_over_time(memory_bytes{job="node"}[1h30m])'],
    [derivative(memory).over('1h'), 'deriv(memory_bytes{job="node"}[1h])'],
    [predictLinear(memory, '4h').over('6h'), 'predict_linear(memory_bytes{job="node"}[6h], 14400)'],
  ],
  aggregations: [
    [sum(memory), 'sum(memory_bytes{job="node"})'],
    [max(memory), 'max(memory_bytes{job="node"})'],
    [min(memory), 'min(memory_bytes{job="node"})'],
    [avg(memory), 'avg(memory_bytes{job="node"})'],
    [stdDev(memory), 'stddev(memory_bytes{job="node"})'],
    [count(memory), 'count(memory_bytes{job="node"})'],
    [count(build), 'count(build_info{job="node"})'],
    [count(up.is(0)), 'count(up == 0)'],
    [count(memory.above('1GiB')), 'count(memory_bytes{job="node"} > 1.073741824e+09)'],
    [sum(max(queue).by('name', 'job')), 'sum(max by (name, job) (queue{job="node"}))'],
  ],
  'quantiles sum the buckets first, and keep `le` beside what they are split by': [
    [
      quantile(0.95, latency),
      'histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket{job="node"}[$__rate_interval])))',
    ],
    [
      quantile(0.5, latency).by('route').over('5m'),
      'histogram_quantile(0.5, sum by (le, route) (rate(latency_seconds_bucket{job="node"}[5m])))',
    ],
    [
      quantile(0.75, latency).over('5m'),
      'histogram_quantile(0.75, sum by (le) (rate(latency_seconds_bucket{job="node"}[5m])))',
    ],
    [
      max(quantile(0.99, latency).by('route')).over('5m'),
      'max(histogram_quantile(0.99, sum by (le, route) (rate(latency_seconds_bucket{job="node"}[5m]))))',
    ],
  ],
  'the parts of a histogram are counters': [
    [rate(latency.count).over('5m'), 'rate(latency_seconds_count{job="node"}[5m])'],
    [rate(latency.sum).over('5m'), 'rate(latency_seconds_sum{job="node"}[5m])'],
    [increase(latency.upTo('0.1s')).over('5m'), 'increase(latency_seconds_bucket{job="node",le="0.1"}[5m])'],
    // Python writes 60.0, Go 60.
    [increase(latency.upTo('1m')).over('5m'), 'increase(latency_seconds_bucket{job="node",le=~"60(\\\\.0)?"}[5m])'],
  ],
  'a share of nothing is no answer, rather than NaN': [
    [ratio(memory, limit), 'memory_bytes{job="node"} / (limit_bytes{job="node"} > 0)'],
    [
      ratio(sum(rate(requests.where({ status: '5xx' }))), sum(rate(requests))).over('5m'),
      'sum(rate(requests_total{job="node",status=~"5.."}[5m])) / (sum(rate(requests_total{job="node"}[5m])) > 0)',
    ],
    [
      ratio(sum(memory), sum(limit)).by('instance'),
      'sum by (instance) (memory_bytes{job="node"}) / (sum by (instance) (limit_bytes{job="node"}) > 0)',
    ],
    [
      mean(sum(increase(latency.sum)), sum(increase(latency.count)))
        .by('route')
        .over('1h'),
      'sum by (route) (increase(latency_seconds_sum{job="node"}[1h])) / ' +
        '(sum by (route) (increase(latency_seconds_count{job="node"}[1h])) > 0)',
    ],
  ],
  rankings: [
    [topK(5, sum(queue).by('name')), 'topk(5, sum by (name) (queue{job="node"}))'],
    [bottomK(3, rate(sent).over('5m')), 'bottomk(3, rate(sent_bytes_total{job="node"}[5m]))'],
  ],
  moments: [
    [age(started), 'time() - start_time_seconds{job="node"}'],
    [until(started), 'start_time_seconds{job="node"} - time()'],
    [max(age(started)).by('instance'), 'max by (instance) (time() - start_time_seconds{job="node"})'],
    [changes(started).over('5m'), 'changes(start_time_seconds{job="node"}[5m])'],
  ],
  'what the clock says': [
    [hour(), 'hour()'],
    [dayOfWeek(), 'day_of_week()'],
    [dayOfMonth(), 'day_of_month()'],
    [month(), 'month()'],
  ],
  'constants, with the labels of a query': [
    [constant('0B', memory), 'memory_bytes{job="node"} * 0'],
    [constant('2KiB', memory), 'memory_bytes{job="node"} * 0 + 2048'],
    [constant(3, sum(queue)).by('name'), 'sum by (name) (queue{job="node"}) * 0 + 3'],
    [always, 'vector(1)'],
  ],
}

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(rows.map(([query, promql]) => [promql, query] as const))('%s', (promql, query) => {
    expect(printLine(query.expr)).toBe(promql)
  })
})

test.each([
  ['a rate of a count', rate(requests), 'count/s'],
  ['a rate of bytes', rate(sent), 'bytes/s'],
  ['a rate of seconds, which is a share', rate(cpu), 'ratio'],
  ['growth', increase(sent), 'bytes'],
  ['a sum of yes and no, which is a count', sum(ready), 'count'],
  ['the worst of yes and no', min(ready), 'state'],
  ['a sum of bytes', sum(memory), 'bytes'],
  ['how many', count(memory), 'count'],
  ['a quantile', quantile(0.5, latency), 'seconds'],
  ['a share', ratio(memory, limit), 'ratio'],
  ['a mean', mean(sum(increase(latency.sum)), sum(increase(latency.count))), 'seconds'],
  ['an age', age(started), 'seconds'],
  ['how often', changes(started), 'count'],
  ['how long until', until(started), 'seconds'],
  ['the share of the time', avgOverTime(ready), 'ratio'],
  ['a slope of bytes', derivative(memory), 'bytes/s'],
  ['a prediction', predictLinear(memory, '4h'), 'bytes'],
  ['how many samples', countOverTime(memory), 'count'],
] as const)('the unit of %s', (_, query, unit) => {
  expect(query.unit).toBe(unit)
})

test.each([
  ['a metric has its own, its job and its instance', queue, ['name', 'job', 'instance']],
  ['an aggregation has none', sum(queue), []],
  ['an aggregation has those that it keeps', sum(queue).by('name'), ['name']],
  ['a quantile has no le', quantile(0.5, latency).by('route'), ['route']],
  ['a share has those of its parts', ratio(sum(memory), sum(limit)).by('job'), ['job']],
  ['a ranking has those of its query', topK(5, sum(queue).by('name')), ['name']],
  ['series that Prometheus writes have what they declare', up, ['job', 'instance']],
] as const)('labels: %s', (_, query, labels) => {
  expect([...query.labels].sort()).toEqual([...labels].sort())
})
