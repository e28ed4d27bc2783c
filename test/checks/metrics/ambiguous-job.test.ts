import { expect, test } from 'vitest'
import { ambiguousJob } from '../../../build/checks/metrics/ambiguous-job.ts'
import { alert, panel, subject, told } from '../subject.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('a sum over jobs that nobody chose', () => {
  const rules = [alert({ expr: 'sum(rate(db_query_errors_total[5m])) > 1' })]
  expect(told(ambiguousJob, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  ambiguous-job   rules.yml › group › SomeAlert
      sum(rate(db_query_errors_total[5m])) > 1
               ^^^^^^^^^^^^^^^^^^^^^^^^^
      db_query_errors_total comes from 3 jobs (pybase-api, extraction-worker and search-worker), and this adds them up without choosing.
      Write job="pybase-api" for one of them, job=~"pybase-api|extraction-worker|search-worker" for all, or group by (job)."
  `)
})

test('an aggregation that removes the job, inside of one that does', () => {
  const once = told(ambiguousJob, panelOf('max(sum without (job) (rate(db_query_errors_total[5m])))'))
  expect(once.match(/comes from/g)).toHaveLength(1)
})

test.each([
  ['one job', 'sum(rate(db_query_errors_total{job="pybase-api"}[5m]))'],
  ['all jobs, on purpose', 'sum(rate(db_query_errors_total{job=~".+"}[5m]))'],
  ['a sum per job', 'sum by (job) (rate(db_query_errors_total[5m]))'],
  ['a sum that keeps the job', 'sum without (operation) (rate(db_query_errors_total[5m]))'],
  ['no sum', 'rate(db_query_errors_total[5m])'],
  ['the largest series', 'topk(5, rate(db_query_errors_total[5m]))'],
  ['a metric of one job', 'sum(rate(http_requests_total[5m]))'],
  ['an unknown metric', 'sum(rate(somebody_elses_total[5m]))'],
])('%s is fine', (_, expr) => {
  expect(told(ambiguousJob, panelOf(expr))).toBe('')
})
