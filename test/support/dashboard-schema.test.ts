import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge'
import { defaultDashboardLink as dashboardLink } from '@grafana/grafana-foundation-sdk/dashboard'
import * as gauge from '@grafana/grafana-foundation-sdk/gauge'
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap'
import * as stat from '@grafana/grafana-foundation-sdk/stat'
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline'
import * as statushistory from '@grafana/grafana-foundation-sdk/statushistory'
import * as table from '@grafana/grafana-foundation-sdk/table'
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries'
import { expect, test } from 'vitest'
import { checkDashboard } from './dashboard-schema.ts'

const datasource = { type: 'prometheus', uid: `\${datasource}` }
const reduced = { reduceOptions: { calcs: ['lastNotNull'] } }
const thresholds = {
  mode: 'absolute',
  steps: [
    { value: null, color: 'green' },
    { value: 0.01, color: '#EAB839' },
    { value: 0.05, color: 'red' },
  ],
}

const target = {
  refId: 'A',
  datasource,
  expr: 'sum by (endpoint) (rate(http_requests_total{job=~"$job"}[$__rate_interval]))',
  legendFormat: '{{endpoint}}',
}

/** A panel of title `P<id>` that plots the requests of `$job`; `[x, y, w, h]` is its place. */
const visual = (
  id: number,
  type: string,
  [x, y, w, h]: readonly [number, number, number, number],
  options: object,
) => ({
  id,
  type,
  title: `P${id}`,
  description: 'What it shows and when to worry.',
  datasource,
  gridPos: { x, y, w, h },
  targets: [target],
  options,
  fieldConfig: { defaults: { unit: 'reqps', noValue: 'no requests', thresholds }, overrides: [] },
})

const column = {
  matcher: { id: 'byName', options: 'Value' },
  properties: [
    { id: 'unit', value: 's' },
    { id: 'custom.width', value: 120 },
    { id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } },
    { id: 'mappings', value: [{ type: 'special', options: { match: 'null+nan', result: { text: 'none' } } }] },
    {
      id: 'links',
      value: [{ title: 'Endpoint', url: `/d/other?\${__url_time_range}&var-e=\${__data.fields.endpoint}` }],
    },
  ],
}

/** Every kind of panel, with the SDK's default options: what the SDK writes, the schema must accept. */
const valid = {
  uid: 'pybase-example',
  title: 'PyBase example',
  schemaVersion: 42,
  time: { from: 'now-6h', to: 'now' },
  refresh: '30s',
  panels: [
    { id: 1, type: 'row', title: 'Open', collapsed: false, gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [] },
    visual(2, 'timeseries', [0, 1, 12, 8], timeseries.defaultOptions()),
    visual(3, 'stat', [12, 1, 12, 4], { ...stat.defaultOptions(), ...reduced }),
    visual(4, 'gauge', [12, 5, 12, 4], { ...gauge.defaultOptions(), ...reduced }),
    visual(5, 'bargauge', [0, 9, 8, 8], { ...bargauge.defaultOptions(), ...reduced }),
    visual(6, 'heatmap', [8, 9, 8, 8], { ...heatmap.defaultOptions(), yAxis: { unit: 's' } }),
    {
      ...visual(7, 'table', [16, 9, 8, 8], table.defaultOptions()),
      fieldConfig: { defaults: { noValue: 'no requests' }, overrides: [column] },
      transformations: [
        { id: 'merge', options: {} },
        { id: 'organize', options: { excludeByName: { Time: true }, renameByName: { endpoint: 'Endpoint' } } },
      ],
    },
    {
      id: 8,
      type: 'row',
      title: 'Closed',
      collapsed: true,
      gridPos: { x: 0, y: 17, w: 24, h: 1 },
      panels: [
        visual(9, 'state-timeline', [0, 18, 12, 8], statetimeline.defaultOptions()),
        visual(10, 'status-history', [12, 18, 12, 8], statushistory.defaultOptions()),
        {
          id: 11,
          type: 'text',
          gridPos: { x: 0, y: 26, w: 24, h: 2 },
          options: { mode: 'markdown', content: 'Costs $5.' },
        },
      ],
    },
  ],
  templating: {
    list: [
      { type: 'datasource', name: 'datasource', label: 'Data source', query: 'prometheus' },
      {
        type: 'query',
        name: 'job',
        datasource,
        query: 'label_values(up, job)',
        current: { text: 'All', value: '$__all' },
      },
    ],
  },
  annotations: {
    list: [
      {
        builtIn: 1,
        type: 'dashboard',
        name: 'Annotations & Alerts',
        datasource: { type: 'grafana', uid: '-- Grafana --' },
        enable: true,
        hide: true,
        iconColor: 'rgba(0, 211, 255, 1)',
      },
      { name: 'Firing', datasource, enable: true, iconColor: 'red', expr: 'ALERTS{alertstate="firing"}' },
    ],
  },
}

/** The JSON of a dashboard after setting what a dotted path names, or removing it where the value is `undefined`. */
const edited = (path: string, value: unknown): unknown => {
  const copy: unknown = JSON.parse(JSON.stringify(valid))
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.reduce((at, key) => Reflect.get(Object(at), key), copy)
  Reflect.set(Object(parent), last, value)
  return JSON.parse(JSON.stringify(copy))
}

const option = (id: string, value: unknown) => [{ matcher: column.matcher, properties: [{ id, value }] }]

test('a dashboard with every kind of panel has no findings', () => {
  expect(checkDashboard(edited('title', 'Another'))).toEqual([])
})

const link = { title: 'Runbook', url: '/runbooks', targetBlank: true }
const transformations = [
  { id: 'seriesToRows', options: {} },
  { id: 'sortBy', options: { fields: {}, sort: [{ field: 'Value', desc: true }] } },
  { id: 'joinByField', options: { byField: 'endpoint', mode: 'outer' } },
  { id: 'filterFieldsByName', options: { include: { names: ['endpoint', 'Value'] } } },
  { id: 'labelsToFields', options: { mode: 'columns', keepLabels: ['endpoint'] } },
  { id: 'groupBy', options: { fields: { endpoint: { operation: 'groupby', aggregations: [] } } } },
  { id: 'reduce', options: { reducers: ['max', 'p95'], mode: 'reduceFields', fields: column.matcher } },
  { id: 'renameByRegex', options: { regex: '(.*)-total$', renamePattern: '$1' } },
  { id: 'limit', options: { limitField: 10 }, disabled: true },
]

const accepted: readonly [path: string, value: unknown][] = [
  ['description', 'Costs $dollars.'],
  ['uid', 'a'.repeat(40)],
  ['panels.1.id', 2 ** 31 - 1],
  ['panels.1.targets.0', { refId: 'A', datasource, expr: 'up', format: 'table', instant: true, range: false }],
  ['panels.1.links', [link, { ...dashboardLink(), title: 'All', url: `/d/all?\${__all_variables}` }]],
  ['panels.1.repeat', 'job'],
  ['panels.6.transformations', transformations],
  [
    'panels.6.fieldConfig.overrides.1',
    { matcher: { id: 'byType', options: 'time' }, properties: [{ id: 'custom.hidden', value: true }] },
  ],
  [
    'panels.1.fieldConfig.defaults.mappings',
    [
      { type: 'value', options: { 0: { text: 'down', color: 'red', index: 0 } } },
      { type: 'range', options: { from: 1, to: null, result: { text: 'up' } } },
      { type: 'regex', options: { pattern: '^a', result: { color: 'green' } } },
    ],
  ],
  [
    'annotations.list.1',
    { name: 'Deploys', datasource, enable: true, iconColor: 'blue', target: { expr: 'up', refId: 'Anno' } },
  ],
  ['templating.list.1.query', { query: 'label_values(up, job)', refId: 'Variable', qryType: 1 }],
  [
    'links',
    [{ ...dashboardLink(), title: 'PyBase', type: 'dashboards', tags: ['pybase'], includeVars: true, keepTime: true }],
  ],
]

test.each(accepted)('%s = %j is accepted', (path, value) => {
  expect(checkDashboard(edited(path, value))).toEqual([])
})

const cases: readonly [path: string, value: unknown, finding: string][] = [
  // structure
  ['id', 7, 'id: a file for every server must not carry this key'],
  ['version', 3, 'version: a file for every server must not carry this key'],
  ['iteration', 1, 'iteration: a file for every server must not carry this key'],
  ['schemaVersion', 41, 'schemaVersion: Grafana 11 to 13 read version 42 from files, found 41'],
  ['uid', 'short', 'uid: a uid has 8 to 40 letters, digits, _ or -'],
  ['uid', 'pybase.example', 'uid: a uid has 8 to 40 letters, digits, _ or -'],
  ['title', undefined, 'title: Invalid input: expected string, received undefined'],
  ['style', 'dark', 'dashboard: Unrecognized key: "style"'],
  ['panels.1.id', 0, 'panels[1].id: a panel id is an integer from 1 to 2^31-1'],
  ['panels.1.id', 2 ** 31, 'panels[1].id: a panel id is an integer from 1 to 2^31-1'],
  ['panels.1.options.legend.mode', 'list', 'panels[1].options.legend: Unrecognized key: "mode"'],
  ['panels.1.targets.0.step', 15, 'panels[1].targets[0]: Unrecognized key: "step"'],
  [
    'panels.1.fieldConfig.defaults.unit',
    'tasksps',
    'panels[1].fieldConfig.defaults.unit: "tasksps" is not one of Grafana\'s unit ids',
  ],
  [
    'panels.1.fieldConfig.defaults.custom',
    { fillOpacty: 10 },
    'panels[1].fieldConfig.defaults.custom: Unrecognized key: "fillOpacty"',
  ],
  [
    'panels.1.fieldConfig.defaults.thresholds.steps.1.color',
    'amber',
    'panels[1].fieldConfig.defaults.thresholds.steps[1].color: "amber" is not a colour that Grafana knows',
  ],
  [
    'panels.2.options.reduceOptions.calcs',
    ['average'],
    'panels[2].options.reduceOptions.calcs[0]: "average" is not one of Grafana\'s reducers',
  ],
  [
    'panels.6.fieldConfig.overrides.0.properties.1.value',
    'wide',
    'panels[6].fieldConfig.overrides[0].properties[1].value: Invalid input: expected number, received string',
  ],
  [
    'panels.6.transformations.1.options',
    { exclude: {} },
    'panels[6].transformations[1].options: Unrecognized key: "exclude"',
  ],

  // panels
  ['panels.2.id', 2, 'id 2 belongs to panel 2 "P2" and panel 2 "P3"'],
  ['panels.7.panels.0.id', 2, 'id 2 belongs to panel 2 "P2" and panel 2 "P9"'],
  ['panels.1.title', undefined, 'panel 2 has no title'],
  ['panels.1.description', undefined, 'panel 2 "P2" has no description'],
  ['panels.1.targets', undefined, 'panel 2 "P2" has no targets'],
  ['panels.1.targets', [], 'panel 2 "P2" has no targets'],
  ['panels.1.fieldConfig.defaults.unit', undefined, 'panel 2 "P2" has no unit'],
  ['panels.5.options.yAxis.unit', undefined, 'panel 6 "P6" has no unit'],
  ['panels.6.fieldConfig.overrides', [], 'panel 7 "P7" has no unit'],
  ['panels.1.fieldConfig.defaults.noValue', undefined, 'panel 2 "P2" has no noValue'],
  ['panels.1.targets', [target, target], 'panel 2 "P2" has two targets A'],
  ['panels.1.targets.0.legendFormat', undefined, 'panel 2 "P2" target A has no legendFormat'],
  [
    'panels.1.targets.0',
    { ...target, format: 'time_series', legendFormat: '' },
    'panel 2 "P2" target A has no legendFormat',
  ],
  [
    'panels.1.fieldConfig.defaults.thresholds.steps.2.value',
    0.01,
    'panel 2 "P2" has thresholds out of order: base, 0.01, 0.01',
  ],
  [
    'panels.1.fieldConfig.defaults.thresholds.steps.0.value',
    0.001,
    'panel 2 "P2" has thresholds out of order: 0.001, 0.01, 0.05',
  ],
  [
    'panels.1.fieldConfig.overrides',
    option('thresholds', { ...thresholds, steps: thresholds.steps.toReversed() }),
    'panel 2 "P2" has thresholds out of order: 0.05, 0.01, base',
  ],
  ['panels.2.options.reduceOptions.calcs', [], 'panel 3 "P3" has empty reduceOptions.calcs'],
  ['panels.3.options.reduceOptions.calcs', [], 'panel 4 "P4" has empty reduceOptions.calcs'],

  // layout
  ['panels.2.gridPos.h', 5, 'panel 3 "P3" overlaps panel 4 "P4"'],
  ['panels.7.panels.0.gridPos.h', 9, 'panel 9 "P9" overlaps panel 11'],
  ['panels.6.gridPos.w', 9, 'panel 7 "P7" ends at column 25, beyond 24'],
  ['panels.6.gridPos.w', 7, 'grid line y=9 covers 23 of 24 columns'],
  ['panels.7.panels.2.gridPos.w', 12, 'grid line y=26 covers 12 of 24 columns'],
  ['panels.0.gridPos.w', 23, 'row 1 "Open" is at x=0, 23 wide and 1 high: a row is at x=0, 24 wide and 1 high'],
  ['panels.7.gridPos.h', 2, 'row 8 "Closed" is at x=0, 24 wide and 2 high: a row is at x=0, 24 wide and 1 high'],
  ['panels.7.collapsed', false, 'row 8 "Closed" holds panels but is not collapsed'],

  // data source
  ['panels.1.datasource', undefined, `panel 2 "P2" has data source none instead of \${datasource}`],
  ['panels.1.datasource.uid', 'prometheus', `panel 2 "P2" has data source prometheus instead of \${datasource}`],
  ['panels.1.targets.0.datasource.uid', 'abc', `panel 2 "P2" target A has data source abc instead of \${datasource}`],
  ['templating.list.1.datasource.uid', 'abc', `variable job has data source abc instead of \${datasource}`],
  ['annotations.list.1.datasource.uid', 'abc', `annotation "Firing" has data source abc instead of \${datasource}`],

  // variables
  ['panels.1.targets.0.expr', 'up{job="$jbo"}', 'panels[1].targets[0].expr refers to $jbo, which is not defined'],
  [
    'panels.1.targets.0.expr',
    `up{job="\${jbo:regex}"}`,
    'panels[1].targets[0].expr refers to $jbo, which is not defined',
  ],
  ['panels.1.interval', '$__rate_intervall', 'panels[1].interval refers to $__rate_intervall, which is not defined'],
  ['panels.0.repeat', 'instance', 'panels[0].repeat refers to $instance, which is not defined'],
  [
    'panels.1.links',
    [{ title: 'Endpoint', url: `/d/other?var-x=\${x}` }],
    'panels[1].links[0].url refers to $x, which is not defined',
  ],
  [
    'templating.list.1.query',
    'label_values(up{a="$b"}, job)',
    'templating.list[1].query refers to $b, which is not defined',
  ],
  ['templating.list.2', { type: 'textbox', name: 'search', query: '' }, 'variable search is never used'],
  ['templating.list.2', { type: 'custom', name: 'loop', query: '$loop' }, 'variable loop is never used'],
  ['templating.list.2', { type: 'custom', name: 'job', query: 'a,b' }, 'variable job is defined twice'],
]

test.each(cases)('%s = %j', (path, value, finding) => {
  expect(checkDashboard(edited(path, value))).toEqual([finding])
})

test('what is not a dashboard at all gets a finding instead of an exception', () => {
  expect(checkDashboard(null)).toEqual(['dashboard: Invalid input: expected object, received null'])
})
