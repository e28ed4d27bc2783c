import { expect, test } from 'vitest'
import { unknownLabelValue } from '../../../build/checks/labels/unknown-label-value.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('values that are never produced', () => {
  const rules = [
    alert({ expr: 'sum(rate(extraction_tasks_total{status="failed"}[5m])) > 1', name: 'Positive' }),
    alert({ expr: 'sum(rate(cache_operations_total{operation!="gets"}[5m])) > 1', name: 'Negative' }),
  ]
  expect(told(unknownLabelValue, subject({ rules }))).toMatchInlineSnapshot(`
    "error  unknown-label-value   rules.yml › group › Positive
      sum(rate(extraction_tasks_total{status="failed"}[5m])) > 1
                                             ^^^^^^^^
      The label status of extraction_tasks_total never has the value failed, so it selects nothing; its values are success and failure.
      Write a value that the metric has; upper and lower case differ.

    error  unknown-label-value   rules.yml › group › Negative
      sum(rate(cache_operations_total{operation!="gets"}[5m])) > 1
                                                 ^^^^^^
      The label operation of cache_operations_total never has the value gets, so it excludes nothing; the nearest value is get.
      Write a value that the metric has; upper and lower case differ."
  `)
})

test.each([
  ['one alternative', 'cache_operations_total{operation=~"get|put"}', 'never has the value put, so it selects nothing'],
  [
    'a negative alternative',
    'cache_operations_total{operation!~"get|put"}',
    'never has the value put, so it excludes nothing',
  ],
  ['lower case', 'http_requests_total{method="get"}', 'the nearest value is GET'],
  ['no code of HTTP', 'http_requests_total{status="error"}', 'its values are 100 to 599'],
  ['a class that no code is in', 'http_requests_total{status=~"5..|6.."}', 'never has the value 6..'],
  ['the name of a class', 'http_requests_total{status="5xx"}', 'never has the value 5xx'],
  ['an alert that no file has', 'ALERTS{alertname="SomeAlret"}', 'the nearest value is SomeAlert'],
  ['a target that is not scraped', 'up{job="redis",instance="redis:6379"}', 'its values are redis_exporter:9121'],
])('%s', (_, expr, what) => {
  const of = subject({ rules: [alert({ expr: 'up == 0' })], panels: [panel({ exprs: [expr] })] })
  expect(told(unknownLabelValue, of)).toContain(what)
})

test.each([
  ['a value', 'extraction_tasks_total{status="failure"}'],
  ['all of some values', 'cache_operations_total{operation=~"get|set",status!="hit"}'],
  ['a pattern that some value fits', 'pg_locks_count{mode=~".*exclusivelock"}'],
  ['an unusual status', 'http_requests_total{status="599"}'],
  ['a class', 'http_requests_total{status=~"4..|5.."}'],
  ['an open label', 'http_requests_total{endpoint!="/metrics"}'],
  ['the empty value', 'extraction_tasks_total{status!=""}'],
  ['a variable', 'extraction_tasks_total{status=~"$status"}'],
  ['a regular expression where a text is due, which is told elsewhere', 'http_requests_total{status="5.."}'],
  ['an unknown metric', 'somebody_elses_total{status="failed"}'],
  ['a target', 'up{instance="redis_exporter:9121"}'],
])('%s is fine', (_, expr) => {
  expect(told(unknownLabelValue, panelOf(expr))).toBe('')
})

test('a slip of a value that a recording rule stores', () => {
  const rules = [
    recording({ name: 'slo:a:rate5m', expr: 'sum(rate(theirs_total[5m]))', labels: { slo: 'availability' } }),
    recording({ name: 'slo:a:rate5m', expr: 'sum(rate(others_total[5m]))', labels: { slo: 'latency' } }),
  ]
  const of = (expr: string) => told(unknownLabelValue, subject({ rules, panels: [panel({ exprs: [expr] })] }))
  expect(of('slo:a:rate5m{slo="avaliability"}')).toContain('the nearest value is availability')
  expect(of('slo:a:rate5m{slo="Latency"}')).toContain('the nearest value is latency')
  expect(of('slo:a:rate5m{slo=~"latency|availability"}')).toBe('')
  // Rules of the same name may be in other files.
  expect(of('slo:a:rate5m{slo="freshness"}')).toBe('')
})
