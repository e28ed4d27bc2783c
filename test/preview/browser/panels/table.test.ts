import { createDataFrame, FieldType } from '@grafana/data'
import { expect, test } from 'vitest'
import { withPlainCells } from '../../../../build/preview/app/panels/table/cells.ts'

const kindOf = (custom: object | undefined): unknown => {
  const frame = createDataFrame({
    fields: [{ name: 'a', type: FieldType.string, values: ['<b>'], config: { custom } }],
  })
  return withPlainCells(frame).fields[0]?.config.custom
}

test.each(['auto', 'color-text', 'color-background', 'gauge', 'sparkline'])(
  'cells of the kind %s are drawn',
  (type) => {
    expect(kindOf({ width: 7, cellOptions: { type, mode: 'basic' } })).toEqual({
      width: 7,
      cellOptions: { type, mode: 'basic' },
    })
  },
)

test.each(['markdown', 'image', 'geo', 'actions', '<b>'])('cells of the kind %s show their text', (type) => {
  expect(kindOf({ width: 7, cellOptions: { type } })).toEqual({ width: 7, cellOptions: { type: 'auto' } })
})

test('a field without options is left as it is', () => {
  expect(kindOf(undefined)).toBeUndefined()
})
