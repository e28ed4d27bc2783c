import { expect, test } from 'vitest'
import { contradictoryMatchers } from '../../../build/checks/labels/contradictory-matchers.ts'
import { alert, panel, subject, told } from '../subject.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('two values at once', () => {
  const rules = [alert({ expr: 'sum(rate(http_requests_total{job="pybase-api",job="redis"}[5m])) > 1' })]
  expect(told(contradictoryMatchers, subject({ rules }))).toMatchInlineSnapshot(`
    "error  contradictory-matchers   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{job="pybase-api",job="redis"}[5m])) > 1
                                                    ^^^^^^^^^^^
      No value of job fits job="pybase-api" and job="redis", so no series is selected.
      Keep one of them, or widen it with job=~"…|…"."
  `)
})

test.each([
  ['a value and not that value', 'up{job="redis",job!="redis"}'],
  ['a list and a value outside of it', 'up{job=~"redis|postgres",job="node"}'],
  ['a list and its exclusion', 'up{job=~"redis|postgres",job!~"(redis|postgres)"}'],
  ['a label that is there and is not', 'http_requests_total{endpoint!="",endpoint=""}'],
  ['everything excluded', 'up{instance!~".*"}'],
])('%s', (_, expr) => {
  expect(told(contradictoryMatchers, panelOf(expr))).toContain('no series is selected')
})

test.each([
  ['a list narrowed', 'up{job=~"redis|postgres",job!="redis"}'],
  ['two exclusions', 'up{job!="redis",job!="postgres"}'],
  ['two patterns of an open label', 'http_requests_total{endpoint=~"/api/.*",endpoint!~"/api/v1/.*"}'],
  ['a closed label, which some series may lack', 'extraction_tasks_total{status!="success",status!="failure"}'],
  ['a label that all series lack', 'http_requests_total{code!="200",code!="500"}'],
  ['a variable besides', 'pg_database_size_bytes{datname!~"template0|template1",datname=~"$datname"}'],
  ['another label', 'up{job="redis",instance="redis_exporter:9121"}'],
])('%s is fine', (_, expr) => {
  expect(told(contradictoryMatchers, panelOf(expr))).toBe('')
})
