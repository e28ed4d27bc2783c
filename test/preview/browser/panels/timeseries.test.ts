import { createDataFrame, FieldType } from '@grafana/data'
import { describe, expect, test } from 'vitest'
import { annotationsIn, places } from '../../../../build/preview/app/panels/shared/annotations.ts'
import { graphable, overTime } from '../../../../build/preview/app/panels/timeseries/graphable.ts'

const time = { name: 'Time', type: FieldType.time, values: [1000, 2000, 3000] }
const number = (values: readonly (number | null)[]) => ({
  name: 'Value',
  type: FieldType.number,
  values: [...values],
  config: { custom: { lineWidth: 1 } },
})

describe('the series of a graph', () => {
  test('are those with numbers over time', () => {
    const frames = [
      createDataFrame({ name: 'drawn', fields: [time, number([1, 2, 3])] }),
      createDataFrame({ name: 'no time', fields: [number([1, 2, 3])] }),
      createDataFrame({ name: 'no numbers', fields: [time, { name: 'text', values: ['a', 'b', 'c'] }] }),
      createDataFrame({ name: 'no rows', fields: [{ ...time, values: [] }, number([])] }),
    ]
    expect(overTime(frames).map(({ name }) => name)).toEqual(['drawn'])
  })

  test('have a gap where a value has no place on an axis', () => {
    const [frame] = graphable([createDataFrame({ fields: [time, number([1, Number.NaN, Infinity])] })], true)
    expect(frame?.fields.map(({ values }) => values)).toEqual([
      [1000, 2000, 3000],
      [1, null, null],
    ])
  })

  test('are drawn without their labels and other columns', () => {
    const text = { name: 'instance', type: FieldType.string, values: ['a', 'a', 'a'] }
    const [frame] = graphable([createDataFrame({ fields: [text, time, number([1, 2, 3])] })], true)
    expect(frame?.fields.map(({ name }) => name)).toEqual(['Time', 'Value'])
  })

  test('lose their axes and keep the rest of their configuration where there is no room', () => {
    const frame = createDataFrame({ fields: [time, number([1, 2, 3])] })
    const [small] = graphable([frame], false)
    expect(small?.fields[1]?.config.custom).toEqual({ lineWidth: 1, axisPlacement: 'hidden' })
    expect(frame.fields[1]?.config.custom).toEqual({ lineWidth: 1 })
  })

  test('are copies: what the plot writes into them stays there', () => {
    const frame = createDataFrame({ fields: [time, number([1, 2, 3])] })
    const [copy] = graphable([frame], true)
    if (copy?.fields[1] === undefined) throw new Error('The frame has a series.')
    copy.fields[1].config.custom = { spanNulls: -1 }
    expect(frame.fields[1]?.config.custom).toEqual({ lineWidth: 1 })
  })
})

describe('annotations', () => {
  const frame = createDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: [1000, 2000, 3000, null] },
      { name: 'timeEnd', type: FieldType.time, values: [1000, 2600, 9000, 5000] },
      { name: 'isRegion', type: FieldType.boolean, values: [false, true, false, true] },
      { name: 'title', type: FieldType.string, values: ['Deploy', 'Alert', 'Restart', 'Nothing'] },
      { name: 'color', type: FieldType.string, values: ['blue', 'red', 'purple', 'red'] },
    ],
  })

  test('are moments or regions; one without a time is none', () => {
    expect(annotationsIn([frame])).toEqual([
      { time: 1000, timeEnd: undefined, title: 'Deploy', text: '', color: 'blue' },
      { time: 2000, timeEnd: 2600, title: 'Alert', text: '', color: 'red' },
      { time: 3000, timeEnd: undefined, title: 'Restart', text: '', color: 'purple' },
    ])
  })

  const region = (time: number, timeEnd?: number) => ({ time, timeEnd, title: '', text: '', color: 'red' })
  const plot = { min: 1000, max: 2000, width: 500 }

  test('stand at their time', () => {
    expect(places([region(1000), region(1500), region(2000)], plot).map(({ left, width }) => [left, width])).toEqual([
      [0, 0],
      [250, 0],
      [500, 0],
    ])
  })

  test('reach no further than the plot, and are left out beyond it', () => {
    const around = [region(0, 1100), region(1900, 9000), region(0, 9000), region(0, 999), region(2001)]
    expect(places(around, plot).map(({ left, width }) => [left, width])).toEqual([
      [0, 50],
      [450, 50],
      [0, 500],
    ])
  })
})
