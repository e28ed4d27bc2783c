import { expect, test } from 'vitest'
import { legendLabel } from '../../../build/checks/legends/legend-label.ts'
import { panel, subject, told } from '../subject.ts'

const showing = (expr: string, legend: string) => subject({ panels: [panel({ exprs: [expr], legend })] })

test('labels that were aggregated away, or never there, are told', () => {
  const panels = [
    panel({ exprs: ['sum by (status) (rate(http_requests_total[5m]))'], legend: '{{instance}} {{ status }}' }),
    panel({ exprs: ['rate(http_requests_total[5m])'], legend: 'to {{endpont}}' }),
  ]
  expect(told(legendLabel, subject({ panels }))).toMatchInlineSnapshot(`
    "error  legend-label   dashboard.json › Row › Panel
      {{instance}} {{ status }}
      ^^^^^^^^^^^^
      The query aggregates instance away, so the legend cannot show it; its series carry status.
      Keep instance in the aggregation's by (…), or leave it out of the legend.

    error  legend-label   dashboard.json › Row › Panel
      to {{endpont}}
         ^^^^^^^^^^^
      The query's series never have the label endpont; they carry method, endpoint, status, job, instance.
      Write {{endpoint}}, or leave it out."
  `)
})

test.each([
  ['kept', 'sum by (status) (up) or sum by (job) (up)', '{{job}}'],
  ["the metric's", 'rate(http_requests_total[5m])', '{{ method }} {{endpoint}}'],
  ['the name of the series', 'http_requests_total', '{{__name__}}'],
  ["an unknown metric's", 'some_metric', '{{anything}}'],
  ['made on the way', 'label_replace(up, "host", "$1", "instance", "(.*):.*")', '{{host}}'],
  ['in quotes', 'sum by ("team.id") (theirs)', '{{"team.id"}}'],
  ['none, since its braces are empty', 'sum by (job) (up)', '{{ }} {{}}'],
  ['kept by a macro', 'sum by ($by) (rate(http_requests_total[5m]))', '{{method}}'],
])('a label that is %s is fine', (_, expr, legend) => {
  expect(told(legendLabel, showing(expr, legend))).toBe('')
})

test('several labels in one pair of braces', () => {
  const said = told(legendLabel, showing('sum by (job, instance) (up)', '{{ job, instance }}'))
  expect(said).toContain('Write {{job}} {{instance}}.')
})

test('a table has no legend', () => {
  const panels = [panel({ exprs: ['sum(up)'], legend: '{{job}}', format: 'table' })]
  expect(told(legendLabel, subject({ panels }))).toBe('')
})

test.each([
  [true, ''],
  [false, 'aggregates instance away'],
])('a heatmap that counts by itself (%s) names no series', (calculate, found) => {
  const of = { type: 'heatmap', exprs: ['sum by (job) (up)'], legend: '{{instance}}', json: { options: { calculate } } }
  const said = told(legendLabel, subject({ panels: [panel(of)] }))
  expect(found === '' ? said : said.includes(found)).toBe(found === '' ? '' : true)
})

test('the only value of a gauge or stat shows no legend', () => {
  const of = (type: string, textMode?: string, ...more: readonly string[]) =>
    told(
      legendLabel,
      subject({
        panels: [panel({ type, exprs: ['sum(up)', ...more], legend: '{{job}}', json: { options: { textMode } } })],
      }),
    )
  expect(of('gauge') + of('singlestat') + of('bargauge') + of('stat') + of('stat', 'value')).toBe('')
  expect(of('stat', 'name')).toContain('aggregates job away')
  expect(of('gauge', undefined, 'sum(redis_up)')).toContain('aggregates job away')
  expect(of('timeseries')).toContain('aggregates job away')
})
