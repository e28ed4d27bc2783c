import { expect, test } from 'vitest'
import { heatmapFormat } from '../../../build/checks/dashboards/heatmap-format.ts'
import { panel, subject, told } from '../subject.ts'

const buckets = (by: string) => `sum by (${by}) (increase(http_request_duration_seconds_bucket[$__rate_interval]))`
const heatmap = (expr: string, format: 'heatmap' | 'time_series', json = {}) =>
  subject({ panels: [panel({ type: 'heatmap', exprs: [expr], format, json })] })

test('cumulative buckets, and buckets that appear more than once, are told', () => {
  expect(told(heatmapFormat, heatmap(buckets('le'), 'time_series'))).toMatchInlineSnapshot(`
    "error  heatmap-format   dashboard.json › Row › Panel
      sum by (le) (increase(http_request_duration_seconds_bucket[$__rate_interval]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The buckets are cumulative, and the format "time_series" draws them as they are.
      Set the format of the query to "heatmap"."
  `)
  expect(told(heatmapFormat, heatmap(buckets('le, method'), 'heatmap'))).toMatchInlineSnapshot(`
    "error  heatmap-format   dashboard.json › Row › Panel
      sum by (le, method) (increase(http_request_duration_seconds_bucket[$__rate_interval]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Each bucket appears once per method, because the query keeps more than le.
      Write sum by (le) (…)."
  `)
})

test.each([
  ['buckets in their format', heatmap(buckets('le'), 'heatmap')],
  ['what Grafana puts into buckets', heatmap(buckets('le'), 'time_series', { options: { calculate: true } })],
  ['plain series', heatmap('redis_memory_used_bytes', 'time_series')],
  ['an unknown histogram', heatmap('sum by (le) (rate(some_bucket[5m]))', 'time_series')],
  ['buckets as lines', subject({ panels: [panel({ exprs: [buckets('le')] })] })],
])('%s is fine', (_, of) => {
  expect(told(heatmapFormat, of)).toBe('')
})
