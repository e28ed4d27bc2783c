import { expect, test } from 'vitest'
import { legendCalcs } from '../../../build/checks/legends/legend-calcs.ts'
import { bytes, grown, p95, perSecond, share } from '../queries.ts'
import { panel, subject, told } from '../subject.ts'

const total = { options: { legend: { calcs: ['mean', 'sum'] } } }
const adding = (expr: string, json: object = total) =>
  subject({ panels: [panel({ exprs: [expr], json: { ...json } })] })

test('totals over time that mean nothing are told', () => {
  const panels = [perSecond, grown].map((expr) => panel({ exprs: [expr], json: total }))
  expect(told(legendCalcs, subject({ panels }))).toMatchInlineSnapshot(`
    "error  legend-calcs   dashboard.json › Row › Panel
      sum(rate(http_requests_total[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The panel adds up all points over time, and each point is a rate.
      Take lastNotNull, mean or max; for a total, show increase(…[$__range]) as one number.

    error  legend-calcs   dashboard.json › Row › Panel
      sum(increase(http_requests_total[1h]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The panel adds up all points over time, and each point is an increase over 1h.
      Take lastNotNull, mean or max; for a total, show increase(…[$__range]) as one number."
  `)
})

test.each([
  ['a share', share, total],
  ['a quantile', p95, total],
  ['a level', bytes, total],
  ["a stat's number", perSecond, { options: { reduceOptions: { calcs: ['sum'] } } }],
  ['an old graph', perSecond, { legend: { total: true } }],
])('the total of %s is told', (_, expr, json) => {
  expect(told(legendCalcs, adding(expr, json))).toContain('legend-calcs')
})

test.each([
  ['an increase from point to point', 'sum(increase(http_requests_total[$__interval]))', total],
  ['an unknown metric', 'some_metric', total],
  ['another calculation', perSecond, { options: { legend: { calcs: ['max', 'lastNotNull'] } } }],
])('%s is fine', (_, expr, json) => {
  expect(told(legendCalcs, adding(expr, json))).toBe('')
})

test('points as far apart as the window are added up once', () => {
  const expr = 'sum(increase(http_requests_total[1h]))'
  expect(told(legendCalcs, adding(expr, { ...total, interval: '1h' }))).toBe('')
  expect(told(legendCalcs, adding(expr, { ...total, targets: [{ refId: 'A', interval: '60m' }] }))).toBe('')
  expect(told(legendCalcs, adding(expr, { ...total, interval: '1m' }))).toContain('an increase over 1h')
})
