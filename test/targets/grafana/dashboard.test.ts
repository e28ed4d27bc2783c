import { expect, test } from 'vitest'
import { instancesOf, mark, valuesOf } from '../../../build/language/dashboard.ts'
import { changes, rate, sum } from '../../../build/language/functions.ts'
import { stat } from '../../../build/language/panels.ts'
import { dashboardJson, grafanaDashboards } from '../../../build/targets/grafana/dashboard.ts'
import { modelOf } from '../../model/definitions.ts'
import { dashboardOf, metrics, node, redis } from './drawn.ts'

const { requests, latency, started } = metrics
const panel = stat('a', sum(rate(requests)), 'Any.')

test('a dashboard says what it answers and where it comes from, and cannot be edited away', () => {
  expect(dashboardOf(panel)).toMatchObject({
    uid: 'any',
    title: 'Any',
    description: expect.stringMatching(/^Well\?\n\n.*dashboards\/any\.ts/),
    tags: ['pybase', 'generated', 'any'],
    editable: false,
  })
})

test('it shows the last hour, anew every half minute, with one cursor over all panels', () => {
  expect(dashboardOf(panel)).toMatchObject({
    time: { from: 'now-1h', to: 'now' },
    refresh: '30s',
    graphTooltip: 1,
    timezone: 'browser',
  })
})

test('it leads to the others of its family, with what is picked and the time range', () => {
  expect(dashboardOf(panel).links).toEqual([
    expect.objectContaining({ type: 'dashboards', tags: ['pybase'], includeVars: true, keepTime: true }),
  ])
})

test('a row is an open header before its panels', () => {
  const [row, first] = dashboardOf(panel).panels
  expect(row).toMatchObject({ type: 'row', title: 'Row', collapsed: false, panels: [] })
  expect(first).toMatchObject({ type: 'stat', gridPos: { x: 0, y: 1, w: 24 } })
})

test('pickers follow the data source, ask for values anew, and begin with all', () => {
  const filters = [valuesOf(requests, 'route', 'Route'), instancesOf(latency, 'node_instance', 'Node')]
  const [source, route, instance, ...others] = dashboardOf(panel, { filters }).templating.list
  expect(others).toEqual([])
  expect(source).toMatchObject({
    type: 'datasource',
    name: 'datasource',
    query: 'prometheus',
    current: { text: 'Prometheus', value: 'prometheus' },
    includeAll: false,
    refresh: 1,
  })
  expect(route).toMatchObject({
    type: 'query',
    name: 'route',
    label: 'Route',
    definition: 'label_values(requests_total{job="node"}, route)',
    query: { qryType: 1, query: 'label_values(requests_total{job="node"}, route)' },
    current: { text: 'All', value: ['$__all'] },
    includeAll: true,
    allValue: '.*',
    multi: true,
    refresh: 2,
    sort: 1,
  })
  // A histogram is exposed under three names, and none of them is its own.
  expect(instance).toMatchObject({ definition: 'label_values(latency_seconds_sum{job="node"}, instance)' })
})

test('notes that people add by hand stay possible', () => {
  const [first] = dashboardOf(panel).annotations.list
  expect(first).toMatchObject({ builtIn: 1, enable: true, hide: true, type: 'dashboard' })
})

test('what is marked on the time axis is asked once a minute, and is on', () => {
  const restarts = mark('Restarts', changes(started).over('5m').above(0), 'Restarted', 'blue')
  const { stack, dashboards } = modelOf({ jobs: [node, redis], metrics: [requests, started], lines: [[panel]] })
  const [placed] = dashboards.map((dashboard) => ({ ...dashboard, annotations: [restarts] }))
  expect(placed && dashboardJson(stack, placed).annotations.list[1]).toEqual({
    name: 'Restarts',
    datasource: { type: 'prometheus', uid: expect.stringMatching(/^\$\{datasource\}$/) },
    enable: true,
    iconColor: 'blue',
    hide: false,
    target: {
      expr: expect.stringContaining('changes(start_time_seconds{job="node"}'),
      interval: '60s',
      refId: 'Anno',
    },
    titleFormat: 'Restarted',
  })
})

test('a file is named after its definition, and ends with a line', () => {
  const model = modelOf({ jobs: [node, redis], metrics: [requests], lines: [[panel]] })
  const [file, ...others] = grafanaDashboards(model)
  expect(others).toEqual([])
  expect(file?.path).toBe('grafana-dashboards/any.json')
  expect(file?.text).toMatch(/^\{\n {2}"uid": "any",[\s\S]*\n\}\n$/)
})
