import { describe, expect, test } from 'vitest'
import {
  absent,
  changes,
  constant,
  hour,
  increase,
  max,
  quantile,
  rate,
  ratio,
  sum,
} from '../../build/language/functions.ts'
import type { AnyQuery } from '../../build/language/query.ts'
import { record } from '../../build/language/record.ts'
import { printLine } from '../../build/promql/print.ts'
import { build, clients, latency, limit, memory, queue, ready, requests, started, up } from './metrics.ts'

const depth = sum(queue)
const recorded = record('job:requests:rate5m', sum(rate(requests)).over('5m').by('method'))

const tables: Readonly<Record<string, readonly (readonly [AnyQuery, string])[]>> = {
  '.by() keeps labels, on both sides of what was joined': [
    [depth.by('name'), 'sum by (name) (queue{job="node"})'],
    [depth.by('name', 'instance'), 'sum by (name, instance) (queue{job="node"})'],
    [
      sum(memory).plus(sum(limit)).by('job'),
      'sum by (job) (memory_bytes{job="node"}) + sum by (job) (limit_bytes{job="node"})',
    ],
  ],
  '.without() keeps all labels but some': [
    [depth.without('name', 'job'), 'sum by (instance) (queue{job="node"})'],
    [
      quantile(0.95, latency).over('5m').without('route', 'job'),
      'histogram_quantile(0.95, sum by (le, instance) (rate(latency_seconds_bucket{job="node"}[5m])))',
    ],
  ],
  '.over() closes every window': [
    [sum(rate(requests)).over('10m'), 'sum(rate(requests_total{job="node"}[10m]))'],
    [sum(rate(requests)).over('10m').by('route'), 'sum by (route) (rate(requests_total{job="node"}[10m]))'],
    [sum(rate(requests)).by('route').over('10m'), 'sum by (route) (rate(requests_total{job="node"}[10m]))'],
    [
      rate(requests).over('1h').minus(rate(requests)).over('5m'),
      'rate(requests_total{job="node"}[1h]) - rate(requests_total{job="node"}[5m])',
    ],
  ],
  '.offset() shifts every selector': [
    [depth.offset('1d'), 'sum(queue{job="node"} offset 1d)'],
    [sum(rate(requests)).over('5m').offset('1w'), 'sum(rate(requests_total{job="node"}[5m] offset 1w))'],
    [ratio(memory, limit).offset('1h'), 'memory_bytes{job="node"} offset 1h / (limit_bytes{job="node"} offset 1h > 0)'],
    [depth.offset('1d').by('name'), 'sum by (name) (queue{job="node"} offset 1d)'],
  ],
  arithmetic: [
    [limit.minus(memory), 'limit_bytes{job="node"} - memory_bytes{job="node"}'],
    [
      limit.minus(memory.plus(memory)),
      'limit_bytes{job="node"} - (memory_bytes{job="node"} + memory_bytes{job="node"})',
    ],
    [
      limit.minus(memory).minus(memory),
      'limit_bytes{job="node"} - memory_bytes{job="node"} - memory_bytes{job="node"}',
    ],
  ],
  'arithmetic with numbers and amounts': [
    [memory.times(2), 'memory_bytes{job="node"} * 2'],
    [depth.dividedBy(3).by('name'), 'sum by (name) (queue{job="node"}) / 3'],
    [limit.minus('1GiB'), 'limit_bytes{job="node"} - 1.073741824e+09'],
    [depth.plus(5).times(2), '(sum(queue{job="node"}) + 5) * 2'],
  ],
  'joins on the labels that the other side carries': [
    [
      queue.minus(sum(queue).by('instance'), { on: ['instance'] }),
      'queue{job="node"} - on (instance) group_left () sum by (instance) (queue{job="node"})',
    ],
    [
      ratio(sum(memory).by('instance'), sum(limit), { on: [] }),
      'sum by (instance) (memory_bytes{job="node"}) / on () group_left () (sum(limit_bytes{job="node"}) > 0)',
    ],
    [
      ratio(sum(memory).by('instance'), sum(limit).by('instance'), { on: ['instance'] }),
      'sum by (instance) (memory_bytes{job="node"}) / on (instance) (sum by (instance) (limit_bytes{job="node"}) > 0)',
    ],
  ],
  fallbacks: [
    [limit.or(memory), 'limit_bytes{job="node"} or memory_bytes{job="node"}'],
    [limit.positive(), 'limit_bytes{job="node"} > 0'],
    [
      limit.positive().or(constant('1GiB', limit)),
      'limit_bytes{job="node"} > 0 or limit_bytes{job="node"} * 0 + 1.073741824e+09',
    ],
    [depth.orZero(), 'sum(queue{job="node"}) or vector(0)'],
    [sum(increase(requests)).over('5m').orZero(), 'sum(increase(requests_total{job="node"}[5m])) or vector(0)'],
    [ratio(memory, limit.positive()), 'memory_bytes{job="node"} / (limit_bytes{job="node"} > 0)'],
  ],
  '.with() joins labels of an info metric on those that both carry': [
    [
      memory.with(build, 'version'),
      'memory_bytes{job="node"} * on (job, instance) group_left (version) max by (job, instance, version) (build_info{job="node"})',
    ],
    [
      sum(queue).by('instance', 'name').with(build, 'version'),
      'sum by (instance, name) (queue{job="node"}) * on (instance) group_left (version) max by (instance, version) (build_info{job="node"})',
    ],
  ],
  comparisons: [
    [memory.above('512MiB'), 'memory_bytes{job="node"} > 5.36870912e+08'],
    [depth.below(0.5), 'sum(queue{job="node"}) < 0.5'],
    [ready.is(0), 'ready{job="node"} == 0'],
    [ratio(memory, limit).above('80%'), 'memory_bytes{job="node"} / (limit_bytes{job="node"} > 0) > 0.8'],
    [
      quantile(0.95, latency).over('5m').above('0.1s'),
      'histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket{job="node"}[5m]))) > 0.1',
    ],
  ],
  'thresholds that are queries': [
    [memory.above(limit), 'memory_bytes{job="node"} > limit_bytes{job="node"}'],
    [memory.above(limit.times(0.9)), 'memory_bytes{job="node"} > limit_bytes{job="node"} * 0.9'],
    [
      queue.above(max(queue).by('instance'), { on: ['instance'] }),
      'queue{job="node"} > on (instance) group_left () max by (instance) (queue{job="node"})',
    ],
    [
      sum(rate(requests))
        .over('1h')
        .below(sum(rate(requests)).over('1h').offset('1w').dividedBy(2)),
      'sum(rate(requests_total{job="node"}[1h])) < sum(rate(requests_total{job="node"}[1h] offset 1w)) / 2',
    ],
  ],
  'conditions of different labels': [
    [
      queue.above(10).and(sum(clients).by('instance').below(1), { on: ['instance'] }),
      'queue{job="node"} > 10 and on (instance) sum by (instance) (clients{job=~"node|redis"}) < 1',
    ],
    [queue.above(10).unless(hour().below(8), { on: [] }), 'queue{job="node"} > 10 unless on () hour() < 8'],
  ],
  conditions: [
    [depth.above(10).and(sum(clients).below(1)), 'sum(queue{job="node"}) > 10 and sum(clients{job=~"node|redis"}) < 1'],
    [depth.above(10).or(depth.below(1)), 'sum(queue{job="node"}) > 10 or sum(queue{job="node"}) < 1'],
    [
      depth
        .above(0)
        .or(depth.below(0))
        .unless(sum(increase(requests)).over('5m').above(0)),
      '(sum(queue{job="node"}) > 0 or sum(queue{job="node"}) < 0) unless sum(increase(requests_total{job="node"}[5m])) > 0',
    ],
    [
      depth.above(3).or(depth.above(2).or(depth.above(1))),
      'sum(queue{job="node"}) > 3 or sum(queue{job="node"}) > 2 or sum(queue{job="node"}) > 1',
    ],
    [changes(started).over('2m').above(0), 'changes(start_time_seconds{job="node"}[2m]) > 0'],
  ],
  'absence, of one job': [
    [absent(memory), 'absent(memory_bytes{job="node"})'],
    [absent(up.where({ job: 'redis' })), 'absent(up{job="redis"})'],
    [
      max(up.where({ job: 'redis' }))
        .by('job')
        .is(0)
        .or(absent(up.where({ job: 'redis' }))),
      'max by (job) (up{job="redis"}) == 0 or absent(up{job="redis"})',
    ],
  ],
  'a recording rule is read by its name': [
    [recorded, 'job:requests:rate5m'],
    [sum(recorded).by('method'), 'sum by (method) (job:requests:rate5m)'],
    [recorded.above('10/s'), 'job:requests:rate5m > 10'],
  ],
}

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(rows.map(([query, promql]) => [promql, query] as const))('%s', (promql, query) => {
    expect(printLine(query.expr)).toBe(promql)
  })
})

test('a recording rule computes the query that it was given, and keeps its labels', () => {
  expect(printLine(recorded.computed)).toBe('sum by (method) (rate(requests_total{job="node"}[5m]))')
  expect(recorded.labels).toEqual(['method'])
})

test('a join adds its label to those of the query', () => {
  expect(memory.with(build, 'version').labels).toEqual(['job', 'instance', 'version'])
})

test('every method answers a new query', () => {
  const open = sum(rate(requests))
  open.over('5m')
  open.offset('1d')
  open.by('route')
  expect(printLine(open.expr)).toBe('sum(rate(requests_total{job="node"}[$__rate_interval]))')
})

test('a condition remembers the line that it crosses, until it is joined with another that will do as well', () => {
  expect(depth.above(10).threshold).toEqual({ op: '>', value: 10, amount: '10' })
  expect(ratio(memory, limit).below('5%').threshold).toEqual({ op: '<', value: 0.05, amount: '5%' })
  expect(ready.is(0).threshold).toEqual({ op: '==', value: 0, amount: '0' })
  expect(depth.above(10).and(depth.below(20)).threshold).toEqual({ op: '>', value: 10, amount: '10' })
  expect(depth.above(10).or(depth.below(5)).threshold).toBeUndefined()
  expect(memory.above(limit).threshold).toBeUndefined()
})
