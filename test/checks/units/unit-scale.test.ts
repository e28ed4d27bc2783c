import { expect, test } from 'vitest'
import { unitIds } from '../../../build/checks/support/unit-ids.ts'
import { unitScale } from '../../../build/checks/units/unit-scale.ts'
import { measureOf } from '../../../build/documents/grafana-units.ts'
import { against } from '../foreign.ts'
import { bytes, grown, p95, perSecond, share } from '../queries.ts'
import { panel, subject, told } from '../subject.ts'

const shown = (expr: string, unit: string, json = {}) => subject({ panels: [panel({ exprs: [expr], unit, json })] })

test('a value under the unit of another is told', () => {
  const panels = [
    panel({ exprs: [bytes], unit: 'decmbytes' }),
    panel({ exprs: [`100 * ${share}`], unit: 'percentunit' }),
    panel({ exprs: [grown], unit: 'ops' }),
  ]
  expect(told(unitScale, subject({ panels }))).toMatchInlineSnapshot(`
    "error  unit-scale   dashboard.json › Row › Panel
      redis_memory_used_bytes{job="redis"}
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The query answers bytes, and under the unit "decmbytes" it reads 1000000 times too large.
      Set the unit to bytes, or change the query.

    error  unit-scale   dashboard.json › Row › Panel
      100 * sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The query answers percent, and under the unit "percentunit" it reads 100 times too large.
      Set the unit to percent, or change the query.

    error  unit-scale   dashboard.json › Row › Panel
      sum(increase(http_requests_total[1h]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The query answers a number, and the panel shows it under the unit "ops".
      Set the unit to short, or change the query."
  `)
})

test.each([
  ['a share as percent', share, 'percent'],
  ['seconds as milliseconds', p95, 'ms'],
  ['milliseconds as seconds', `${p95} * 1000`, 's'],
  ['bytes as bits', bytes, 'bits'],
  ['bytes as seconds', bytes, 's'],
  ['a rate per minute as one per second', `${perSecond} * 60`, 'reqps'],
  ['bytes per second as bytes', 'sum(rate(node_disk_read_bytes_total[5m]))', 'bytes'],
  ['a number as bytes', 'sum(redis_key_size)', 'bytes'],
  ['a sum of observations as operations', 'sum(rate(http_request_duration_seconds_sum[5m]))', 's'],
])('%s is told', (_, expr, unit) => {
  expect(told(unitScale, shown(expr, unit))).toContain('unit-scale')
})

test.each([
  ['a share', share, 'percentunit'],
  ['percent', `100 * ${share}`, 'percent'],
  ['milliseconds', `1000 * ${p95}`, 'ms'],
  ['minutes', `${p95} / 60`, 'm'],
  ['megabytes', `${bytes} / 1024 / 1024`, 'decmbytes'],
  ['bits', `8 * ${bytes}`, 'bits'],
  ['a rate per minute', `${perSecond} * 60`, 'reqpm'],
  ['a plain number', bytes, 'short'],
  ['an unknown metric', 'some_metric', 's'],
  ['a gauge without a unit in its name', 'redis_key_size', 'percent'],
  ['whether it is up', 'up{job="redis"}', 'percentunit'],
  ['an age', 'time() - pybase_start_time_seconds', 'dtdurations'],
  ['how busy a disk is', 'rate(node_disk_io_time_seconds_total[5m])', 'percentunit'],
])('%s is fine', (_, expr, unit) => {
  expect(told(unitScale, shown(expr, unit))).toBe('')
})

const column = (unit: string, renamed: object) => ({
  transformations: [{ id: 'organize', options: { renameByName: renamed } }],
  fieldConfig: {
    overrides: [{ matcher: { id: 'byName', options: 'Size' }, properties: [{ id: 'unit', value: unit }] }],
  },
})
const table = (unit: string) =>
  panel({ type: 'table', exprs: [p95, bytes], json: column(unit, { 'Value #A': 'Time', 'Value #B': 'Size' }) })
const heatmap = (unit: string) =>
  panel({
    type: 'heatmap',
    exprs: ['sum by (le) (increase(http_request_duration_seconds_bucket[5m]))'],
    json: { options: { yAxis: { unit } } },
  })

test('the unit of a column is that of its override, and the unit of a heatmap that of its axis', () => {
  expect(told(unitScale, subject({ panels: [table('s'), heatmap('bytes')] }))).toMatchInlineSnapshot(`
    "error  unit-scale   dashboard.json › Row › Panel
      redis_memory_used_bytes{job="redis"}
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The query answers bytes, and the panel shows it under the unit "s".
      Set the unit to bytes, or change the query.

    error  unit-scale   dashboard.json › Row › Panel
      sum by (le) (increase(http_request_duration_seconds_bucket[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The query answers seconds, and the panel shows it under the unit "bytes".
      Set the unit to s, or change the query."
  `)
  expect(told(unitScale, subject({ panels: [table('bytes'), heatmap('s')] }))).toBe('')
})

test('overrides may set other units', () => {
  expect(told(unitScale, shown(bytes, 's', { fieldConfig: { overrides: [{}] } }))).toBe('')
})

test('every unit that we can measure is one of Grafana', () => {
  expect(unitIds.filter((id) => measureOf(id) !== undefined).length).toBeGreaterThan(60)
  expect(measureOf('short')).toBe(undefined)
})

const host = [
  '# TYPE host_cpu_seconds_total counter',
  'host_cpu_seconds_total{cpu="0",mode="idle"} 1',
  '# TYPE host_link_speed_bytes gauge',
  'host_link_speed_bytes 1',
  '# TYPE host_wait_seconds histogram',
  'host_wait_seconds_bucket{le="1"} 1',
  'host_wait_seconds_bucket{le="+Inf"} 1',
].join('\n')

test.each([
  [
    'a quantile is in the unit of what was observed',
    'histogram_quantile(0.9, rate(host_wait_seconds_bucket[5m]))',
    's',
    '',
  ],
  ['and in no other', 'histogram_quantile(0.9, rate(host_wait_seconds_bucket[5m]))', 'ms', '1000 times too small'],
  ['a speed is each second', 'host_link_speed_bytes * 8', 'bps', ''],
  [
    'a share of each processor',
    '(1 - sum without (mode) (rate(host_cpu_seconds_total{mode="idle"}[5m]))) / ignoring (cpu) group_left count without (cpu, mode) (host_cpu_seconds_total)',
    'percentunit',
    '',
  ],
])('of a recorded exposition: %s', (_, expr, unit, what) => {
  const json = {
    title: 'D',
    panels: [{ title: 'P', type: 'timeseries', fieldConfig: { defaults: { unit } }, targets: [{ expr }] }],
  }
  const found = told(unitScale, against(host, { 'd.json': JSON.stringify(json) }))
  if (what === '') expect(found).toBe('')
  else expect(found).toContain(what)
})

const busy = `# TYPE app_cpu_seconds_total counter
app_cpu_seconds_total{pod="a"} 5
# TYPE node_cpu_seconds_total counter
node_cpu_seconds_total{cpu="0",mode="idle"} 5
# TYPE app_requests_total counter
app_requests_total{code="200"} 5
app_requests_total{code="500"} 5
`
const budget =
  '(1 - sum(rate(app_requests_total{code="500"}[1d])) / sum(rate(app_requests_total[1d])) - 0.99) / (1 - 0.99)'

test.each([
  ['processors under seconds', 'sum(rate(app_cpu_seconds_total[5m]))', 's', 'a number of processors'],
  ['processors as they are', 'sum(rate(app_cpu_seconds_total[5m]))', 'short', ''],
  ['100% is one processor', 'sum(rate(app_cpu_seconds_total[5m]))', 'percentunit', ''],
  ['100% too often', 'sum(rate(app_cpu_seconds_total[5m])) * 100', 'percentunit', '100 times too large'],
  ['processors that are added up', 'sum(rate(node_cpu_seconds_total{mode!="idle"}[5m]))', 's', 'processors'],
  ['each of them has a share', 'avg(rate(node_cpu_seconds_total{mode!="idle"}[5m]))', 's', 'a share from 0 to 1'],
  ['what an objective leaves converts nothing', budget, 'percentunit', ''],
])('%s', (_, expr, unit, what) => {
  const fieldConfig = { defaults: { unit } }
  const json = { title: 'D', panels: [{ title: 'P', type: 'timeseries', fieldConfig, targets: [{ expr }] }] }
  const found = told(unitScale, against(busy, { 'd.json': JSON.stringify(json) }))
  if (what === '') expect(found).toBe('')
  else expect(found).toContain(what)
})

test('an old graph with a second axis shows two units', () => {
  const axes = { type: 'graph', yaxes: [{ format: 'bytes' }, { format: 'short' }] }
  const of = (yaxis: number) => {
    const seriesOverrides = [{ alias: 'processors', yaxis }]
    const targets = [{ expr: 'sum(rate(app_cpu_seconds_total[5m]))', legendFormat: 'processors' }]
    const json = { title: 'D', panels: [{ title: 'P', ...axes, seriesOverrides, targets }] }
    return told(unitScale, against(busy, { 'd.json': JSON.stringify(json) }))
  }
  expect(of(2)).toBe('')
  expect(of(1)).toContain('a number of processors')
})
