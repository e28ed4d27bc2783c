import {
  applyFieldOverrides,
  createDataFrame,
  createTheme,
  type FieldConfig,
  FieldType,
  MappingType,
  ThresholdsMode,
} from '@grafana/data'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { defaultField } from '../../../../build/preview/app/panels/state-timeline/options.ts'
import { aligned, rowsOf } from '../../../../build/preview/app/panels/state-timeline/rows.ts'
import { distinct, type State, stateAt, statesOf } from '../../../../build/preview/app/panels/state-timeline/states.ts'

beforeAll(() => {
  // The library asks the browser for its languages and for features that are on.
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('navigator', { languages: ['en'] })
})

const times = [10, 20, 30, 40, 50]
const tell = (value: unknown) => ({ text: String(value), color: value === 1 ? 'green' : 'red', numeric: Number(value) })
const reading = { tell, merge: true, spanNulls: false, end: 60 }
const short = (states: readonly State[]) => states.map(({ text, from, to }) => `${text} ${from}–${to}`)

describe('states', () => {
  test('last until the next sample, and the last one until the end', () => {
    expect(short(statesOf({ times, values: [1, 0, 1, 0, 1] }, reading))).toEqual([
      '1 10–20',
      '0 20–30',
      '1 30–40',
      '0 40–50',
      '1 50–60',
    ])
  })
  test('that follow each other and are told alike are one, unless merging is off', () => {
    expect(short(statesOf({ times, values: [1, 1, 1, 0, 0] }, reading))).toEqual(['1 10–40', '0 40–60'])
    expect(statesOf({ times, values: [1, 1, 1, 0, 0] }, { ...reading, merge: false })).toHaveLength(5)
  })
  test('end at a null, even between equal ones, unless nulls are spanned', () => {
    expect(short(statesOf({ times, values: [1, null, null, 1, null] }, reading))).toEqual(['1 10–20', '1 40–50'])
    expect(short(statesOf({ times, values: [1, null, null, 1, null] }, { ...reading, spanNulls: true }))).toEqual([
      '1 10–60',
    ])
  })
  test('go on where a series has no row of its own', () => {
    expect(short(statesOf({ times, values: [1, undefined, 0, undefined, 0] }, reading))).toEqual(['1 10–30', '0 30–60'])
  })
  test('are none without samples, or without time to last', () => {
    expect(statesOf({ times: [], values: [] }, reading)).toEqual([])
    expect(statesOf({ times: [60], values: [1] }, reading)).toEqual([])
  })
  test('are found by a moment: the end is the next one’s', () => {
    const states = statesOf({ times, values: [1, 0, null, null, null] }, reading)
    expect([9, 10, 19, 20, 29, 30].map((time) => stateAt(states, time)?.text)).toEqual([
      undefined,
      '1',
      '1',
      '0',
      '0',
      undefined,
    ])
  })
  test('are listed once each for the legend, by value', () => {
    const states = statesOf({ times, values: [1, 0, 1, 0, 1] }, reading)
    expect(distinct([states, states]).map(({ text }) => text)).toEqual(['0', '1'])
  })
})

describe('rows', () => {
  const up: FieldConfig = {
    unit: 'short',
    color: { mode: 'fixed', fixedColor: 'blue' },
    mappings: [
      {
        type: MappingType.ValueToText,
        options: { 0: { text: 'No', color: 'red' }, 1: { text: 'Yes', color: 'green' } },
      },
    ],
    custom: defaultField,
  }
  const theme = createTheme()
  const rows = (config: FieldConfig, merge = true, values: readonly unknown[] = [1, 1, 0, 0, 1]) => {
    const data = [
      createDataFrame({
        fields: [
          { name: 'Time', type: FieldType.time, values: times },
          { name: 'db', type: FieldType.number, values: [...values], config },
          { name: 'web', type: FieldType.number, values: [0, 0, 0, 1, 1], config },
        ],
      }),
    ]
    const fieldConfig = { defaults: {}, overrides: [] }
    return rowsOf(applyFieldOverrides({ data, fieldConfig, replaceVariables: (text) => text, theme }), merge, 60, theme)
  }
  const told = (config: FieldConfig, merge = true) => rows(config, merge)[0]?.states.map(({ text }) => text)

  test('have a name, and the words and colours of their mappings', () => {
    expect(rows(up).map(({ name }) => name)).toEqual(['db', 'web'])
    expect(rows(up)[0]?.states.map(({ text, color, from }) => [text, color, from])).toEqual([
      ['Yes', theme.visualization.getColorByName('green'), 10],
      ['No', theme.visualization.getColorByName('red'), 30],
      ['Yes', theme.visualization.getColorByName('green'), 50],
    ])
  })
  test('that are merged and coloured by thresholds tell the threshold, as Grafana does, and not the mapping', () => {
    const thresholds = {
      mode: ThresholdsMode.Absolute,
      steps: [
        { value: Number.NEGATIVE_INFINITY, color: 'red' },
        { value: 1, color: 'green' },
      ],
    }
    const byThreshold = { ...up, color: { mode: 'thresholds' }, thresholds }
    expect(told(byThreshold)).toEqual(['1+', '< 1', '1+'])
    expect(told(byThreshold, false)).toEqual(['Yes', 'Yes', 'No', 'No', 'Yes'])
  })
  test('leave out what the dashboard hides', () => {
    const hideFrom = { ...defaultField.hideFrom, viz: true }
    expect(rows({ ...up, custom: { ...defaultField, hideFrom } })).toEqual([])
  })
  test('are laid over the moments at which any of them changes', () => {
    expect(aligned(rows(up, true, [1, null, 0, 0, 0]))).toEqual([
      [10, 20, 30, 40, 60],
      [0, null, 1, 1, null],
      [0, 0, 0, 1, null],
    ])
  })
})
