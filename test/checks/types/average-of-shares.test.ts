import { expect, test } from 'vitest'
import { averageOfShares } from '../../../build/checks/types/average-of-shares.ts'
import { alert, subject, told } from '../subject.ts'

test('the mean of shares', () => {
  const rules = [
    alert({ expr: 'avg(rate(db_query_errors_total[5m]) / rate(db_query_duration_seconds_count[5m])) > 0.01' }),
  ]
  expect(told(averageOfShares, subject({ rules }))).toMatchInlineSnapshot(`
    "error  average-of-shares   rules.yml › group › SomeAlert
      avg(rate(db_query_errors_total[5m]) / rate(db_query_duration_seconds_count[5m])) > 0.01
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      avg gives the quotient of each operation the same weight, whether it had one event or a million.
      Divide the sums instead: sum(part) / sum(whole)."
  `)
})

test.each([
  ['a share of sums', 'sum(rate(db_query_errors_total[5m])) / sum(rate(db_query_duration_seconds_count[5m])) > 0.01'],
  ['the worst', 'max(rate(db_query_errors_total[5m]) / rate(db_query_duration_seconds_count[5m])) > 0.01'],
  ['shares of levels', 'avg(node_filesystem_avail_bytes / node_filesystem_size_bytes) < 0.1'],
  [
    'nothing merged',
    'avg(sum(rate(db_query_errors_total[5m])) / sum(rate(db_query_duration_seconds_count[5m]))) > 0.01',
  ],
  ['nothing merged that is known', 'avg by (instance) (rate(theirs_errors[5m]) / rate(theirs_requests[5m])) > 0.01'],
])('%s is left alone', (_, expr) => {
  expect(told(averageOfShares, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('metrics that nobody knows, of some instance each', () => {
  const expr = 'avg(rate(somebodys_errors_total[5m]) / rate(somebodys_requests_total[5m])) > 0.01'
  expect(told(averageOfShares, subject({ rules: [alert({ expr })] }))).toContain('the quotient of each instance')
})
