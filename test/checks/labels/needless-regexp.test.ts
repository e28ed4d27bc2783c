import { expect, test } from 'vitest'
import { needlessRegexp } from '../../../build/checks/labels/needless-regexp.ts'
import { alert, panel, subject, told } from '../subject.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('a regular expression that is one text', () => {
  const rules = [alert({ expr: 'sum(rate(http_requests_total{method=~"GET"}[5m])) > 1' })]
  expect(told(needlessRegexp, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  needless-regexp   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{method=~"GET"}[5m])) > 1
                                   ^^^^^^^^^^^^^
      =~ takes a regular expression, and GET is one text.
      Write method="GET"."
  `)
})

test.each([
  ['an escaped text', 'up{instance!~"db\\\\.local"}', 'Write instance!="db.local".'],
  ['anchors', 'up{job=~"^(postgres|redis)$"}', 'Write job=~"(postgres|redis)".'],
  ['anchors of each alternative', 'up{job=~"^post.*|^red.*$"}', 'Write job=~"post.*|red.*".'],
  ['anchors around a class', 'http_requests_total{status=~"^5\\\\d{2}$"}', 'Write status=~"5\\\\d{2}".'],
  ['an alternative that stands twice', 'up{job=~"redis|postgres|redis"}', 'redis stands twice'],
  [
    'a dot that is not escaped',
    'up{instance=~"10.0.0.1:9100|10.0.0.2:9100"}',
    '10.0.0.1:9100 also matches 10x0.0.1:9100',
  ],
])('%s', (_, expr, said) => {
  expect(told(needlessRegexp, panelOf(expr))).toContain(said)
})

test.each([
  ['several texts', 'up{job=~"postgres|redis"}'],
  ['a class of codes', 'http_requests_total{status=~"5.."}'],
  ['a prefix', 'up{job=~"pybase-.+"}'],
  ['an optional ending', 'x_bucket{le=~"600(\\\\.0)?"}'],
  ['an escaped dollar', 'x{price=~"5\\\\$"}'],
  ['an escaped dot', 'up{instance=~"10\\\\.0\\\\..*"}'],
  ['a variable', 'up{job=~"$job"}'],
  ['a text in its place', 'up{job="redis"}'],
])('%s is fine', (_, expr) => {
  expect(told(needlessRegexp, panelOf(expr))).toBe('')
})
