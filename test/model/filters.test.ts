import { expect, test } from 'vitest'
import { type Filter, instancesOf, valuesOf } from '../../build/language/dashboard.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import { open } from '../../build/language/labels.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import { heatmap, timeseries } from '../../build/language/panels.ts'
import { latency, node, queue, redis, requests, up } from '../language/metrics.ts'
import { modelOf, variables } from './definitions.ts'

const help = 'For tests.'
const both = exposedBy(node, redis).gauge('both', { help, labels: { route: open } })
const ofRedis = exposedBy(redis).gauge('of_redis', { help, labels: { route: open } })

const places = exposedBy(node).misnamedGauge('places', { help, unit: 'count' })

const metrics: readonly AnyMetric[] = [requests, latency, queue, up, both, ofRedis]
const lines = [
  [
    timeseries('requests', sum(rate(requests)), 'Any.'),
    timeseries('latency', quantile(0.95, latency), 'Any.'),
    heatmap('latency buckets', latency, 'Any.'),
  ],
  [
    timeseries('queue without route', sum(queue), 'Any.'),
    timeseries('of both jobs', sum(both), 'Any.'),
    timeseries('of redis', sum(ofRedis), 'Any.'),
    timeseries('up', up, 'Any.'),
  ],
] as const

const seen = (...filters: readonly Filter[]) => variables(modelOf({ jobs: [node, redis], metrics, lines, filters }))

test('without a filter, no panel reads a variable', () => {
  expect(new Set(Object.values(seen()).flat())).toEqual(new Set())
})

test("a label's filter narrows panels whose metric has the label and comes from its job only", () => {
  expect(seen(valuesOf(requests, 'route', 'Route'))).toEqual({
    requests: ['route=~$route'],
    latency: ['route=~$route'],
    'latency buckets': ['route=~$route'],
    'queue without route': [],
    // Its series of the other job would vanish with the first choice.
    'of both jobs': [],
    'of redis': [],
    up: [],
  })
})

test('an instance filter narrows everything of its job, and nothing of another', () => {
  expect(seen(instancesOf(requests, 'node_instance', 'Node'))).toEqual({
    requests: ['instance=~$node_instance'],
    latency: ['instance=~$node_instance'],
    'latency buckets': ['instance=~$node_instance'],
    'queue without route': ['instance=~$node_instance'],
    'of both jobs': [],
    'of redis': [],
    // Prometheus writes it for every job, so no job's picker may narrow it.
    up: [],
  })
})

test('a filter of several jobs narrows the metrics of each of them', () => {
  expect(seen(valuesOf(both, 'route', 'Route'))).toMatchObject({
    requests: ['route=~$route'],
    'of both jobs': ['route=~$route'],
    'of redis': ['route=~$route'],
    'queue without route': [],
  })
})

test('filters add up, and each part of an expression is narrowed', () => {
  const share = timeseries('share', ratio(sum(rate(requests)), sum(rate(requests))), 'Any.')
  const filters = [instancesOf(requests, 'node_instance', 'Node'), valuesOf(requests, 'route', 'Route')]
  expect(variables(modelOf({ jobs: [node], metrics, filters, lines: [[share]] }))).toEqual({
    share: ['instance=~$node_instance', 'route=~$route', 'instance=~$node_instance', 'route=~$route'],
  })
})

test('a filter keeps away from a share of which it could narrow one side only', () => {
  const lines = [
    [timeseries('share', ratio(sum(queue), sum(places)), 'Any.'), timeseries('by name', sum(queue).by('name'), 'Any.')],
  ] as const
  const filters = [valuesOf(queue, 'name', 'Queue'), instancesOf(queue, 'node_instance', 'Node')]
  expect(variables(modelOf({ jobs: [node], metrics: [queue, places], filters, lines }))).toEqual({
    // Every queue counts, or a full server would look well with one of them chosen.
    share: ['instance=~$node_instance', 'instance=~$node_instance'],
    'by name': ['name=~$name', 'instance=~$node_instance'],
  })
})
