import { expect, test } from 'vitest'
import { exposedBy, writtenByPrometheus } from '../../build/language/declare.ts'
import { httpStatus, open, unbounded } from '../../build/language/labels.ts'
import { expectedSeries } from '../../build/model/series.ts'
import { node, redis } from '../language/metrics.ts'

const help = 'For tests.'
const { gauge, histogram } = exposedBy(node)
const method = ['GET', 'POST', 'PUT'] as const

test.each([
  ['one', gauge('a', { help }), 1],
  ['one for each job', exposedBy(node, redis).gauge('a', { help }), 2],
  ['one for each value', gauge('a', { help, labels: { method } }), 3],
  ['one for each pair of values', gauge('a', { help, labels: { method, state: ['in', 'out'] } }), 6],
  ['as many as an open label usually has', gauge('a', { help, labels: { device: open } }), 10],
  [
    'of open labels the largest counts, for they go together',
    gauge('a', { help, labels: { device: open, id: unbounded } }),
    100,
  ],
  ['closed and open ones multiply', gauge('a', { help, labels: { method, status: httpStatus } }), 18],
  ['each edge, +Inf, the sum and the count', histogram('a', { help, buckets: [1, 2, 5] }), 6],
  ['the parts of a histogram, for each value', histogram('a', { help, labels: { method }, buckets: [1, 2] }), 15],
  [
    'what Prometheus writes',
    writtenByPrometheus().gauge('a', { help, labels: { alertstate: ['pending', 'firing'] } }),
    2,
  ],
] as const)('series: %s', (_, metric, series) => {
  expect(expectedSeries([metric])).toBe(series)
  expect(expectedSeries([metric, metric])).toBe(2 * series)
})

test('of nothing there are none', () => {
  expect(expectedSeries([])).toBe(0)
})
