import { describe, expect, test } from 'vitest'
import { alert } from '../../../build/language/alert.ts'
import { quantile, rate, ratio, sum } from '../../../build/language/functions.ts'
import type { Panel } from '../../../build/language/panel.ts'
import { bars, gauge, heatmap, stat, states, table, timeseries } from '../../../build/language/panels.ts'
import { drawn, metrics } from './drawn.ts'

const { requests, queue, latency, clients, up } = metrics
const all = sum(rate(requests))
const errors = ratio(sum(rate(requests.where({ status: '5xx' }))), all)
const p95 = quantile(0.95, latency)
const customOf = (panel: Panel) => drawn(panel).fieldConfig.defaults.custom

describe('lines', () => {
  test('of several series have a legend that can be sorted, below them or beside names that an author wrote', () => {
    const split = drawn(timeseries('a', all.by('route'), 'Any.')).options
    expect(split).toMatchObject({
      legend: {
        showLegend: true,
        displayMode: 'table',
        placement: 'bottom',
        calcs: ['lastNotNull', 'max'],
        sortBy: 'Last *',
        sortDesc: true,
      },
      tooltip: { mode: 'multi', sort: 'desc' },
    })
    expect(drawn(timeseries('a', { One: all, Two: all }, 'Any.')).options).toMatchObject({
      legend: { placement: 'right' },
    })
  })

  test('have the lowest value in their legend where that is the bad one', () => {
    const low = alert('PyBaseLow', {
      when: errors.over('5m').below('10%'),
      severity: 'warning',
      component: 'api',
      summary: 'For tests.',
      description: () => 'For tests.',
    })
    const calcsOf = (panel: Panel) => (drawn(panel).options as { legend: { calcs: unknown } }).legend.calcs
    const split = errors.by('route')
    expect(calcsOf(timeseries('a', split, 'Any.'))).toEqual(['lastNotNull', 'max'])
    expect(calcsOf(timeseries('a', split, 'Any.', { bad: 'low' }))).toEqual(['lastNotNull', 'min'])
    expect(calcsOf(timeseries('a', split, 'Any.', { bad: 'low', warning: '20%' }))).toEqual(['lastNotNull', 'min'])
    expect(calcsOf(timeseries('a', split.over('5m'), 'Any.', { alert: low }))).toEqual(['lastNotNull', 'min'])
  })

  test('of one series need none', () => {
    expect(drawn(timeseries('a', all, 'Any.')).options).toMatchObject({ legend: { showLegend: false } })
  })

  test('are filled and piled up where they are parts of a whole', () => {
    expect(customOf(timeseries('a', all.by('route'), 'Any.', { stacked: true }))).toMatchObject({
      stacking: { mode: 'normal', group: 'A' },
      fillOpacity: 40,
    })
    expect(customOf(timeseries('a', all.by('route'), 'Any.'))).toMatchObject({
      stacking: { mode: 'none' },
      fillOpacity: 10,
    })
  })

  test('end where the data do: a gap is a gap', () => {
    expect(customOf(timeseries('a', all, 'Any.'))).toMatchObject({ drawStyle: 'line', spanNulls: false })
  })

  test('have their limits in view, dashed, and the highest on the axis', () => {
    const limited = timeseries('a', p95, 'Any.', { warning: '1s', critical: '1m' })
    expect(customOf(limited)).toMatchObject({ thresholdsStyle: { mode: 'dashed' }, axisSoftMin: 0, axisSoftMax: 60 })
    expect(customOf(limited)).toHaveProperty('gradientMode', 'scheme')
    const free = customOf(timeseries('a', p95, 'Any.'))
    expect(free).toMatchObject({ thresholdsStyle: { mode: 'off' }, gradientMode: 'none' })
    expect(free).not.toHaveProperty('axisSoftMax')
  })

  test('of a count at rest lie on the ground of an axis up to 1', () => {
    expect(customOf(timeseries('a', sum(queue), 'Any.'))).toHaveProperty('axisSoftMax', 1)
  })

  test('on a scale of blues have no limits', () => {
    const scale = timeseries('a', p95, 'Any.', { steps: ['0.1s', '1s', '2s', '10s', '1m'] })
    expect(customOf(scale)).toMatchObject({ thresholdsStyle: { mode: 'off' } })
  })
})

describe('a number', () => {
  test('is a coloured tile where it judges, and else a coloured number', () => {
    const colorMode = (panel: Panel) => drawn(panel).options
    expect(colorMode(stat('a', errors, 'Any.', { warning: '1%' }))).toMatchObject({ colorMode: 'background' })
    expect(colorMode(stat('a', all, 'Any.'))).toMatchObject({ colorMode: 'value' })
  })

  test.each([
    ['a number', stat('a', all, 'Any.')],
    ['a dial', gauge('a', errors, 'Any.')],
    ['bars', bars('a', sum(queue).by('name'), 'Any.')],
  ])('%s is the last value that there is', (_, panel) => {
    expect(drawn(panel).options).toMatchObject({
      reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
    })
    expect(drawn(panel).fieldConfig.defaults).not.toHaveProperty('custom')
  })

  test('of a dial shows its limits as marks, and bars lie', () => {
    expect(drawn(gauge('a', errors, 'Any.')).options).toMatchObject({
      showThresholdMarkers: true,
      showThresholdLabels: false,
    })
    expect(drawn(bars('a', sum(queue).by('name'), 'Any.')).options).toMatchObject({
      displayMode: 'basic',
      orientation: 'horizontal',
      valueMode: 'color',
    })
  })
})

test('a heatmap draws buckets that Prometheus made, on an axis of their unit, and none that are empty', () => {
  expect(drawn(heatmap('a', latency, 'Any.')).options).toMatchObject({
    calculate: false,
    color: { mode: 'scheme', scheme: 'Oranges', scale: 'exponential', exponent: 0.5, reverse: false },
    filterValues: { le: 1e-9 },
    yAxis: { unit: 's', reverse: false },
    cellValues: { unit: 'short' },
  })
})

test('a table begins with the largest value of its first column', () => {
  const panel = table('a', { Requests: all.by('route'), Slowest: p95.by('route') }, 'Any.')
  expect(drawn(panel).options).toMatchObject({ showHeader: true, sortBy: [{ displayName: 'Requests', desc: true }] })
})

describe('states', () => {
  test('of one value are one band, with its word', () => {
    expect(drawn(states('a', up, 'Any.')).options).toMatchObject({
      mergeValues: true,
      showValue: 'auto',
      alignValue: 'left',
      legend: { showLegend: false },
    })
    expect(customOf(states('a', up, 'Any.'))).toMatchObject({ lineWidth: 0, fillOpacity: 70, spanNulls: false })
  })
})

test('an alert on too little draws its limit, too', () => {
  const few = alert('Few', {
    when: sum(clients).below(5),
    for: '5m',
    severity: 'critical',
    component: 'api',
    summary: 'Any.',
    description: () => 'Any.',
  })
  const { defaults } = drawn(timeseries('a', sum(clients), 'Any.', { alert: few }), { alerts: [few] }).fieldConfig
  expect(defaults.custom).toMatchObject({ thresholdsStyle: { mode: 'dashed' }, axisSoftMax: 5 })
  expect(defaults.thresholds?.steps).toEqual([
    { value: 0, color: 'red' },
    { value: 5, color: 'green' },
  ])
})
