import { createDataFrame, createTheme, type FieldDisplay, FieldType, VizOrientation } from '@grafana/data'
import { beforeAll, describe, expect, test } from 'vitest'
import { barSizes, overflows, usualSizes } from '../../../../build/preview/app/panels/bargauge/sizes.ts'
import { displayValues, hasNumbers, titled } from '../../../../build/preview/app/panels/shared/display-values.ts'
import { stubBrowser } from '../query/panels.ts'

beforeAll(stubBrowser)

const series = (name: string, values: readonly (number | null)[]) =>
  createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: values.map((_, at) => at * 1000) },
      { name: 'Value', type: FieldType.number, values: [...values], config: { displayNameFromDS: name } },
    ],
  })

const shown = (frames: ReturnType<typeof series>[], calcs: string[], noValue?: string) =>
  displayValues(
    {
      data: { series: frames } as never,
      fieldConfig: { defaults: noValue === undefined ? {} : { noValue }, overrides: [] },
      options: { reduceOptions: { values: false, calcs } },
      replaceVariables: (text: string) => text,
      timeZone: 'utc',
    },
    createTheme(),
  ).map(({ display }) => [display.title, display.text])

describe('the values of a panel', () => {
  test('are what its calculations make of each series', () => {
    expect(shown([series('a', [1, 5, null]), series('b', [7, 2, 3])], ['lastNotNull'])).toEqual([
      ['a', '5'],
      ['b', '3'],
    ])
    expect(shown([series('a', [1, 5, null])], ['max', 'min']).map(([, text]) => text)).toEqual(['5', '1'])
  })

  test('are the words of the dashboard where there is no series', () => {
    expect(shown([], ['lastNotNull'], 'No traffic').map(([, text]) => text)).toEqual(['No traffic'])
  })

  test('are something to show only where a series has rows', () => {
    expect(hasNumbers([series('a', [null])])).toBe(true)
    expect(hasNumbers([series('a', [])])).toBe(false)
    expect(hasNumbers([createDataFrame({ fields: [{ name: 'text', values: ['a'] }] })])).toBe(false)
  })
})

test('a value alone has a name only where the dashboard gives one', () => {
  const value = (displayName?: string): FieldDisplay => ({
    name: 'last',
    field: displayName === undefined ? {} : { displayName },
    display: { title: 'up', text: '1', numeric: 1 },
    hasLinks: false,
  })
  expect(titled(value(), 1).title).toBeUndefined()
  expect(titled(value('Is up'), 1).title).toBe('up')
  expect(titled(value(), 2).title).toBe('up')
})

describe('bars', () => {
  const own = { minVizWidth: 40, minVizHeight: 30, maxVizHeight: 50 }

  test("have a dashboard's sizes only where it wants them", () => {
    expect(barSizes({ ...own, sizing: 'manual' })).toEqual(own)
    expect(barSizes({ ...own, sizing: 'auto' })).toEqual(usualSizes)
  })

  test('take more than the panel has when even the thinnest do', () => {
    const bars = { orientation: VizOrientation.Horizontal, itemSpacing: 10, width: 500, height: 110 }
    expect(overflows({ ...bars, count: 3 }, own)).toBe(false)
    expect(overflows({ ...bars, count: 4 }, own)).toBe(true)
    expect(overflows({ ...bars, count: 4, orientation: VizOrientation.Vertical }, own)).toBe(false)
  })
})
