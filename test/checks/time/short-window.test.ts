import { expect, test } from 'vitest'
import { shortWindow } from '../../../build/checks/time/short-window.ts'
import { alert, ours, panel, recording, subject, told } from '../subject.ts'

test('a rate over less than four scrapes', () => {
  const rules = [alert({ expr: 'sum(rate(http_requests_total{status="500"}[30s])) > 5' })]
  expect(told(shortWindow, subject({ rules }))).toMatchInlineSnapshot(`
    "error  short-window   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{status="500"}[30s])) > 5
                                                 ^^^
      The window is 30s, and the job pybase-api is scraped every 15s: rate needs two samples, and one that is late or lost leaves none to compare.
      Take 1m or more, four intervals."
  `)
})

test('the slowest job that the matchers leave decides', () => {
  const scraping = ours.scraping && {
    ...ours.scraping,
    jobs: ours.scraping.jobs.map((job) => ({ ...job, interval: job.name === 'search-worker' ? 60 : 15 })),
  }
  const told1 = (expr: string) => told(shortWindow, subject({ rules: [alert({ expr })], scraping }))
  expect(told1('rate(db_query_errors_total[2m]) > 1')).toContain('the job search-worker is scraped every 1m')
  expect(told1('rate(db_query_errors_total{job="pybase-api"}[2m]) > 1')).toBe('')
  expect(told1('rate(db_query_errors_total{job!~"search.*"}[2m]) > 1')).toBe('')
})

test('of a metric that no catalog has, the job that it names decides, else the fastest', () => {
  const scraping = ours.scraping && {
    ...ours.scraping,
    jobs: ours.scraping.jobs.map((job) => ({ ...job, interval: job.name === 'redis' ? 120 : 30 })),
  }
  const toldOf = (expr: string) => told(shortWindow, subject({ rules: [alert({ expr })], scraping }))
  expect(toldOf('rate(theirs_total{job="redis"}[5m]) > 1')).toContain('the job redis is scraped every 2m')
  expect(toldOf('rate(theirs_total{job="postgres"}[1m]) > 1')).toContain('the job postgres is scraped every 30s')
  expect(toldOf('rate(theirs_total[1m]) > 1')).toContain('is scraped every 30s')
  expect(toldOf('rate(theirs_total[2m]) > 1')).toBe('')
  expect(toldOf('rate(theirs_total{job="redis"}[8m]) > 1')).toBe('')
  expect(toldOf('rate(theirs_total{job="elsewhere"}[1s]) > 1')).toBe('')
  expect(toldOf('rate({job="redis"}[1s]) > 1')).toBe('')
  expect(toldOf('delta(level:theirs:sum[1s]) > 1')).toBe('')
})

test('of a metric that no catalog has, the slowest of the jobs that names tell decides', () => {
  const slow = { redis: 120, postgres: 60 }
  const scraping = ours.scraping && {
    ...ours.scraping,
    jobs: ours.scraping.jobs.map((job) => ({ ...job, interval: slow[job.name as keyof typeof slow] ?? 15 })),
  }
  const toldOf = (...exprs: readonly string[]) =>
    told(shortWindow, subject({ rules: exprs.map((expr) => alert({ expr })), scraping }))
  expect(toldOf('rate(redis_theirs_total[5m]) > 1')).toContain('the job redis is scraped every 2m')
  expect(toldOf('rate(theirs_total[2m]) > 1', 'theirs_total{job=~"redis|postgres"} > 1')).toContain('every 2m')
  expect(toldOf('rate(theirs_total[2m]) > 1', 'theirs_total{job="postgres"} > 1')).toContain('every 1m')
  expect(toldOf('rate(theirs_total[4m]) > 1', 'theirs_total{job="postgres"} > 1')).toBe('')
  expect(toldOf('rate(theirs_total[2m]) > 1', 'others_total{job="postgres"} > 1')).toBe('')
})

test('three samples outlast one that is lost', () => {
  const rules = [alert({ expr: 'rate(http_requests_total[45s]) > 1' })]
  expect(told(shortWindow, subject({ rules }))).toContain('two that are late or lost leave none to compare')
})

test('of a recording rule its group decides, of a subquery its step', () => {
  const rules = [
    recording({ name: 'job:requests:rate5m', expr: 'sum by (job) (rate(http_requests_total[5m]))' }),
    alert({ expr: 'delta(job:requests:rate5m[30s]) > 1' }),
    alert({ expr: 'deriv(sum(websocket_connections_active)[2m:1m]) > 1' }),
    alert({ expr: 'max_over_time(websocket_connections_active[10s]) > 1' }),
  ]
  expect(told(shortWindow, subject({ rules }))).toMatchInlineSnapshot(`
    "error  short-window   rules.yml › group › SomeAlert
      delta(job:requests:rate5m[30s]) > 1
                                ^^^
      The window is 30s, and job:requests:rate5m is evaluated every 15s: delta needs two samples, and one that is late or lost leaves none to compare.
      Take 1m or more, four intervals.

    error  short-window   rules.yml › group › SomeAlert
      deriv(sum(websocket_connections_active)[2m:1m]) > 1
                                              ^^
      The window is 2m, and the subquery is evaluated every 1m: deriv needs two samples, and one that is late or lost leaves none to compare.
      Take 4m or more, four intervals.

    error  short-window   rules.yml › group › SomeAlert
      max_over_time(websocket_connections_active[10s]) > 1
                                                 ^^^
      The window is 10s, and the job pybase-api is scraped every 15s: where one is late or lost max_over_time finds no sample at all.
      Take 30s or more."
  `)
})

test.each([
  ['four scrapes', 'rate(http_requests_total[1m]) > 1'],
  ['two scrapes for a function that needs one sample', 'max_over_time(websocket_connections_active[30s]) > 1'],
  ['one step of a subquery for it', 'max_over_time(sum(websocket_connections_active)[15s:15s]) > 1'],
  ['an unknown metric, recorded elsewhere', 'rate(nobody:knows:total[1s]) > 1'],
  ['a window that Grafana chooses', 'rate(http_requests_total[$__rate_interval])'],
  ['a job that a variable chooses, at the usual interval', 'rate(http_requests_total{job=~"$job"}[1m])'],
])('silent: %s', (_, expr) => {
  expect(told(shortWindow, subject({ panels: [panel({ exprs: [expr] })] }))).toBe('')
})

test('silent without a scrape configuration', () => {
  const rules = [alert({ expr: 'rate(http_requests_total[1s]) > 1' })]
  expect(told(shortWindow, { ...subject({ rules }), scraping: undefined })).toBe('')
})
