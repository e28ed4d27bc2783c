import { expect, test } from 'vitest'
import { strayZero } from '../../../build/checks/aggregation/stray-zero.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('a zero beside series with labels', () => {
  const rules = [alert({ expr: '(extraction_tasks_in_progress or vector(0)) == 0' })]
  expect(told(strayZero, subject({ rules }))).toMatchInlineSnapshot(`
    "error  stray-zero   rules.yml › group › SomeAlert
      (extraction_tasks_in_progress or vector(0)) == 0
                                       ^^^^^^^^^
      The left side has series by task_type, and vector(0) has no label: it is always there too, as a series of its own.
      Write or on () vector(…), or leave it out: a label that has no series has nothing to show."
  `)
})

test.each([
  ['a query without labels', '(sum(extraction_tasks_in_progress) or vector(0)) == 0'],
  ['only where there is nothing', '(extraction_tasks_in_progress or on () vector(0)) == 0'],
  ['a sum', 'sum(extraction_tasks_in_progress or vector(0)) == 0'],
  ['a condition that 0 does not meet', '(extraction_tasks_in_progress or vector(0)) > 5'],
  ['a metric that nobody knows', '(somebodys_tasks or vector(0)) == 0'],
])('%s is left alone', (_, expr) => {
  expect(told(strayZero, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a line that belongs to nothing', () => {
  const panels = [panel({ exprs: ['sum by (task_type) (rate(extraction_tasks_total[5m])) or vector(0)'] })]
  expect(told(strayZero, subject({ panels }))).toContain('The left side has series by task_type')
})
