import { expect, test } from 'vitest'
import { countIsZero } from '../../../build/checks/aggregation/count-is-zero.ts'
import { alert, subject, told } from '../subject.ts'

test('a count that must be less than one', () => {
  const rules = [
    alert({ expr: 'count(up{job="redis"} == 1) == 0' }),
    alert({ expr: '1 > count_over_time(up[5m])', name: 'Silent' }),
  ]
  expect(told(countIsZero, subject({ rules }))).toMatchInlineSnapshot(`
    "error  count-is-zero   rules.yml › group › SomeAlert
      count(up{job="redis"} == 1) == 0
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      count() is never equal to 0: without any series it answers nothing, not 0.
      Take absent() to find that there is none, or add \`or vector(0)\` before comparing.

    error  count-is-zero   rules.yml › group › Silent
      1 > count_over_time(up[5m])
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      count_over_time() is never below 1: without any series it answers nothing, not 0.
      Take absent() to find that there is none."
  `)
})

test.each([
  ['fewer than two', 'count(up{job="redis"}) < 2'],
  ['one', 'count(up{job="redis"}) == 1'],
  ['none, made a number', '(count(up{job="redis"}) or vector(0)) == 0'],
  ['absence', 'absent(up{job="redis"})'],
  ['a sum', 'sum(up{job="redis"}) == 0'],
  ['an unknown limit', 'count(up) < $limit'],
])('%s is left alone', (_, expr) => {
  expect(told(countIsZero, subject({ rules: [alert({ expr })] }))).toBe('')
})
