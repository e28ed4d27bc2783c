import { expect, test } from 'vitest'
import { milliseconds } from '../../../build/checks/thresholds/milliseconds.ts'
import { alert, subject, told } from '../subject.ts'

const of = (expr: string) => told(milliseconds, subject({ rules: [alert({ expr })] }))

test('thirty thousand seconds', () => {
  expect(of('pg_replication_lag_seconds > 30000')).toMatchInlineSnapshot(`
    "warning  milliseconds   rules.yml › group › SomeAlert
      pg_replication_lag_seconds > 30000
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      These are seconds, and they are compared with "> 30000", which is 8.3 hours.
      Write 30 if milliseconds were meant."
  `)
})

test.each([
  'theirs_latency_seconds > 5000',
  'max by (pod) (theirs_probe_duration_seconds) >= 2000',
  '1000 < avg_over_time(theirs_response_seconds[5m])',
  'histogram_quantile(0.99, sum by (le) (rate(theirs_request_duration_seconds_bucket[5m]))) > 1000',
  'histogram_quantile(0.99, sum by (le) (rate(theirs_http_request_duration_seconds_bucket[5m]))) > 500',
  'sum(rate(theirs_rpc_duration_seconds_sum[5m])) / sum(rate(theirs_rpc_duration_seconds_count[5m])) > 250',
  'theirs_latency_seconds{quantile="0.99"} > 1500',
])('told: %s', (expr) => {
  expect(of(expr)).toContain('if milliseconds were meant')
})

test.each([
  ['half a minute', 'pg_replication_lag_seconds > 30'],
  ['two hours and a half', 'theirs_lag_seconds > 9000'],
  ['a day', 'theirs_backup_duration_seconds > 86400'],
  ['no whole thousands', 'theirs_lag_seconds > 1500'],
  ['five minutes', 'theirs_http_request_duration_seconds > 300'],
  ['an age', 'theirs_certificate_age_seconds > 100000'],
  ['time that is left', 'theirs_duration_remaining_seconds < 10000'],
  ['the time since', 'time() - theirs_lag_seconds > 100000'],
  ['milliseconds', 'theirs_latency_milliseconds > 5000'],
  ['converted', 'theirs_latency_seconds * 1000 > 5000'],
  ['seconds each second', 'rate(theirs_wait_seconds[5m]) > 1000'],
  ['an uptime', 'theirs_uptime_seconds > 1000'],
])('silent: %s', (_, expr) => {
  expect(of(expr)).toBe('')
})

test('half a millisecond', () => {
  expect(of('theirs_http_latency_milliseconds > 0.5')).toContain('Write 500 if seconds were meant')
  expect(of('theirs_replication_lag_milliseconds > 0.5')).toBe('')
})
