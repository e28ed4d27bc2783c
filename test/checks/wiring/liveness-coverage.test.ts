import { expect, test } from 'vitest'
import { livenessCoverage } from '../../../build/checks/wiring/liveness-coverage.ts'
import { alert, subject, told } from '../subject.ts'

test('an alert that is silent when its job is down', () => {
  const rules = [
    alert({ expr: 'sum(rate(http_requests_total{job="pybase-api",status=~"5.."}[5m])) > 1' }),
    alert({ expr: 'up{job="redis"} == 0', name: 'RedisDown' }),
  ]
  expect(told(livenessCoverage, subject({ rules }))).toMatchInlineSnapshot(`
    "error  liveness-coverage   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{job="pybase-api",status=~"5.."}[5m])) > 1
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This alert is silent when the job pybase-api is down, and no alert tells that it is.
      Add an alert on up{job="pybase-api"} == 0 or absent(up{job="pybase-api"})."
  `)
})

test('a job that is told by its metric', () => {
  const rules = [alert({ expr: 'pg_up == 0' })]
  expect(told(livenessCoverage, subject({ rules }))).toContain('silent when the job postgres is down')
})

test.each([
  ['any job', 'up == 0'],
  ['this job', 'up{job="postgres"} == 0'],
  ['a pattern of jobs', 'min by (job) (up{job=~"post.*"}) == 0'],
  ['its absence', 'absent(pg_up{job="postgres"})'],
])('an alert on %s covers it', (_, expr) => {
  expect(
    told(livenessCoverage, subject({ rules: [alert({ expr: 'pg_up == 0' }), alert({ expr, name: 'Down' })] })),
  ).toBe('')
})

test('nothing is said without a scrape configuration, of unknown metrics and of jobs that are not scraped', () => {
  expect(told(livenessCoverage, { ...subject({ rules: [alert({ expr: 'pg_up == 0' })] }), scraping: undefined })).toBe(
    '',
  )
  expect(told(livenessCoverage, subject({ rules: [alert({ expr: 'somebody_elses_total > 1' })] }))).toBe('')
  expect(told(livenessCoverage, subject({ rules: [alert({ expr: 'somebody_elses_total{job="x"} > 1' })] }))).toBe('')
})
