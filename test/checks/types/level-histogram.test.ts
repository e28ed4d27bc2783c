import { expect, test } from 'vitest'
import { levelHistogram } from '../../../build/checks/types/level-histogram.ts'
import { exposedBy } from '../../../build/language/declare.ts'
import type { AnyMetric } from '../../../build/language/metric.ts'
import { Catalog } from '../../../build/model/catalog.ts'
import jobs, { api } from '../../../queries/jobs.ts'
import stack from '../../../stack.ts'
import { alert, ours, subject, told } from '../subject.ts'

const metrics = exposedBy(api)
const help = 'Any.'
const knowing = (metric: AnyMetric) => new Catalog({ stack, jobs, metrics: [metric], recordings: [] })

test('a level that is declared as a histogram is told once, where it is read', () => {
  const metric = metrics.histogram('websocket_connections_active', { help, buckets: [10, 50, 100] })
  const rules = [
    alert({ expr: 'sum(rate(websocket_connections_active_sum[5m])) > 100' }),
    alert({ expr: 'sum(rate(websocket_connections_active_count[5m])) > 100', name: 'Other' }),
  ]
  expect(told(levelHistogram, subject({ rules, catalog: knowing(metric) }))).toMatchInlineSnapshot(`
    "error  level-histogram   rules.yml › group › SomeAlert
      sum(rate(websocket_connections_active_sum[5m])) > 100
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      websocket_connections_active is a histogram, and a name with _active is that of a level: its current value is exposed nowhere.
      Expose a gauge under this name; if it is a distribution, name what is distributed, such as a duration or a size."
  `)
})

test('a definition is told where it stands', () => {
  const value = metrics.histogram('tasks_in_progress', { help, buckets: [10, 50, 100] })
  const model = ours.model && { ...ours.model, metrics: [{ file: 'queries/http.ts', name: 'tasks', value }] }
  expect(told(levelHistogram, subject({ model, catalog: knowing(value) }))).toContain('queries/http.ts › tasks')
})

test.each([
  ['a gauge', metrics.gauge('websocket_connections_active', { help }), 'websocket_connections_active > 1'],
  [
    'a duration',
    metrics.histogram('request_duration_seconds', { help, buckets: ['1s', '5s'] }),
    'rate(request_duration_seconds_sum[5m]) > 1',
  ],
  [
    'a size',
    metrics.histogram('response_size_bytes', { help, buckets: ['1KiB', '1MiB'] }),
    'rate(response_size_bytes_sum[5m]) > 1',
  ],
])('%s is left alone', (_, metric, expr) => {
  expect(told(levelHistogram, subject({ rules: [alert({ expr })], catalog: knowing(metric) }))).toBe('')
})
