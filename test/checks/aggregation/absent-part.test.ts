import { expect, test } from 'vitest'
import { absentPart } from '../../../build/checks/aggregation/absent-part.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('a part that is not there before the first event', () => {
  const panels = [
    panel({ exprs: ['1 - sum(rate(http_requests_total{status=~"4.."}[5m])) / sum(rate(http_requests_total[5m]))'] }),
    panel({
      title: 'Others',
      exprs: ['sum(rate(http_requests_total[5m])) - sum(rate(http_requests_total{endpoint="/health"}[5m]))'],
    }),
  ]
  expect(told(absentPart, subject({ panels }))).toMatchInlineSnapshot(`
    "warning  absent-part   dashboard.json › Row › Panel
      1 - sum(rate(http_requests_total{status=~"4.."}[5m])) / sum(rate(http_requests_total[5m]))
                                       ^^^^^^^^^^^^^
      Until the first event no series of http_requests_total has status=~"4..", and then the whole difference has no value.
      Take the share of the others instead, or fall back: (part or 0 * whole).

    warning  absent-part   dashboard.json › Row › Others
      sum(rate(http_requests_total[5m])) - sum(rate(http_requests_total{endpoint="/health"}[5m]))
                                                                        ^^^^^^^^^^^^^^^^^^
      Until the first event no series of http_requests_total has endpoint="/health", and then the whole difference has no value.
      Fall back to 0: (part or 0 * whole)."
  `)
})

test.each([
  [
    'values that are there from the start',
    panel({ exprs: ['1 - sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))'] }),
  ],
  [
    'a closed label',
    panel({
      exprs: ['1 - sum(rate(extraction_tasks_total{status="failure"}[5m])) / sum(rate(extraction_tasks_total[5m]))'],
    }),
  ],
  [
    'a fallback',
    panel({
      exprs: ['sum(rate(http_requests_total[5m])) - (sum(rate(http_requests_total{status="404"}[5m])) or vector(0))'],
    }),
  ],
  [
    'a share',
    panel({ exprs: ['sum(rate(http_requests_total{status=~"4.."}[5m])) / sum(rate(http_requests_total[5m]))'] }),
  ],
  [
    'all but some',
    panel({ exprs: ['sum(rate(http_requests_total[5m])) - sum(rate(http_requests_total{status!~"4.."}[5m]))'] }),
  ],
  [
    'a value that a variable chooses',
    panel({ exprs: ['sum(rate(http_requests_total[5m])) - sum(rate(http_requests_total{status=~"$status"}[5m]))'] }),
  ],
  [
    'metrics that nobody knows',
    panel({ exprs: ['1 - sum(rate(somebodys_total{code="500"}[5m])) / sum(rate(somebodys_total[5m]))'] }),
  ],
])('%s is left alone', (_, shown) => {
  expect(told(absentPart, subject({ panels: [shown] }))).toBe('')
})

test('an alert that fires where the result is small needs no value', () => {
  const expr = '1 - sum(rate(http_requests_total{status=~"4.."}[5m])) / sum(rate(http_requests_total[5m])) < 0.9'
  expect(told(absentPart, subject({ rules: [alert({ expr })] }))).toBe('')
})
