import { createDataFrame, FieldType } from '@grafana/data'
import { describe, expect, test } from 'vitest'
import { alertsIn } from '../../../../build/preview/app/panels/alertlist/alerts.ts'
import { barsOf } from '../../../../build/preview/app/panels/barchart/bars.ts'
import { outline, pointAt, slicesOf } from '../../../../build/preview/app/panels/piechart/slices.ts'
import { scaleOf } from '../../../../build/preview/app/panels/shared/scale.ts'
import { spacingOf } from '../../../../build/preview/app/panels/status-history/cells.ts'

describe('the slices of a pie', () => {
  test('share it out, and what is not above zero has none', () => {
    expect(slicesOf([3, 0, 1, -2], (each) => each).map(({ of, from, to }) => [of, from, to])).toEqual([
      [3, 0, 0.75],
      [1, 0.75, 1],
    ])
    expect(slicesOf([0, 0], (each) => each)).toEqual([])
  })
  test('go round clockwise from the top', () => {
    const centre = { x: 100, y: 100 }
    expect(pointAt(centre, 50, 0)).toEqual({ x: 100, y: 50 })
    expect(outline(centre, 50, 0, { from: 0, to: 0.25 })).toBe('M 100 100 L 100 50 A 50 50 0 0 1 150 100 Z')
    expect(outline(centre, 50, 25, { from: 0, to: 0.75 })).toBe(
      'M 100 50 A 50 50 0 1 1 50 100 L 75 100 A 25 25 0 1 0 100 75 Z',
    )
  })
  test('that are all of it end a little before they begin', () => {
    expect(outline({ x: 0, y: 0 }, 10, 0, { from: 0, to: 1 })).toMatch(/^M 0 0 L 0 -10 A 10 10 0 1 1 -?0 -10 Z$/)
  })
})

describe('the bars of a chart', () => {
  const beside = { stacking: 'none', groupWidth: 0.8, barWidth: 1 } as const
  test('stand side by side in their group, from zero on', () => {
    const bars = barsOf(
      [
        [1, 2],
        [-3, null],
      ],
      beside,
    )
    expect(bars.map(({ group, series, from, to }) => [group, series, from, to])).toEqual([
      [0, 0, 0, 1],
      [0, 1, 0, -3],
      [1, 0, 0, 2],
    ])
    expect(bars.map(({ start }) => Number(start.toFixed(3)))).toEqual([0.05, 0.25, 0.55])
    expect(bars.map(({ width }) => Number(width.toFixed(3)))).toEqual([0.2, 0.2, 0.2])
  })
  test('stand on top of each other, what is below zero below it', () => {
    const stacked = barsOf([[1], [2], [-1]], { ...beside, stacking: 'normal' })
    expect(stacked.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 3],
      [0, -1],
    ])
    const shares = barsOf(
      [
        [1, 0],
        [3, 0],
      ],
      { ...beside, stacking: 'percent' },
    )
    expect(shares.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.25],
      [0.25, 1],
      [0, 0],
      [0, 0],
    ])
  })
})

test.each([
  [0, 97, 5, [0, 20, 40, 60, 80, 100]],
  [0, 0.31, 4, [0, 0.1, 0.2, 0.3, 0.4]],
  [-3, 4, 2, [-5, 0, 5]],
  [0, 0, 4, [0, 0.5, 1]],
  [7, 7, 1, [0, 10, 20]],
])('an axis from %d to %d in %d steps has round numbers', (least, greatest, most, ticks) => {
  expect(scaleOf(least, greatest, most).ticks).toEqual(ticks)
})

test('the spacing of samples is the least gap, and nothing for one alone', () => {
  expect([[0, 60, 180, 240], [5], []].map(spacingOf)).toEqual([60, undefined, undefined])
})

test('alerts are listed once each by name, those that fire first, with their instances', () => {
  const text = (name: string, values: string[]) => ({ name, type: FieldType.string, values })
  const frame = createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: [0, 0, 0] },
      text('__name__', ['ALERTS', 'ALERTS', 'ALERTS']),
      text('alertname', ['Waits', 'Fires', 'Fires']),
      text('alertstate', ['pending', 'pending', 'firing']),
      text('instance', ['', 'a', 'b']),
    ],
  })
  const asked = { alertName: '', maxItems: 20, sortOrder: 3 } as const
  expect(alertsIn([frame], asked)).toEqual([
    { name: 'Fires', state: 'firing', instances: ['instance=a', 'instance=b'] },
    { name: 'Waits', state: 'pending', instances: [''] },
  ])
  expect(alertsIn([frame], { ...asked, sortOrder: 2, maxItems: 1 }).map(({ name }) => name)).toEqual(['Waits'])
  expect(alertsIn([frame], { ...asked, alertName: 'Fi' }).map(({ name }) => name)).toEqual(['Fires'])
})
