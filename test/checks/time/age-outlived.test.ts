import { expect, test } from 'vitest'
import { ageOutlived } from '../../../build/checks/time/age-outlived.ts'
import { alert, subject, told } from '../subject.ts'

test('a youth that is over before the alert fires', () => {
  const rules = [alert({ expr: 'time() - pybase_start_time_seconds < 60', for: 300 })]
  expect(told(ageOutlived, subject({ rules }))).toMatchInlineSnapshot(`
    "error  age-outlived   rules.yml › group › SomeAlert
      time() - pybase_start_time_seconds < 60
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      After a start the condition holds for 1m, and the alert waits 5m: a single start never fires it.
      Count restarts instead, with changes() over a window, or wait less than 1m."
  `)
})

test.each([
  ['aggregated', 'min by (job) (time() - pybase_start_time_seconds) < 300', 300],
  ['in parentheses', '(time() - (pybase_start_time_seconds)) <= 2 * 60', 300],
])('%s', (_, expr, wait) => {
  expect(told(ageOutlived, subject({ rules: [alert({ expr, for: wait })] }))).toContain('a single start never fires it')
})

test.each([
  ['at once', 'time() - pybase_start_time_seconds < 60', 0],
  ['long enough', 'time() - pybase_start_time_seconds < 600', 300],
  ['old, not young', 'time() - pybase_start_time_seconds > 60', 300],
  ['no moment', 'time() - redis_up < 60', 300],
  ['an unknown metric', 'nobody_knows_uptime_seconds < 60', 300],
])('silent: %s', (_, expr, wait) => {
  expect(told(ageOutlived, subject({ rules: [alert({ expr, for: wait })] }))).toBe('')
})
