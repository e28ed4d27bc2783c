import { expect, test } from 'vitest'
import { Refused } from '../../../build/findings/problem.ts'
import { exposedBy } from '../../../build/language/declare.ts'
import { sum } from '../../../build/language/functions.ts'
import { job } from '../../../build/language/job.ts'
import { open } from '../../../build/language/labels.ts'
import type { AnyMetric } from '../../../build/language/metric.ts'
import { stat } from '../../../build/language/panels.ts'
import { metricsModule } from '../../../build/pybase/instrumentation/metrics.ts'
import { modelOf, pinned } from '../../model/definitions.ts'

const api = job('pybase-api', { title: 'API', component: 'api', whenDown: 'critical', client: 'python' })
const { counter, gauge, histogram, info, timestamp } = exposedBy(api)
const exporter = job('node', { title: 'Any', component: 'host', whenDown: 'warning', release: 'nodeExporter' })
const help = 'For "tests".'
const queue = exposedBy(exporter).gauge('queue', { help, labels: { name: open } })

const moduleOf = (...metrics: readonly AnyMetric[]): string =>
  metricsModule(
    modelOf({
      jobs: [api, exporter],
      metrics: [...metrics, queue],
      lines: [[stat('a', sum(queue), 'Any.')]],
      stack: {
        ...pinned,
        targets: {
          ...pinned.targets,
          'pybase-api': { address: 'api:8123', path: '/m', scheme: 'http', tokenFile: null },
        },
      },
    }),
  )

test('each metric of our own processes is an object of its type, with labels and buckets, in no registry', () => {
  const text = moduleOf(
    counter('requests_total', { help, labels: { route: open, kind: ['a', 'b'] } }),
    histogram('latency_seconds', { help, buckets: ['0.5s', '1m'] }),
  )
  expect(text).toContain(
    [
      'request_counter = Counter(',
      '    "requests_total",',
      '    \'For "tests".\',',
      '    labelnames=["route", "kind"],',
      '    registry=None,',
      ')',
    ].join('\n'),
  )
  expect(text).toContain('    buckets=[0.5, 60.0],\n    registry=None,\n')
  expect(text).not.toContain('"queue"')
})

test('gauges of several processes add up; of what is a moment, or always 1, the largest is meant', () => {
  const text = moduleOf(
    gauge('busy', { help }),
    info('build_info', { help, labels: { version: open } }),
    timestamp('start_time_seconds', { help }),
  )
  const modes = [...text.matchAll(/^(\w+) = Gauge\([\s\S]*?multiprocess_mode="(\w+)"/gm)].map(([, name, mode]) => [
    name,
    mode,
  ])
  expect(modes).toEqual([
    ['build_info_gauge', 'livemax'],
    ['busy_gauge', 'livesum'],
    ['start_time_gauge', 'livemax'],
  ])
})

test('what a job exposes, which values are known, and where it is scraped', () => {
  const text = moduleOf(
    counter('requests_total', { help, labels: { route: open, kind: ['a', 'b'] } }),
    gauge('busy', { help }),
  )
  expect(text).toContain('Job = Literal["pybase-api"]')
  expect(text).toContain('    "pybase-api": (\n        busy_gauge,\n        request_counter,\n    ),\n')
  expect(text).toContain('    request_counter: {\n        "route": (),\n        "kind": ("a", "b"),\n    },\n')
  expect(text).not.toContain('busy_gauge: {')
  expect(text).toContain('    "pybase-api": Target(port=8123, path="/m"),\n')
})

test('two metrics of one name in Python are refused, both named', () => {
  const twins = () => moduleOf(gauge('size_bytes', { help }), gauge('size_seconds', { help }))
  expect(twins).toThrow(Refused)
  expect(twins).toThrow(/size_bytes and size_seconds size_gauge/)
})
