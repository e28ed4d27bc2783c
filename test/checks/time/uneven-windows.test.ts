import { expect, test } from 'vitest'
import { unevenWindows } from '../../../build/checks/time/uneven-windows.ts'
import { alert, subject, told } from '../subject.ts'

const of = (expr: string) => told(unevenWindows, subject({ rules: [alert({ expr })] }))

test('a sum of five minutes by the count of one', () => {
  expect(of('rate(theirs_seconds_sum[5m]) / rate(theirs_seconds_count[1m]) > 1')).toMatchInlineSnapshot(`
    "error  uneven-windows   rules.yml › group › SomeAlert
      rate(theirs_seconds_sum[5m]) / rate(theirs_seconds_count[1m]) > 1
                                   ^
      The left side looks at 5m and the right side at 1m, so the quotient is of two different times.
      Take the same window on both sides."
  `)
})

test.each([
  'sum(increase(theirs_sum[1h])) / (sum(increase(theirs_count[1d])) > 0) > 1',
  'sum by (job) (rate(theirs_bucket{le="1"}[5m])) / sum by (job) (rate(theirs_count[10m])) > 1',
  '1 - sum(rate(theirs_total{code=~"5.."}[5m])) / sum(rate(theirs_total[1m])) < 0.9',
  'rate(theirs_hits_total[5m]) / (rate(theirs_hits_total[1m]) + rate(theirs_misses_total[1m])) < 0.5',
  'rate(theirs_sum[$__rate_interval]) / rate(theirs_count[5m]) > 1',
])('told: %s', (expr) => {
  expect(of(expr)).toContain('of two different times')
})

test.each([
  ['one window', 'rate(theirs_sum[5m]) / rate(theirs_count[5m]) > 1'],
  ['the same in other words', 'rate(theirs_sum[5m]) / rate(theirs_count[300s]) > 1'],
  ['a comparison with the past', 'rate(theirs_total[5m]) / rate(theirs_total[1h]) > 2'],
  ['another time', 'rate(theirs_sum[5m]) / rate(theirs_count[1h] offset 1d) > 2'],
  ['two metrics', 'rate(theirs_errors_total[5m]) / rate(others_total[1m]) > 2'],
  ['levels', 'avg_over_time(theirs_used[5m]) / theirs_size > 0.5'],
  ["Grafana's choice", 'rate(theirs_sum[$__rate_interval]) / rate(theirs_count[$__rate_interval]) > 1'],
  ['sum and count of two', 'rate(theirs_sum[5m]) / rate(others_count[1m]) > 1'],
])('fine: %s', (_, expr) => {
  expect(of(expr)).toBe('')
})
