import { describe, expect, test } from 'vitest'
import { compare } from '../../build/diff/compare.ts'
import { readVersion } from '../../build/diff/read/read.ts'
import { changesOf, type Edit, told } from './stack.ts'

type Row = readonly [name: string, edit: Edit, lines: readonly string[]]

const panels: readonly Row[] = [
  ['renamed', { 'dashboard.panels.2.title': 'Slowest' }, ["appearance: panel 'p95' is now called 'Slowest'"]],
  [
    'renamed with its line',
    { 'dashboard.panels.2.title': 'Slowest', 'dashboard.panels.2.targets.0.legendFormat': 'Slowest' },
    ["appearance: panel 'p95' is now called 'Slowest'"],
  ],
  [
    'renamed and renumbered, with the links to it',
    {
      'dashboard.panels.2.title': 'Slowest',
      'dashboard.panels.2.id': 77,
      'rules.groups.0.rules.0.annotations.__panelId__': '77',
      'rules.groups.0.rules.0.annotations.dashboard_url': 'http://grafana/d/shop?viewPanel=77',
    },
    ["appearance: panel 'p95' is now called 'Slowest'"],
  ],
  ['removed', { 'dashboard.panels.4': undefined }, ["data: panel 'Cache hits' is removed from row 'Cache' (stat)"]],
  [
    'added',
    { 'dashboard.panels.6': { id: 9, type: 'stat', title: 'Users', targets: [{ refId: 'A', expr: 'users' }] } },
    ["data: panel 'Users' is new in row 'Host' (stat)"],
  ],
  [
    'moved to another row',
    ({ dashboard }) => dashboard.panels.push(...dashboard.panels.splice(1, 1)),
    ["appearance: panel 'Errors' moved from row 'Traffic' to row 'Host'"],
  ],
  [
    'swapped with its neighbour',
    { 'dashboard.panels.1.gridPos.x': 12, 'dashboard.panels.2.gridPos.x': 0 },
    ["appearance: panel 'p95' moved in front of 'Errors'"],
  ],
  [
    'resized; those below are only pushed',
    { 'dashboard.panels.2.gridPos.h': 10, 'dashboard.panels.3.gridPos.y': 11, 'dashboard.panels.4.gridPos.y': 12 },
    ["appearance: panel 'p95' is resized: 12×8 → 12×10"],
  ],
  [
    'drawn otherwise',
    { 'dashboard.panels.1.type': 'stat' },
    ["data: panel 'Errors' is drawn as stat now, no longer as timeseries"],
  ],
  [
    'described otherwise',
    { 'dashboard.panels.1.description': 'Failures.' },
    ["appearance: panel 'Errors': description Requests that failed. → Failures."],
  ],
  ['without its link', { 'dashboard.panels.2.links': [] }, ["appearance: panel 'p95' lost its link 'Runbook'"]],
  [
    'without a legend',
    { 'dashboard.panels.1.options.legend.showLegend': false },
    ["appearance: panel 'Errors': legend.showLegend set to false"],
  ],
  [
    'with another reduction',
    { 'dashboard.panels.1.options.reduceOptions.calcs': ['max'] },
    ["data: panel 'Errors': reduceOptions.calcs [mean] → [max]"],
  ],
  [
    'with another end of its axis, told in its unit',
    { 'dashboard.panels.2.fieldConfig.defaults.custom.axisSoftMax': 0.25 },
    ["appearance: panel 'p95': axisSoftMax 2s → 250ms"],
  ],
]

const queries: readonly Row[] = [
  [
    'reformatted',
    { 'dashboard.panels.1.targets.0.expr': 'sum (\n rate( (http_errors_total{ job = "api" }[300s]) ) )' },
    [],
  ],
  [
    'changed',
    { 'dashboard.panels.1.targets.0.expr': 'sum(rate(http_errors_total{job="shop"}[5m]))' },
    ["data: panel 'Errors': the query changed"],
  ],
  [
    'over a longer window',
    { 'dashboard.panels.1.targets.0.expr': 'sum(rate(http_errors_total{job="api"}[15m]))' },
    ["data: panel 'Errors': window of the query 5m → 15m"],
  ],
  [
    'added',
    { 'dashboard.panels.1.targets.1': { refId: 'B', expr: 'vector(1)', legendFormat: 'limit' } },
    ["data: panel 'Errors' also shows 'limit'"],
  ],
  ['removed', { 'dashboard.panels.4.targets.0': undefined }, ["data: panel 'Cache hits' no longer shows 'hits'"]],
  [
    'in another order',
    {
      'dashboard.panels.4.targets': [
        { refId: 'A', expr: 'cache_misses / cache_requests', legendFormat: 'misses' },
        { refId: 'B', expr: 'cache_hits / cache_requests', legendFormat: 'hits' },
      ],
    },
    [],
  ],
  ['with other letters', { 'dashboard.panels.4.targets.0.refId': 'X', 'dashboard.panels.4.targets.1.refId': 'Y' }, []],
  ['hidden', { 'dashboard.panels.1.targets.0.hide': true }, ["data: panel 'Errors': the query: hide set to true"]],
  [
    'of one moment',
    { 'dashboard.panels.1.targets.0.instant': true },
    ["data: panel 'Errors': the query asks for the end of the time, no longer for a range of time"],
  ],
  [
    'with another legend',
    { 'dashboard.panels.1.targets.0.legendFormat': '{{job}}' },
    ["appearance: panel 'Errors': legend of the query errors → {{job}}"],
  ],
  [
    'without a data source',
    { 'dashboard.panels.1.datasource': undefined },
    ["data: panel 'Errors' lost its data source"],
  ],
  [
    'of another data source',
    { 'dashboard.panels.1.datasource.uid': 'other' },
    ["data: panel 'Errors' asks data source other, no longer main"],
  ],
]

const values: readonly Row[] = [
  ['another unit', { 'dashboard.panels.2.fieldConfig.defaults.unit': 'ms' }, ["data: panel 'p95': unit s → ms"]],
  [
    'a threshold',
    { 'dashboard.panels.1.fieldConfig.defaults.thresholds.steps.1.value': 5 },
    ["data: panel 'Errors': red from 2/s → 5/s"],
  ],
  [
    'more thresholds',
    { 'dashboard.panels.2.fieldConfig.defaults.thresholds.steps.2': { value: 2.5, color: 'purple' } },
    ["data: panel 'p95': thresholds green, red from 1s → green, red from 1s, purple from 2.5s"],
  ],
]

const around: readonly Row[] = [
  [
    'a row moved',
    ({ dashboard }) => dashboard.panels.unshift(...dashboard.panels.splice(3, 2)),
    ["appearance: row 'Cache' moved above 'Traffic'"],
  ],
  ['a row renamed', { 'dashboard.panels.0.title': 'Requests' }, ["appearance: row 'Traffic' is now called 'Requests'"]],
  [
    'a row closed',
    ({ dashboard: { panels } }) => {
      const [panel] = panels.splice(4, 1)
      panels[3] = { ...panels[3], collapsed: true, panels: [panel] }
    },
    ["appearance: row 'Cache': closed set to true"],
  ],
  [
    "a variable's query",
    { 'dashboard.templating.list.0.query': 'label_values(up{job="api"}, instance)' },
    ['data: variable instance: label_values(up, instance) → label_values(up{job="api"}, instance)'],
  ],
  ['several values', { 'dashboard.templating.list.0.multi': true }, ['data: variable instance: multi set to true']],
  ['no variable', { 'dashboard.templating.list.1': undefined }, ['data: variable step is removed']],
  ['another default', { 'dashboard.templating.list.1.current.value': '5m' }, ['data: variable step: default 1m → 5m']],
  [
    "an annotation's query",
    { 'dashboard.annotations.list.0.expr': 'changes(build_info[10m]) > 0' },
    ['data: annotation Deploys: the query changed'],
  ],
  [
    'an annotation off',
    { 'dashboard.annotations.list.0.enable': false },
    ['data: annotation Deploys: enable set to false'],
  ],
  ['how often it is refreshed', { 'dashboard.refresh': '5m' }, ['appearance: the dashboard: refresh 30s → 5m']],
  ['no link', { 'dashboard.links': [] }, ["appearance: the dashboard lost its link 'Docs'"]],
  ['another title', { 'dashboard.title': 'Store' }, ["appearance: the dashboard 'Shop' is now called 'Store'"]],
  [
    'another uid',
    { 'dashboard.uid': 'store' },
    ["data: the dashboard's uid changed, so links to it break: shop → store"],
  ],
  [
    'what Grafana writes when it saves',
    {
      'dashboard.id': 12,
      'dashboard.version': 7,
      'dashboard.schemaVersion': 43,
      'dashboard.liveNow': false,
      'dashboard.templating.list.0.current.value': 'b',
      'dashboard.panels.1.pluginVersion': '13.0.0',
      'dashboard.panels.1.transparent': false,
      'dashboard.panels.1.targets.0.editorMode': 'code',
      'dashboard.panels.1.targets.0.range': true,
      'dashboard.panels.1.fieldConfig.defaults.mappings': [],
    },
    [],
  ],
]

describe.each([
  ['a panel', panels],
  ['a query', queries],
  ['what values are', values],
  ['around the panels', around],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_name, edit, lines) => {
    expect(told(edit)).toEqual(lines)
  })
})

test('nothing changed', () => {
  expect(told({})).toEqual([])
})

test('the query is told token by token', () => {
  const [change] = changesOf({ 'dashboard.panels.1.targets.0.expr': 'sum(rate(http_errors_total{job="shop"}[5m]))' })
  const tokens = change?.detail?.kind === 'query' ? change.detail.tokens : []
  expect(tokens.filter(({ is }) => is !== 'same').map(({ is, text }) => [is, text])).toEqual([
    ['removed', '"api"'],
    ['added', '"shop"'],
  ])
})

test('what many panels share is told once', () => {
  const titles = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const board = (uid: string) => {
    const panels = titles.map((title) => ({
      title,
      type: 'stat',
      datasource: { uid },
      targets: [{ refId: 'A', expr: title }],
    }))
    const text = JSON.stringify({ title: 'Many', panels })
    return readVersion([{ file: 'many.json', text }], { shown: 'test', isNamed: true })
  }
  expect(compare(board('old'), board('new')).map(({ what }) => what)).toEqual([
    "each of the panels 'a', 'b', 'c', 'd', 'e' and 2 others asks data source new, no longer old",
  ])
})
