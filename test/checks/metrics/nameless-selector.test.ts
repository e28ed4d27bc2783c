import { expect, test } from 'vitest'
import { namelessSelector } from '../../../build/checks/metrics/nameless-selector.ts'
import { alert, panel, subject, told } from '../subject.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('a condition on everything that a job exposes', () => {
  expect(told(namelessSelector, subject({ rules: [alert({ expr: '{job="redis"} > 0' })] }))).toMatchInlineSnapshot(`
    "error  nameless-selector   rules.yml › group › SomeAlert
      {job="redis"} > 0
      ^^^^^^^^^^^^^
      This selects every metric of those series, whatever it measures.
      Write the name of the metric before the braces."
  `)
})

test('a rate over a pattern of names', () => {
  expect(told(namelessSelector, panelOf('sum(rate({__name__=~"http_.*_total"}[5m]))'))).toContain(
    'rate() drops the name',
  )
})

test.each([
  ['a name in braces', '{__name__="up",job="redis"}'],
  ['counting series by name', 'topk(10, count by (__name__) ({__name__=~".+"}))'],
  ['counting the series of a job', 'count({job="redis"})'],
  ['a job without any series', 'absent({job="redis"})'],
  ['what Prometheus refuses, which is told', '{}'],
  ['a chosen metric', '{__name__=~"$metric"}'],
])('%s is fine', (_, expr) => {
  expect(told(namelessSelector, panelOf(expr))).toBe('')
})
