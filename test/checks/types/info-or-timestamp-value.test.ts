import { expect, test } from 'vitest'
import { infoOrTimestampValue } from '../../../build/checks/types/info-or-timestamp-value.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('an info metric and a moment taken for numbers', () => {
  const rules = [
    alert({ expr: 'avg_over_time(pybase_build_info[5m]) < 1' }),
    alert({ expr: 'pybase_start_time_seconds < 300', name: 'Young' }),
  ]
  expect(told(infoOrTimestampValue, subject({ rules }))).toMatchInlineSnapshot(`
    "error  info-or-timestamp-value   rules.yml › group › SomeAlert
      avg_over_time(pybase_build_info[5m]) < 1
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      pybase_build_info is an info metric and always 1: this is never true.
      Take absent() for a series that is gone, or compare a label by counting its values: count(count by (…) (…)).

    error  info-or-timestamp-value   rules.yml › group › Young
      pybase_start_time_seconds < 300
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      pybase_start_time_seconds is a moment, in seconds since 1970, and 300 is none: about 1.7 billion is compared with it.
      Compare the age: time() - pybase_start_time_seconds."
  `)
})

test.each([
  ['that it exists', 'pybase_build_info == 1'],
  ['that it is gone', 'absent(pybase_build_info{job="pybase-api"})'],
  ['how many there are', 'count(pybase_build_info) < 3'],
  ['a sum of them', 'sum(pybase_build_info) < 3'],
  ['an age', 'time() - pybase_start_time_seconds < 300'],
  ['a moment against a moment', 'pybase_start_time_seconds > 1700000000'],
  ['that it moved', 'changes(pybase_start_time_seconds[5m]) > 2'],
  ['a level', 'redis_up < 1'],
  ['a metric that nobody knows', 'somebodys_info < 1'],
])('%s is left alone', (_, expr) => {
  expect(told(infoOrTimestampValue, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a moment in a unit of durations', () => {
  const panels = [panel({ type: 'stat', unit: 's', exprs: ['max(pybase_start_time_seconds)'] })]
  expect(told(infoOrTimestampValue, subject({ panels }))).toContain('the panel shows it in the unit s.')
})

test.each([
  ['a date', panel({ type: 'stat', unit: 'dateTimeAsIso', exprs: ['max(pybase_start_time_seconds) * 1000'] })],
  ['an age', panel({ type: 'stat', unit: 's', exprs: ['time() - max(pybase_start_time_seconds)'] })],
  [
    'another field than the value',
    panel({
      type: 'stat',
      exprs: ['max(pybase_start_time_seconds)'],
      json: { options: { reduceOptions: { fields: '/^Time$/' } } },
    }),
  ],
  ['a table', panel({ type: 'table', exprs: ['pybase_start_time_seconds'] })],
])('%s is shown as what it is', (_, shown) => {
  expect(told(infoOrTimestampValue, subject({ panels: [shown] }))).toBe('')
})
