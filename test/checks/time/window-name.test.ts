import { expect, test } from 'vitest'
import { windowName } from '../../../build/checks/time/window-name.ts'
import { recording, subject, told } from '../subject.ts'

test('a name that promises another window', () => {
  const rules = [recording({ name: 'job:requests:rate5m', expr: 'sum by (job) (rate(http_requests_total[1m]))' })]
  expect(told(windowName, subject({ rules }))).toMatchInlineSnapshot(`
    "error  window-name   rules.yml › group › job:requests:rate5m
      sum by (job) (rate(http_requests_total[1m]))
                                             ^^
      The name job:requests:rate5m promises a window of 5m, and the rule computes over 1m.
      Correct the name or the window."
  `)
})

test('a rule that reads one of another window', () => {
  const rules = [recording({ name: 'job:errors:ratio_rate1h', expr: 'job:errors:rate5m / job:requests:rate5m' })]
  expect(told(windowName, subject({ rules }))).toContain('promises a window of 1h, and the rule computes over 5m')
})

test.each([
  ['the window that it says', 'job:requests:rate5m', 'sum by (job) (rate(http_requests_total[5m]))'],
  ['the same in other words', 'job:requests:rate_60m', 'sum by (job) (rate(http_requests_total[1h]))'],
  ['a rule that reads one of the same', 'job:errors:ratio_rate5m', 'job:errors:rate5m / job:requests:rate5m'],
  ['a long window made of a short one', 'job:errors:rate30d', 'avg_over_time(job:errors:rate5m[30d])'],
  ['no window in the name', 'job:requests:rate', 'sum by (job) (rate(http_requests_total[5m]))'],
  ['no window in the rule', 'job:up:sum5m', 'sum by (job) (up)'],
  ['a name that only looks like it', 'job:p95m:max', 'max by (job) (rate(http_requests_total[1m]))'],
])('silent: %s', (_, name, expr) => {
  expect(told(windowName, subject({ rules: [recording({ name, expr })] }))).toBe('')
})

test.each([
  ['job:a:rate5m', 'sum by (job) (theirs_total)', 'reads no window at all'],
  ['job:a:rate5m', 'sum by (job) (increase(theirs_total[5m]))', 'by how much something grows within 5m'],
])('a rate that is none: %s of %s', (name, expr, what) => {
  expect(told(windowName, subject({ rules: [recording({ name, expr })] }))).toContain(what)
})

test.each([
  ['job:a:rate5m', 'sum by (job) (increase(theirs_total[5m])) / 300'],
  ['job:a:ratio_rate5m', 'increase(theirs_bad[5m]) / increase(theirs_all[5m])'],
  ['job:a:increase5m', 'increase(theirs_total[5m])'],
  ['job:a:rate5m', 'sum by (job) (pod:a:rate5m)'],
  ['job:a:rate5m', 'irate(theirs_total[5m])'],
])('a rate in other words: %s of %s', (name, expr) => {
  expect(told(windowName, subject({ rules: [recording({ name, expr })] }))).toBe('')
})
