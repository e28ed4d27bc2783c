import { expect, test } from 'vitest'
import { invertedShare } from '../../../build/checks/thresholds/inverted-share.ts'
import { share } from '../queries.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

const all = 'sum(rate(http_requests_total[5m]))'
const errors = 'sum(rate(http_requests_total{status=~"5.."}[5m]))'
const inverted = `${all} / ${errors}`
const pool = 'sum(db_pool_connections_max) / sum(db_pool_connections{state="in_use"})'
const failures = 'sum(rate(db_query_duration_seconds_count[5m])) / sum(rate(db_query_errors_total[5m]))'

test('a whole divided by its part', () => {
  const rules = [alert({ expr: `${inverted} > 0.05` }), alert({ expr: `${pool} > 0.9`, name: 'Pool' })]
  const panels = [panel({ exprs: [inverted], unit: 'percentunit' }), panel({ exprs: [failures], unit: 'percentunit' })]
  expect(told(invertedShare, subject({ rules, panels }))).toMatchInlineSnapshot(`
    "error  inverted-share   rules.yml › group › SomeAlert
      sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total{status=~"5.."}[5m])) > 0.05
                                         ^
      The divisor is a part of the numerator, so the quotient is never less than 1, and it is compared with "> 0.05": a share upside down.
      Divide the part by the whole.

    error  inverted-share   rules.yml › group › Pool
      sum(db_pool_connections_max) / sum(db_pool_connections{state="in_use"}) > 0.9
                                   ^
      This divides the capacity db_pool_connections_max by its use, and it is compared with "> 0.9": a share upside down.
      Divide the part by the whole.

    error  inverted-share   dashboard.json › Row › Panel
      sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total{status=~"5.."}[5m]))
                                         ^
      The divisor is a part of the numerator, so the quotient is never less than 1, and it is shown under the unit "percentunit": a share upside down.
      Divide the part by the whole.

    error  inverted-share   dashboard.json › Row › Panel
      sum(rate(db_query_duration_seconds_count[5m])) / sum(rate(db_query_errors_total[5m]))
                                                     ^
      This divides db_query_duration_seconds_count by what failed, db_query_errors_total, and it is shown under the unit "percentunit": a share upside down.
      Divide the part by the whole."
  `)
})

test.each([
  ['a guard', `(${all} > 0) / ${errors} > 0.05`],
  ['percent', `100 * ${inverted} > 5`],
  ['the complement', `1 - ${inverted} < 0.99`],
  ['the largest', `max(${inverted}) >= 0.5`],
  ['beside a condition', `(${inverted} > 0.05) and ${all} > 1`],
])('%s', (_, expr) => {
  expect(told(invertedShare, subject({ rules: [alert({ expr })] }))).toContain('upside down')
})

test.each([
  ['a share', `${share} > 0.05`],
  ['how many there are for each failure', `${inverted} < 20`],
  ['percent beyond all', `100 * ${inverted} > 105`],
  ['another window', 'sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total{status="500"}[1h])) > 0.5'],
  ['a capacity that is exceeded', 'sum(db_pool_connections_max) / sum(db_pool_connections) < 0.9'],
  ['unrelated metrics', 'sum(redis_connected_clients) / sum(pg_stat_activity_count) > 0.5'],
])('silent: %s', (_, expr) => {
  expect(told(invertedShare, subject({ rules: [alert({ expr })] }))).toBe('')
})

test.each([
  ['a share', share, 'percentunit'],
  ['a plain number', inverted, 'short'],
])('silent: %s on a panel', (_, expr, unit) => {
  expect(told(invertedShare, subject({ panels: [panel({ exprs: [expr], unit })] }))).toBe('')
})

const errorsRecorded = recording({
  name: 'job:errors:rate5m',
  expr: 'sum by (job) (rate(theirs_total{code="500"}[5m]))',
})
const allRecorded = recording({ name: 'job:all:rate5m', expr: 'sum by (job) (rate(theirs_total[5m]))' })

test.each([
  ['in the alert', [errorsRecorded, allRecorded], 'job:all:rate5m / job:errors:rate5m > 0.05'],
  ['in the rule', [recording({ name: 'job:share:rate5m', expr: inverted })], 'job:share:rate5m > 0.05'],
])('behind recording rules, divided %s', (_, rules, expr) => {
  expect(told(invertedShare, subject({ rules: [...rules, alert({ expr })] }))).toContain('upside down')
})

test('the right way behind recording rules', () => {
  const rules = [errorsRecorded, allRecorded, alert({ expr: 'job:errors:rate5m / job:all:rate5m > 0.05' })]
  expect(told(invertedShare, subject({ rules }))).toBe('')
})
