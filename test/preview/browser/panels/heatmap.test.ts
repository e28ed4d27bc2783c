import { createDataFrame, createTheme, FieldType } from '@grafana/data'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import {
  type Buckets,
  bucketsOf,
  cellAt,
  extent,
  isWithin,
} from '../../../../build/preview/app/panels/heatmap/buckets.ts'
import { palette, placeOf } from '../../../../build/preview/app/panels/heatmap/colors.ts'
import { defaultOptions } from '../../../../build/preview/app/panels/heatmap/options.ts'
import { pictureOf } from '../../../../build/preview/app/panels/heatmap/picture.ts'

beforeAll(() => {
  // The library asks the browser for its languages and for features that are on.
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('navigator', { languages: ['en'] })
})

const times = [60_000, 120_000, 180_000]

/** A histogram with its buckets in no order. */
const frames = (interval?: number) => [
  createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: times, config: interval === undefined ? {} : { interval } },
      { name: '+Inf', type: FieldType.number, values: [0, 1, null] },
      { name: '0.5', type: FieldType.number, values: [2, 0, null] },
      { name: '10', type: FieldType.number, values: [8, 4, null] },
    ],
  }),
]

function buckets(): Buckets {
  const found = bucketsOf(frames(60_000))
  if (found === undefined) throw new Error('The frame has buckets.')
  return found
}

describe('buckets', () => {
  test('ascend by their upper edges as numbers, with their counts', () => {
    expect(buckets()).toEqual({
      times,
      step: 60_000,
      edges: [0.5, 10, Number.POSITIVE_INFINITY],
      counts: [
        [2, 0, null],
        [8, 4, null],
        [0, 1, null],
      ],
    })
  })
  test('are as wide as the data source says, or else as the least distance of two times', () => {
    expect(bucketsOf(frames(15_000))?.step).toBe(15_000)
    expect(bucketsOf(frames())?.step).toBe(60_000)
  })
  test('are none where a number is not named by an edge', () => {
    const [time] = frames()[0]?.fields ?? []
    const value = { name: 'Value', type: FieldType.number, values: [1, 2, 3] }
    expect(bucketsOf([createDataFrame({ fields: time === undefined ? [] : [time, value] })])).toBeUndefined()
  })
  test('are none without a time, a number or a row', () => {
    const time = { name: 'Time', type: FieldType.time, values: [] }
    const number = { name: '1', type: FieldType.number, values: [] }
    for (const fields of [[], [time], [number], [time, number]]) {
      expect(bucketsOf([createDataFrame({ fields })])).toBeUndefined()
    }
  })
})

describe('a cell', () => {
  test('covers the time before its sample, and its row', () => {
    expect(cellAt(buckets(), 60_001, 1.5)).toEqual({ column: 1, bucket: 1 })
    expect(cellAt(buckets(), 120_000, 1)).toEqual({ column: 1, bucket: 1 })
    expect(cellAt(buckets(), 120_001, 0.99)).toEqual({ column: 2, bucket: 0 })
  })
  test.each([
    [0, 1],
    [180_001, 1],
    [60_000, -0.1],
    [60_000, 3],
  ])('is not at %d ms and row %d', (time, row) => {
    expect(cellAt(buckets(), time, row)).toBeUndefined()
  })
})

describe('colours', () => {
  const surroundings = { isDark: true, fade: (color: string, opacity: number) => `${color} ${opacity}` }
  const { color } = defaultOptions

  test('reach from the least to the greatest count that is shown, or to those asked for', () => {
    expect(extent(buckets(), {}, isWithin({ le: 1e-9 }))).toEqual([1, 8])
    expect(extent(buckets(), {}, isWithin({ le: 1, ge: 8 }))).toEqual([2, 4])
    expect(extent(buckets(), { min: 0, max: 100 }, isWithin({}))).toEqual([0, 100])
    expect(extent(buckets(), {}, isWithin({ le: 99 }))).toEqual([0, 0])
  })
  test('go from dark to light on dark and from light to dark on light, unless they are reversed', () => {
    const [lightest, darkest] = ['rgb(255, 245, 235)', 'rgb(127, 39, 4)']
    const ends = (isDark: boolean, reverse: boolean) => {
      const colors = palette({ ...color, reverse }, { ...surroundings, isDark })
      expect(colors).toHaveLength(64)
      return [colors[0], colors.at(-1)]
    }
    expect(ends(true, false)).toEqual([darkest, lightest])
    expect(ends(false, false)).toEqual([lightest, darkest])
    expect(ends(true, true)).toEqual([lightest, darkest])
    expect(ends(false, true)).toEqual([darkest, lightest])
  })
  test('of a diverging scheme do not depend on the theme; of an unknown one are those of Spectral', () => {
    const of = (scheme: string, isDark: boolean) => palette({ ...color, scheme }, { ...surroundings, isDark })
    expect(of('RdYlGn', true)).toEqual(of('RdYlGn', false))
    expect(of('<b>', true).toSorted()).toEqual(of('Spectral', true).toSorted())
  })
  test('of one hue grow by a power of the count, or with it', () => {
    const of = (scale: 'exponential' | 'linear') =>
      palette({ ...color, mode: 'opacity', fill: 'red', steps: 4, scale }, surroundings)
    expect(of('exponential')).toEqual(['red 0.5', `red ${0.5 ** 0.5}`, `red ${0.75 ** 0.5}`, 'red 1'])
    expect(of('linear')).toEqual(['red 0.25', 'red 0.5', 'red 0.75', 'red 1'])
  })
  test('are spread evenly over the counts', () => {
    expect([0, 1, 24, 25, 50, 99, 100, 101, -5].map((count) => placeOf(count, [0, 100], 4))).toEqual([
      0, 0, 0, 1, 2, 3, 3, 3, 0,
    ])
    expect(placeOf(7, [7, 7], 4)).toBe(0)
  })
})

test('edges are labelled in the unit of the axis, from the lowest to infinity', () => {
  const options = { ...defaultOptions, yAxis: { unit: 's' } }
  expect(pictureOf(frames(), options, createTheme())?.labels).toEqual(['0 s', '500 ms', '10 s', '+Inf'])
})
