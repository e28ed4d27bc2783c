import { describe, expect, test } from 'vitest'
import { alert } from '../../../build/language/alert.ts'
import { increase, max, quantile, rate, ratio, sum } from '../../../build/language/functions.ts'
import type { Panel } from '../../../build/language/panel.ts'
import { bars, gauge, heatmap, stat, states, table, timeseries } from '../../../build/language/panels.ts'
import { drawn, metrics } from './drawn.ts'

const { requests, ready, queue, latency, memory, up } = metrics
const all = sum(rate(requests))
const errors = ratio(sum(rate(requests.where({ status: '5xx' }))), all)
const p95 = quantile(0.95, latency)

const each: readonly (readonly [type: string, Panel])[] = [
  ['timeseries', timeseries('Title', all, 'About it.')],
  ['stat', stat('Title', all, 'About it.')],
  ['gauge', gauge('Title', errors, 'About it.')],
  ['bargauge', bars('Title', sum(queue).by('name'), 'About it.')],
  ['heatmap', heatmap('Title', latency, 'About it.')],
  ['table', table('Title', { All: all.by('route') }, 'About it.')],
  ['state-timeline', states('Title', max(ready), 'About it.')],
]

describe.each(each)('a %s', (type, panel) => {
  const json = drawn(panel)

  test('has the id that Grafana keeps links by, its texts and the picked data source', () => {
    expect(json).toMatchObject({ type, title: 'Title', description: 'About it.' })
    expect(json).not.toHaveProperty('links')
    expect(json.pluginVersion).toMatch(/^\d+\.\d+\.\d+$/)
    expect(json.id).toBe(drawn({ ...panel, title: 'Renamed' }).id)
    for (const part of [json, ...json.targets])
      expect(part).toHaveProperty('datasource', {
        type: 'prometheus',
        uid: expect.stringMatching(/^\$\{datasource\}$/),
      })
  })

  test('asks for a moment or for a time range, never for both', () => {
    const isNow = ['stat', 'gauge', 'bargauge', 'table'].includes(type)
    for (const target of json.targets) expect(target).toMatchObject({ instant: isNow, range: !isNow })
  })

  test('begins at zero, unless Grafana draws nothing of it', () => {
    expect(json.fieldConfig.defaults).toHaveProperty(type === 'heatmap' ? 'unit' : 'min', type === 'heatmap' ? 's' : 0)
  })
})

test('queries have letters, legends and their PromQL', () => {
  const { targets } = drawn(timeseries('a', { One: all, Two: ofGets('1m') }, 'Any.'))
  expect(targets.map(({ refId, legendFormat, expr }) => [refId, legendFormat, expr])).toEqual([
    ['A', 'One', 'sum(rate(requests_total{job="node"}[$__rate_interval]))'],
    ['B', 'Two', 'sum(rate(requests_total{job="node",method="GET"}[1m]))'],
  ])
})
const ofGets = (window: '1m') => sum(rate(requests.where({ method: 'GET' }))).over(window)

test.each([
  ['timeseries', 'time_series'],
  ['stat', 'time_series'],
  ['heatmap', 'heatmap'],
  ['table', 'table'],
])('a %s asks for the format %s', (type, format) => {
  const [, panel] = each.find(([name]) => name === type) ?? []
  expect(panel && drawn(panel).targets[0]?.format).toBe(format)
})

test('a line over long windows asks for a point a minute', () => {
  expect(drawn(timeseries('a', all.over('30m'), 'Any.')).interval).toBe('1m')
  expect(drawn(timeseries('a', all, 'Any.'))).not.toHaveProperty('interval')
})

test.each<[string, Panel]>([
  ['short', stat('a', sum(queue), 'Any.')],
  ['s', stat('a', p95, 'Any.')],
  ['bytes', stat('a', sum(memory), 'Any.')],
  ['percentunit', stat('a', errors, 'Any.')],
  ['ops', stat('a', all, 'Any.')],
  ['binBps', stat('a', sum(rate(metrics.sent)), 'Any.')],
  ['bool_yes_no', stat('a', max(ready), 'Any.')],
])('the unit %s', (unit, panel) => {
  expect(drawn(panel).fieldConfig.defaults.unit).toBe(unit)
})

test('a dial and bars of shares end at 100%, and no other drawing ends anywhere', () => {
  const maxima = [
    gauge('a', errors, 'Any.'),
    bars('a', errors.by('route'), 'Any.'),
    stat('a', errors, 'Any.'),
    timeseries('a', errors, 'Any.'),
    bars('a', sum(queue).by('name'), 'Any.'),
  ].map((panel) => drawn(panel).fieldConfig.defaults.max)
  expect(maxima).toEqual([1, 1, undefined, undefined, undefined])
})

test('limits are absolute, from the least on', () => {
  const { thresholds } = drawn(stat('a', p95, 'Any.', { critical: '1m', warning: '1s' })).fieldConfig.defaults
  expect(thresholds).toEqual({
    mode: 'absolute',
    steps: [
      { value: 0, color: 'green' },
      { value: 1, color: 'orange' },
      { value: 60, color: 'red' },
    ],
  })
})

test('what is not known is grey, and says why', () => {
  const { mappings, noValue } = drawn(stat('a', p95, 'Any.', { noValue: 'Nobody asks' })).fieldConfig.defaults
  expect(noValue).toBe('Nobody asks')
  expect(mappings).toEqual([
    { type: 'special', options: { match: 'nan', result: { text: 'Nobody asks', color: '#808080', index: 0 } } },
    { type: 'special', options: { match: 'null', result: { text: 'Nobody asks', color: '#808080', index: 1 } } },
  ])
})

describe('states', () => {
  const wordsOf = (mappings: unknown) => mappings as { options: Record<string, { text: string; color?: string }> }[]

  test('have words in the colours of their steps', () => {
    const [mapping, ...others] = wordsOf(
      drawn(states('a', max(ready), 'Any.', { says: ['down', 'up'] })).fieldConfig.defaults.mappings,
    )
    expect(others).toEqual([])
    expect(mapping).toEqual({
      type: 'value',
      options: { 0: { text: 'down', index: 0, color: 'red' }, 1: { text: 'up', index: 1, color: 'green' } },
    })
  })

  test('where 1 is bad, are red at 1', () => {
    const bad = alert('ReadyBad', {
      when: max(ready).is(1),
      severity: 'critical',
      component: 'api',
      summary: 'Any.',
      description: () => 'Any.',
    })
    const [mapping] = wordsOf(
      drawn(states('a', max(ready), 'Any.', { alert: bad }), { alerts: [bad] }).fieldConfig.defaults.mappings,
    )
    expect(mapping?.options).toMatchObject({ 0: { color: 'green' }, 1: { color: 'red' } })
  })

  test('of which no severity is told have one set of words', () => {
    expect(drawn(states('a', up, 'Any.')).fieldConfig.overrides).toEqual([])
  })
})

test('a panel that watches for an alert opens its runbook', () => {
  const slow = alert('Slow', {
    when: p95.over('5m').above('1s'),
    for: '5m',
    severity: 'warning',
    component: 'api',
    summary: 'Any.',
    description: () => 'Any.',
  })
  const { links, fieldConfig } = drawn(timeseries('a', p95, 'Any.', { alert: slow }), { alerts: [slow] })
  expect(links).toEqual([{ title: 'Runbook: Slow', url: expect.stringMatching(/\/Slow\.html$/), targetBlank: true }])
  expect(fieldConfig.defaults).not.toHaveProperty('links')
  expect(fieldConfig.defaults.thresholds?.steps.at(-1)).toEqual({ value: 1, color: 'orange' })
})

describe('numbers are told in the measure that people think in', () => {
  const unitOf = (panel: Panel) => {
    const { fieldConfig, targets } = drawn(panel)
    return [fieldConfig.defaults.unit, fieldConfig.defaults.decimals, targets[0]?.expr]
  }

  test('what is seldom by the minute', () => {
    expect(unitOf(timeseries('a', all.over('5m'), 'Any.', { per: 'minute' }))).toEqual([
      'opm',
      undefined,
      expect.stringMatching(/^\s*sum\(rate\(.*\[5m\]\)\) \* 60$/s),
    ])
  })

  test('long durations as a clock', () => {
    expect(unitOf(timeseries('a', p95, 'Any.', { axis: { clock: true } }))[0]).toBe('dthms')
    expect(unitOf(timeseries('a', p95, 'Any.'))[0]).toBe('s')
  })

  test('what was counted in whole numbers, and no share or mean of it', () => {
    expect(unitOf(timeseries('a', sum(increase(requests)), 'Any.'))[1]).toBe(0)
    expect(unitOf(timeseries('a', sum(increase(requests)).times(0.5), 'Any.'))[1]).toBeUndefined()
    expect(unitOf(timeseries('a', sum(queue), 'Any.'))[1]).toBeUndefined()
    const columns = drawn(table('a', { Requests: sum(increase(requests)).by('route').over('1h') }, 'Any.'))
    expect(JSON.stringify(columns.fieldConfig.overrides)).toContain('{"id":"decimals","value":0}')
  })
})
