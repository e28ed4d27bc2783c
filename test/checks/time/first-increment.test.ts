import { expect, test } from 'vitest'
import { firstIncrement } from '../../../build/checks/time/first-increment.ts'
import { alert, subject, told } from '../subject.ts'

test('the first 503, which is no increase', () => {
  const rules = [alert({ expr: 'sum(increase(http_requests_total{status="503"}[5m])) > 0', for: 0 })]
  expect(told(firstIncrement, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  first-increment   rules.yml › group › SomeAlert
      sum(increase(http_requests_total{status="503"}[5m])) > 0
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      http_requests_total counts a status besides 200 and 500 from 1 on, so that the first of them is no increase: the alert fires at the second.
      Let the application create the series at 0, or join the series that were not there a window ago: \`x unless x offset 5m\`."
  `)
})

test.each([
  ['a status that starts at zero', 'sum(increase(http_requests_total{status="500"}[5m])) > 0'],
  ['a class with one that does', 'sum(increase(http_requests_total{status=~"5.."}[5m])) > 0'],
  ['any status', 'sum(increase(http_requests_total[5m])) > 0'],
  ['several events', 'sum(increase(http_requests_total{status="503"}[5m])) > 10'],
  ['a closed label', 'sum(increase(extraction_tasks_total{status="failure"}[5m])) > 0'],
  ['an unknown metric', 'sum(increase(nobody_knows_total{status="503"}[5m])) > 0'],
])('silent: %s', (_, expr) => {
  expect(told(firstIncrement, subject({ rules: [alert({ expr, for: 0 })] }))).toBe('')
})
