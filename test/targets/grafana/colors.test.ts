import { expect, test } from 'vitest'
import { max, quantile, rate, ratio, sum } from '../../../build/language/functions.ts'
import type { Panel } from '../../../build/language/panel.ts'
import { bars, gauge, stat, states, table, timeseries } from '../../../build/language/panels.ts'
import { drawn, metrics } from './drawn.ts'

const { requests, ready, queue, latency } = metrics
const all = sum(rate(requests))
const errors = ratio(sum(rate(requests.where({ status: '5xx' }))), all)
const p95 = quantile(0.95, latency)

test.each<[string, Panel, object]>([
  ['one line is blue', timeseries('a', all, 'Any.'), { mode: 'fixed', fixedColor: 'blue' }],
  ['one line with a limit judges by it', timeseries('a', p95, 'Any.', { warning: '1s' }), { mode: 'thresholds' }],
  [
    'lines that a limit crosses keep the colours by which they are told apart',
    timeseries('a', p95.by('route'), 'Any.', { warning: '1s' }),
    { mode: 'palette-classic' },
  ],
  ['two queries are told apart', timeseries('a', { One: all, Two: all }, 'Any.'), { mode: 'palette-classic' }],
  ['a number judges', stat('a', errors, 'Any.', { warning: '1%' }), { mode: 'thresholds' }],
  ['a dial judges', gauge('a', errors, 'Any.'), { mode: 'thresholds' }],
  ['bars judge', bars('a', sum(queue).by('name'), 'Any.'), { mode: 'thresholds' }],
  ['a column judges', table('a', { All: all.by('route') }, 'Any.'), { mode: 'thresholds' }],
  ['a state has the colour of its word', states('a', max(ready), 'Any.'), { mode: 'fixed' }],
])('%s', (_, panel, color) => {
  expect(drawn(panel).fieldConfig.defaults.color).toEqual(color)
})

/** Which of these names are drawn in which shade: the last override that fits is the one that counts. */
function shades(panel: Panel, ...names: readonly string[]): Readonly<Record<string, unknown>> {
  const { overrides } = drawn(panel).fieldConfig
  const told = names.map((name) => [
    name,
    overrides.findLast(({ matcher }) =>
      matcher.id === 'byName' ? matcher.options === name : new RegExp(matcher.options.slice(1, -1)).test(name),
    )?.properties[0]?.value,
  ])
  return Object.fromEntries(told)
}
const shade = (fixedColor: string) => ({ mode: 'shades', fixedColor })
const own = (fixedColor: string) => ({ mode: 'fixed', fixedColor })

test('lines by status have the colour of what happened', () => {
  const names = [
    '200',
    '204',
    '206',
    '304',
    '404',
    '500',
    '503',
    'success',
    'failure',
    'hit',
    'miss',
    'other',
    '20',
    '1500',
  ]
  expect(shades(timeseries('a', all.by('status'), 'Any.'), ...names)).toEqual({
    200: own('semi-dark-green'),
    204: own('dark-green'),
    206: shade('green'),
    304: shade('blue'),
    404: own('semi-dark-orange'),
    500: own('semi-dark-red'),
    503: own('super-light-red'),
    success: shade('green'),
    failure: shade('red'),
    hit: shade('green'),
    miss: shade('orange'),
    other: undefined,
    20: undefined,
    1500: undefined,
  })
})

test('a name that an author wrote says what happened, too, and no other is coloured', () => {
  const panel = timeseries('a', { server: all, client: all, all }, 'Any.')
  expect(shades(panel, 'server', 'client', 'all', 'failure')).toEqual({
    server: shade('red'),
    client: shade('orange'),
    all: undefined,
    failure: shade('red'),
  })
  expect(drawn(timeseries('a', { all, most: all }, 'Any.')).fieldConfig.overrides).toEqual([])
})

test('lines by status and something else are told apart by the palette', () => {
  expect(drawn(timeseries('a', all.by('status', 'route'), 'Any.')).fieldConfig.overrides).toEqual([])
})
