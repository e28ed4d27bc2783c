import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { grafanaDefaults } from '../../build/diff/compare/grafana-defaults.ts'
import { compare } from '../../build/diff/compare.ts'
import { readVersion } from '../../build/diff/read/read.ts'
import { isObject, objectsBelow } from '../../build/documents/values.ts'
import { root } from '../support/root.ts'

const versionOf = (json: object) =>
  readVersion([{ file: 'd.json', text: JSON.stringify(json) }], { shown: 'd.json', isNamed: true })

const differences = (before: object, after: object): readonly string[] =>
  compare(versionOf(before), versionOf(after)).map(({ what }) => what)

const dashboard = (panels: readonly object[], rest: object = {}) => ({ title: 'D', uid: 'd', panels, ...rest })
const grid = { x: 0, y: 0, w: 24, h: 8 }
const green = (value: number | null) => ({
  mode: 'absolute',
  steps: [
    { color: 'green', value },
    { color: 'red', value: 5 },
  ],
})
const target = { refId: 'A', expr: 'up' }

describe('what a newer Grafana writes when it saves is no difference', () => {
  const old = (type: string, datasource: unknown = '$source') => ({
    ...{ id: 1, type, title: 'P', gridPos: grid, datasource, targets: [target] },
    fieldConfig: { defaults: { thresholds: green(null), custom: { axisLabel: 'x' } }, overrides: [] },
    options: {},
  })
  const saved = (
    type: string,
    custom: object,
    options: object,
    datasource: unknown = { type: 'prometheus', uid: '$source' },
  ) => ({
    ...old(type, datasource),
    ...{ pluginVersion: '13.2.2', options },
    fieldConfig: {
      defaults: { thresholds: green(0), custom: { axisLabel: 'x', ...custom }, mappings: [] },
      overrides: [],
    },
    targets: [{ ...target, datasource, editorMode: 'code', range: true }],
  })

  test.each([
    [
      'timeseries',
      { lineWidth: 1, fillOpacity: 0, barWidthFactor: 0.6, spanNulls: false },
      { tooltip: { sort: 'none' } },
    ],
    ['stat', {}, { graphMode: 'area', textMode: 'auto', percentChangeColorMode: 'standard', wideLayout: true }],
    ['bargauge', {}, { displayMode: 'gradient', valueMode: 'color', minVizHeight: 16 }],
    ['gauge', {}, { segmentCount: 1, shape: 'gauge' }],
  ])('in a %s', (type, custom, options) => {
    expect(differences(dashboard([old(type)]), dashboard([saved(type, custom, options)]))).toEqual([])
  })

  test('but what somebody set is', () => {
    const after = dashboard([saved('timeseries', { lineWidth: 2, fillOpacity: 0 }, {})])
    expect(differences(dashboard([old('timeseries')]), after)).toEqual(["panel 'P': lineWidth set to 2"])
    expect(differences(dashboard([old('stat')]), dashboard([saved('stat', {}, { graphMode: 'none' })]))).toHaveLength(1)
    const higher = {
      ...old('stat'),
      fieldConfig: {
        defaults: {
          thresholds: { steps: [green(null).steps[0], { color: 'red', value: 6 }] },
          custom: { axisLabel: 'x' },
        },
      },
    }
    expect(differences(dashboard([old('stat')]), dashboard([higher]))).toEqual(["panel 'P': red from 5 → 6"])
  })

  test.each([
    [
      'table',
      { align: 'auto' },
      { cellHeight: 'sm', footer: { countRows: false, fields: '', reducer: ['sum'], show: false } },
    ],
    ['gauge', {}, { minVizHeight: 75, minVizWidth: 75, sizing: 'auto' }],
    ['barchart', { fillOpacity: 80 }, { barWidth: 0.97, showValue: 'auto' }],
    ['piechart', {}, { legend: { placement: 'bottom' } }],
    ['text', {}, { mode: 'markdown', code: { language: 'plaintext', showLineNumbers: false } }],
  ])('in what the SDK or public histories show of a %s', (type, custom, options) => {
    expect(differences(dashboard([old(type)]), dashboard([saved(type, custom, options)]))).toEqual([])
  })

  test('thresholds where there were none, its own annotation, and when a list of data sources is asked for', () => {
    const plain = { ...old('table'), fieldConfig: { defaults: {}, overrides: [] } }
    const written = (value: number) => ({
      ...plain,
      fieldConfig: {
        defaults: { thresholds: { mode: 'absolute', steps: [green(0).steps[0], { color: 'red', value }] } },
      },
    })
    const source = { name: 'source', type: 'datasource', query: 'prometheus' }
    const before = dashboard([plain], { templating: { list: [source] } })
    const resaved = (value: number) =>
      dashboard([written(value)], {
        templating: { list: [{ ...source, refresh: 1 }] },
        annotations: {
          list: [{ builtIn: 1, name: 'Annotations & Alerts', datasource: { type: 'grafana', uid: '-- Grafana --' } }],
        },
      })
    expect(differences(before, resaved(80))).toEqual([])
    expect(differences(before, resaved(90))).toHaveLength(1)
  })

  test('a data source by its name and by its uid', () => {
    const [named, byUid] = [old('stat', 'Prometheus'), saved('stat', {}, {}, { type: 'prometheus', uid: 'P1809' })]
    expect(differences(dashboard([named]), dashboard([byUid]))).toEqual([])
    expect(differences(dashboard([named]), dashboard([old('stat', 'Thanos')]))).toHaveLength(1)
    expect(
      differences(dashboard([byUid]), dashboard([saved('stat', {}, {}, { type: 'prometheus', uid: 'P2' })])),
    ).toHaveLength(1)
  })

  test('of the dashboard, its annotations and its variables', () => {
    const annotation = { name: 'Annotations & Alerts', datasource: '-- Grafana --' }
    const variable = { name: 'job', type: 'query', query: 'label_values(up, job)', datasource: '$source' }
    const before = dashboard([], { annotations: { list: [annotation] }, templating: { list: [variable] }, version: 3 })
    const after = dashboard([], {
      annotations: { list: [{ ...annotation, datasource: { type: 'datasource', uid: 'grafana' } }] },
      templating: {
        list: [{ ...variable, datasource: { type: 'prometheus', uid: '$source' }, regexApplyTo: 'value' }],
      },
      ...{ version: 9, id: null, liveNow: false, preload: false, weekStart: '', fiscalYearStartMonth: 0 },
    })
    expect(differences(before, after)).toEqual([])
  })
})

describe('copies of what is repeated, which older releases saved', () => {
  const original = { id: 2, type: 'stat', title: 'Load of $host', repeat: 'host', gridPos: grid, targets: [target] }
  const scopedVars = { host: { text: 'a', value: 'a' } }
  const copy = { ...original, id: 20, repeat: null, repeatPanelId: 2, repeatIteration: 1, scopedVars }
  const shrunk = { ...original, scopedVars, gridPos: { ...grid, w: 8 } }

  test('an original may say 0 for what it is a copy of', () => {
    const row = { title: 'Row', repeatRowId: 0, panels: [{ ...original, repeatPanelId: 0 }] }
    expect(
      differences({ title: 'D', uid: 'd', rows: [row] }, { title: 'D', uid: 'd', rows: [{ ...row, panels: [] }] }),
    ).toHaveLength(1)
  })

  test('are no panels, and make none narrower', () => {
    expect(differences(dashboard([original]), dashboard([shrunk, copy, { ...copy, id: 21 }]))).toEqual([])
  })

  test('nor are copies of a row', () => {
    const row = { type: 'row', title: 'Row of $host', repeat: 'host', panels: [{ id: 3, type: 'stat', title: 'P' }] }
    const after = [row, { ...row, repeat: null, repeatPanelId: 1, panels: [copy] }]
    expect(differences(dashboard([row]), dashboard(after))).toEqual([])
  })

  test('but another height is a difference', () => {
    const higher = { ...original, gridPos: { ...grid, h: 9 } }
    expect(differences(dashboard([original]), dashboard([higher]))).toEqual([
      "panel 'Load of $host' is resized: 8 high → 9 high",
    ])
  })
})

test('the classic form of a dashboard and its version 2 say the same', () => {
  const source = { type: 'prometheus', uid: '$source' }
  const classic = {
    ...dashboard([], { graphTooltip: 1, refresh: '30s', time: { from: 'now-1h', to: 'now' }, timepicker: {} }),
    annotations: { list: [{ name: 'A', builtIn: 1, datasource: { type: 'grafana', uid: '-- Grafana --' } }] },
    templating: {
      list: [
        { name: 'source', type: 'datasource', query: 'prometheus', refresh: 1, hide: 0 },
        { name: 'job', type: 'query', query: 'label_values(up, job)', datasource: source, refresh: 2, hide: 2 },
      ],
    },
  }
  const query = {
    kind: 'DataQuery',
    group: 'prometheus',
    datasource: { name: '$source' },
    spec: { query: 'label_values(up, job)' },
  }
  const usual = { allowCustomValue: true, multi: false }
  const v2 = {
    ...{ apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', metadata: { name: 'd' } },
    spec: {
      ...{ title: 'D', elements: {}, cursorSync: 'Crosshair' },
      timeSettings: {
        ...{ from: 'now-1h', to: 'now', autoRefresh: '30s' },
        autoRefreshIntervals: ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d'],
      },
      annotations: [
        {
          kind: 'AnnotationQuery',
          spec: {
            name: 'A',
            builtIn: true,
            query: { kind: 'DataQuery', group: 'grafana', datasource: { name: '-- Grafana --' } },
          },
        },
      ],
      variables: [
        {
          kind: 'DatasourceVariable',
          spec: { ...usual, name: 'source', pluginId: 'prometheus', refresh: 'onDashboardLoad', hide: 'dontHide' },
        },
        {
          kind: 'QueryVariable',
          spec: { ...usual, name: 'job', query, refresh: 'onTimeRangeChanged', hide: 'hideVariable' },
        },
      ],
    },
  }
  expect(differences(classic, v2)).toEqual([])
  const shown = { ...v2.spec, cursorSync: 'Off' }
  expect(differences(classic, { ...v2, spec: shown })).toEqual(['the dashboard: graphTooltip 1 → 0'])
})

describe('of every panel of our own dashboards', () => {
  type Json = Readonly<Record<string, unknown>>
  const folder = join(root, 'out/grafana-dashboards')
  const boards = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): Json => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const panels = boards.flatMap((board) =>
    objectsBelow(board, 'panels').flatMap((each) => [each, ...objectsBelow(each, 'panels')]),
  )
  const shown = panels.filter(({ type }) => typeof type === 'string' && Object.hasOwn(grafanaDefaults, type))

  /** The value with another one at a path, or with none for `undefined`; what is then empty goes, too. */
  const put = (value: unknown, [key = '', ...rest]: readonly string[], leaf: unknown): Json => {
    const { [key]: old, ...others } = isObject(value) ? value : {}
    const now = rest.length === 0 ? leaf : put(old, rest, leaf)
    return now === undefined || (isObject(now) && Object.keys(now).length === 0) ? others : { ...others, [key]: now }
  }
  const otherThan = (value: unknown): unknown =>
    typeof value === 'boolean'
      ? !value
      : typeof value === 'number'
        ? value + 1
        : typeof value === 'string'
          ? `${value}x`
          : ['other']

  test('what Grafana writes by itself is no difference, nested or not, and anything else is one', () => {
    let judged = 0
    for (const { type, ...panel } of shown) {
      for (const [path, value] of Object.entries(grafanaDefaults[String(type)] ?? {})) {
        const at = path.split('.')
        const of = (leaf: unknown) => dashboard([put({ ...panel, type }, at, leaf)])
        expect(differences(of(undefined), of(value)), `${type} ${path}`).toEqual([])
        expect(differences(of(value), of(undefined)), `${type} ${path}`).toEqual([])
        const changed = differences(of(value), of(otherThan(value)))
        expect(changed, `${type} ${path}`).not.toEqual([])
        judged += 1
      }
    }
    expect(judged).toBeGreaterThan(500)
  })
})
