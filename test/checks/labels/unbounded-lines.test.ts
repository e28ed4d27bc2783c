import { expect, test } from 'vitest'
import { unboundedLines } from '../../../build/checks/labels/unbounded-lines.ts'
import type { Panel } from '../../../build/documents/views.ts'
import { panel, subject, told } from '../subject.ts'

const panelOf = (expr: string, rest: Partial<Pick<Panel, 'type'>> = {}) =>
  subject({ panels: [panel({ exprs: [expr], ...rest })] })
const each = 'sum by (queryid) (rate(pg_stat_statements_seconds_total[5m]))'

test('a line for each statement', () => {
  expect(told(unboundedLines, panelOf(each))).toMatchInlineSnapshot(`
    "warning  unbounded-lines   dashboard.json › Row › Panel
      sum by (queryid) (rate(pg_stat_statements_seconds_total[5m]))
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This draws one line for each queryid of pg_stat_statements_seconds_total, and there is no bound to how many there are.
      Choose the largest with topk(10, …), show a table, or leave queryid out of by (…)."
  `)
})

test.each([
  ['a table of them', panelOf(each, { type: 'table' })],
  ['the largest', panelOf(`topk(10, ${each})`)],
  ['the largest, in another unit', panelOf(`topk(10, ${each}) * 1000`)],
  ['a sum over them', panelOf('sum(rate(pg_stat_statements_seconds_total[5m]))')],
  ['a chosen one', panelOf('rate(pg_stat_statements_seconds_total{queryid="42"}[5m])')],
  ['an unknown metric', panelOf('sum by (queryid) (somebody_elses_total)')],
])('%s is fine', (_, of) => {
  expect(told(unboundedLines, of)).toBe('')
})
