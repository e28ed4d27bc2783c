import { expect, test } from 'vitest'
import { clicked, showOnly } from '../../../../build/preview/app/dashboard/visibility.ts'

const all = ['a', 'b', 'c']

test('a click on a label leaves only that series, and a second one all', () => {
  expect(clicked(undefined, 'b', 'select', all)).toEqual(['b'])
  expect(clicked(['b'], 'c', 'select', all)).toEqual(['c'])
  expect(clicked(['b'], 'b', 'select', all)).toBeUndefined()
})

test('a click with a key held hides one series or shows it again', () => {
  expect(clicked(undefined, 'b', 'append', all)).toEqual(['a', 'c'])
  expect(clicked(['a'], 'b', 'append', all)).toEqual(['a', 'b'])
  expect(clicked(['a', 'c'], 'b', 'append', all)).toBeUndefined()
  expect(clicked(['a'], 'a', 'append', all)).toBeUndefined()
})

test("Grafana's library hides the other series with the field configuration", () => {
  const config = { defaults: { unit: 's' }, overrides: [] }
  expect(showOnly(config, undefined)).toBe(config)
  expect(showOnly(config, ['b'])).toEqual({
    defaults: { unit: 's' },
    overrides: [
      {
        matcher: { id: 'byNames', options: { mode: 'exclude', names: ['b'] } },
        properties: [{ id: 'custom.hideFrom', value: { viz: true, legend: false, tooltip: true } }],
      },
    ],
  })
})
