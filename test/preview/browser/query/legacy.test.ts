import { describe, expect, test } from 'vitest'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'

const panelOf = (json: object) => readDashboard({ panels: [json] }).rows[0]?.panels[0]

describe('a graph of Grafana 4', () => {
  const read = (json: object) => panelOf({ type: 'graph', targets: [{ expr: 'up' }], ...json })
  const customOf = (json: object) => read(json)?.fieldConfig.defaults.custom

  test('keeps its query, and is a time series', () => {
    expect(read({ title: 'Load' })).toMatchObject({ type: 'timeseries', title: 'Load', targets: [{ expr: 'up' }] })
  })
  test('has the left axis for its values', () => {
    const yaxes = [{ format: 'bytes', min: 0, max: '10', decimals: 1, label: 'Memory', logBase: 2 }, { format: 's' }]
    expect(read({ yaxes })?.fieldConfig.defaults).toMatchObject({ unit: 'bytes', min: 0, max: 10, decimals: 1 })
    expect(customOf({ yaxes })).toMatchObject({ axisLabel: 'Memory', scaleDistribution: { type: 'log', log: 2 } })
    expect(read({ yaxes: [{ min: null, max: '' }] })?.fieldConfig.defaults).not.toHaveProperty('min')
    expect(read({ yaxes: [{ min: null, max: '' }] })?.fieldConfig.defaults).not.toHaveProperty('max')
  })
  test.each([
    [
      { fill: 4, linewidth: 2 },
      { fillOpacity: 40, lineWidth: 2 },
    ],
    [
      { fill: 1, fillGradient: 6 },
      { fillOpacity: 60, gradientMode: 'opacity' },
    ],
    [{ bars: true, lines: false }, { drawStyle: 'bars' }],
    [
      { lines: false, points: true, pointradius: 2 },
      { drawStyle: 'points', pointSize: 5 },
    ],
    [{ steppedLine: true }, { lineInterpolation: 'stepAfter' }],
    [{ dashes: true }, { lineStyle: { fill: 'dash' } }],
    [{ stack: true }, { stacking: { mode: 'normal', group: 'A' } }],
    [{ stack: true, percentage: true }, { stacking: { mode: 'percent', group: 'A' } }],
    [{ stack: false, percentage: true }, { stacking: { mode: 'none', group: 'A' } }],
    [{ nullPointMode: 'connected' }, { spanNulls: true }],
    [{ nullPointMode: 'null' }, { spanNulls: false }],
  ])('%j looks like %j', (written, shown) => {
    expect(customOf(written)).toMatchObject(shown)
  })
  test('a series may have its own colour, axis and direction', () => {
    const overrides = read({
      aliasColors: { down: '#f00' },
      yaxes: [{ format: 'bytes' }, { format: 's', max: 3 }],
      seriesOverrides: [{ alias: '/in$/', transform: 'negative-Y' }, [{ alias: 'time', yaxis: 2, stack: false }]],
    })?.fieldConfig.overrides
    expect(overrides).toEqual([
      {
        matcher: { id: 'byName', options: 'down' },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: '#f00' } }],
      },
      { matcher: { id: 'byRegexp', options: '/in$/' }, properties: [{ id: 'custom.transform', value: 'negative-Y' }] },
      {
        matcher: { id: 'byName', options: 'time' },
        properties: [
          { id: 'unit', value: 's' },
          { id: 'max', value: 3 },
          { id: 'custom.stacking', value: { mode: 'none', group: 'A' } },
          { id: 'custom.axisPlacement', value: 'right' },
        ],
      },
    ])
  })
  test.each([
    [
      [
        { value: 5, op: 'gt', colorMode: 'critical', line: true },
        { value: 2, op: 'gt', colorMode: 'warning', fill: true },
      ],
      [null, 'transparent', 2, 'orange', 5, 'red'],
      'line+area',
    ],
    [[{ value: 1, op: 'lt', colorMode: 'critical', fill: true }], [null, 'red', 1, 'transparent'], 'area'],
    [
      [
        { value: 1, op: 'lt', colorMode: 'critical', line: true },
        { value: 3, op: 'lt', colorMode: 'warning', line: true },
      ],
      [null, 'red', 1, 'orange', 3, 'transparent'],
      'line',
    ],
  ])('thresholds %j are steps', (thresholds, steps, mode) => {
    const { fieldConfig } = read({ thresholds }) ?? {}
    const { thresholds: made } = (fieldConfig?.defaults ?? {}) as {
      thresholds?: { steps: readonly { value: unknown; color: unknown }[] }
    }
    expect(made?.steps.flatMap(({ value, color }) => [value, color])).toEqual(steps)
    expect(fieldConfig?.defaults.custom).toMatchObject({ thresholdsStyle: { mode } })
  })
  test('its legend and tooltip', () => {
    const legend = {
      show: true,
      values: true,
      avg: true,
      current: true,
      max: false,
      alignAsTable: true,
      rightSide: true,
    }
    expect(read({ legend, tooltip: { shared: true, sort: 2 } })?.options).toEqual({
      legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['mean', 'lastNotNull'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    })
    expect(read({ legend: { show: false }, tooltip: { shared: false } })?.options).toMatchObject({
      legend: { showLegend: false, displayMode: 'list', calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
    })
  })
  test('along another axis than the time it is not drawn', () => {
    expect(read({ xaxis: { mode: 'histogram' } })?.type).toBe('graph')
  })
})

describe('a singlestat of Grafana 4', () => {
  const read = (json: object) => panelOf({ type: 'singlestat', targets: [{ expr: 'up' }], ...json })

  test('is a stat with one number', () => {
    const stat = read({
      format: 'percent',
      valueName: 'current',
      decimals: 0,
      nullText: 'none',
      sparkline: { show: true },
    })
    expect(stat).toMatchObject({
      type: 'stat',
      targets: [{ expr: 'up' }],
      fieldConfig: { defaults: { unit: 'percent', decimals: 0, noValue: 'none' } },
      options: { reduceOptions: { calcs: ['lastNotNull'] }, graphMode: 'area', colorMode: 'none' },
    })
  })
  test('is a gauge where it shows one', () => {
    const gauge = read({ gauge: { show: true, minValue: 0, maxValue: 4 } })
    expect(gauge).toMatchObject({ type: 'gauge', fieldConfig: { defaults: { min: 0, max: 4 } } })
  })
  test('has its thresholds and words', () => {
    const valueMaps = [{ op: '=', value: '1', text: 'up' }]
    const stat = read({ thresholds: '1,2', colors: ['green', 'orange', 'red'], colorBackground: true, valueMaps })
    expect(stat?.options).toMatchObject({ colorMode: 'background' })
    expect(stat?.fieldConfig.defaults).toMatchObject({
      thresholds: { steps: [{ color: 'green' }, { value: 1, color: 'orange' }, { value: 2, color: 'red' }] },
      mappings: [{ type: 'value', options: { 1: { text: 'up' } } }],
    })
  })
})
