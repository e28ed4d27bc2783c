import { expect, test } from 'vitest'
import { thresholdScale } from '../../../build/checks/units/threshold-scale.ts'
import { bytes, p95, share } from '../queries.ts'
import { alert, panel, subject, told } from '../subject.ts'

const steps = (...values: readonly number[]) => [
  { value: null, color: 'green' },
  ...values.map((value) => ({ value, color: 'red' })),
]
const limited = (unit: string, values: readonly number[], exprs: readonly string[] = [], json = {}) =>
  panel({ unit, exprs, thresholds: steps(...values), json })

test('thresholds that are out of order, in another scale, or out of reach are told', () => {
  const panels = [
    limited('s', [5, 1]),
    limited('percentunit', [70, 90], [share]),
    limited('percent', [0.7, 0.9]),
    limited('s', [60], [p95]),
  ]
  expect(told(thresholdScale, subject({ panels }))).toMatchInlineSnapshot(`
    "error  threshold-scale   dashboard.json › Row › Panel
      The threshold 1 comes after 5, and Grafana takes the last one that a value reaches.
      Put the thresholds into ascending order.

    error  threshold-scale   dashboard.json › Row › Panel
      The threshold 90 stands on a share from 0 to 1, so it means 9000%.
      Write 0.9.

    error  threshold-scale   dashboard.json › Row › Panel
      The threshold 0.9 stands on percent from 0 to 100, so it means 0.9%.
      Write 90, or show the share itself under percentunit.

    error  threshold-scale   dashboard.json › Row › Panel
      The threshold 60 is never reached: the values are at most 10.
      Choose one below 10, or remove it."
  `)
})

test('one threshold twice', () => {
  expect(told(thresholdScale, subject({ panels: [limited('s', [80, 80])] }))).toContain('Move one of the two')
})

test.each([
  ['none', limited('s', [])],
  ['ascending ones', limited('s', [1, 5], [p95])],
  ['the last bucket itself', limited('s', [10], [p95])],
  ['shares', limited('percentunit', [0.7, 0.9], [share])],
  ['more than all of it', limited('percentunit', [0.9, 2], [bytes])],
  ['percent', limited('percent', [70, 90])],
  ['small percentages', limited('percent', [0.1])],
  [
    'what nobody sees',
    limited('percentunit', [80], [], { fieldConfig: { defaults: { custom: { thresholdsStyle: { mode: 'off' } } } } }),
  ],
  [
    'some percent of the range',
    limited('percentunit', [70], [], { fieldConfig: { defaults: { thresholds: { mode: 'percentage' } } } }),
  ],
  [
    'a number without a colour',
    { ...limited('percentunit', [80], [], { options: { colorMode: 'none' }, fieldConfig: {} }), type: 'stat' },
  ],
  ['any, of an unknown metric', limited('s', [1e9], ['some_metric'])],
  ['one that one of two queries reaches', limited('s', [60], [p95, 'some_metric'])],
])('thresholds: %s is fine', (_, each) => {
  expect(told(thresholdScale, subject({ panels: [each] }))).toBe('')
})

test.each([
  ['of a line without a word of them', 'timeseries', {}, ''],
  ['of a line that is coloured by them', 'timeseries', { color: { mode: 'thresholds' } }, 'means 8000%'],
  ['of a line with a drawn limit', 'timeseries', { custom: { thresholdsStyle: { mode: 'line' } } }, 'means 8000%'],
  ['of a number of one colour', 'stat', { color: { mode: 'fixed' } }, ''],
  ['of a number', 'stat', {}, 'means 8000%'],
])('thresholds that nobody sees: %s', (_, type, defaults, what) => {
  const thresholds = [
    { value: null, color: 'green' },
    { value: 80, color: 'red' },
  ]
  const shown = told(
    thresholdScale,
    subject({
      panels: [panel({ exprs: [share], type, unit: 'percentunit', thresholds, json: { fieldConfig: { defaults } } })],
    }),
  )
  if (what === '') expect(shown).toBe('')
  else expect(shown).toContain(what)
})

test('silent: the threshold of an alert that the panel shows, which is told there', () => {
  const panels = [{ ...limited('s', [30, 60], [p95]), alert: 'SomeAlert' }]
  const rules = (threshold: number) => [alert({ expr: `${p95} > ${threshold}` })]
  expect(told(thresholdScale, subject({ panels, rules: rules(60) }))).toBe('')
  expect(told(thresholdScale, subject({ panels, rules: rules(30) }))).toContain('The threshold 60 is never reached')
})
