import { expect, test } from 'vitest'
import { windowProse } from '../../../build/checks/time/window-prose.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

const failures = 'increase(prometheus_notifications_errors_total[5m]) > 0'
const saying = (description: string, expr = failures) =>
  subject({ rules: [alert({ expr, annotations: { description } })] })

test('a text that speaks of another window', () => {
  expect(told(windowProse, saying('{{ $value }} notifications failed in the last 10 minutes.'))).toMatchInlineSnapshot(`
    "warning  window-prose   rules.yml › group › SomeAlert
      {{ $value }} notifications failed in the last 10 minutes.
                                               ^^^^^^^^^^^^^^^
      The text speaks of 10m, and the query of 5m.
      Correct the text or the window."
  `)
})

test.each([
  ['a title', panel({ title: 'Requests in the last hour', exprs: ['increase(http_requests_total[1d])'] })],
  ['a description', panel({ description: 'Over the past two days.', exprs: ['increase(http_requests_total[1d])'] })],
])('%s of a panel', (_, drawn) => {
  expect(told(windowProse, subject({ panels: [drawn] }))).toContain('and the query of 1d')
})

test.each([
  ['the same', 'Failed in the last 5 minutes.', failures],
  ['the same in other words', 'Failed during the past 300s.', failures],
  ['window and wait together', 'Failed for the last 10m.', failures],
  ['a time that a reader chooses', 'A time range of 7 days shows the last 7 days.', failures],
  ['no time', 'The last attempt failed, the past is past.', failures],
  [
    'a number of seconds in the query',
    'No backup in the last day.',
    'time() - pybase_start_time_seconds > 24 * 3600 and changes(pybase_start_time_seconds[5m]) > 0',
  ],
  ['no window in the query', 'Down for the last 10 minutes.', 'up == 0'],
  ['an unknown metric', 'Failed in the last hour.', 'increase(nobody_knows_total[5m]) > 0'],
])('silent: %s', (_, text, expr) => {
  expect(told(windowProse, saying(text, expr))).toBe('')
})

test('the window of a recording rule counts', () => {
  const rules = [
    recording({ name: 'job:requests:recent', expr: 'sum by (job) (rate(http_requests_total[30m]))' }),
    alert({ expr: 'job:requests:recent > 5', annotations: { description: 'Many requests in the last 30 minutes.' } }),
  ]
  expect(told(windowProse, subject({ rules }))).toBe('')
})

test('silent on a window that Grafana chooses', () => {
  const drawn = panel({ title: 'Requests in the last hour', exprs: ['increase(http_requests_total[$__range])'] })
  expect(told(windowProse, subject({ panels: [drawn] }))).toBe('')
})
