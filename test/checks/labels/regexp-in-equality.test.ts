import { expect, test } from 'vitest'
import { regexpInEquality } from '../../../build/checks/labels/regexp-in-equality.ts'
import { alert, panel, subject, told } from '../subject.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('a regular expression where a text is due', () => {
  const rules = [alert({ expr: 'sum(rate(http_requests_total{status="5.."}[5m])) > 1' })]
  expect(told(regexpInEquality, subject({ rules }))).toMatchInlineSnapshot(`
    "error  regexp-in-equality   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{status="5.."}[5m])) > 1
                                   ^^^^^^^^^^^^
      = compares status with the text 5.., which reads like a regular expression and is no value of http_requests_total.
      Write status=~"5..", or the value itself."
  `)
})

test.each([
  ['an alternation', 'up{job="postgres|redis"}', 'job=~"postgres|redis"'],
  ['a negative one', 'http_requests_total{method!="GET|HEAD"}', 'method!~"GET|HEAD"'],
  ['anything', 'pg_database_size_bytes{datname=".*"}', 'datname=~".*"'],
  ['a prefix', 'node_filesystem_avail_bytes{fstype!="fuse.*"}', 'fstype!~"fuse.*"'],
])('%s', (_, expr, next) => {
  expect(told(regexpInEquality, panelOf(expr))).toContain(next)
})

test.each([
  ['a value with parentheses', 'pg_stat_activity_count{state="idle in transaction (aborted)"}'],
  ['a route', 'http_requests_total{endpoint="/files/.*"}'],
  ['a regular expression in its place', 'http_requests_total{status=~"5.."}'],
  ['an address', 'up{instance="10.0.0.1:9100"}'],
  ['a variable', 'up{job="$job"}'],
  ['an unknown metric', 'somebody_elses_total{status="5.."}'],
])('%s is fine', (_, expr) => {
  expect(told(regexpInEquality, panelOf(expr))).toBe('')
})
