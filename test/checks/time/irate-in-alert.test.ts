import { expect, test } from 'vitest'
import { irateInAlert } from '../../../build/checks/time/irate-in-alert.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

test('an alert on the last two samples', () => {
  const rules = [alert({ expr: 'sum(irate(http_requests_total{status="500"}[5m])) > 5' })]
  expect(told(irateInAlert, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  irate-in-alert   rules.yml › group › SomeAlert
      sum(irate(http_requests_total{status="500"}[5m])) > 5
          ^^^^^
      irate sees the last two samples of its window only: a dip of one scrape starts the alert's wait anew.
      Take rate, over the window that the alert is about."
  `)
})

test('silent on rate, and in a panel', () => {
  const rules = [alert({ expr: 'sum(rate(http_requests_total[5m])) > 5' })]
  const panels = [panel({ exprs: ['irate(http_requests_total[$__rate_interval])'] })]
  expect(told(irateInAlert, subject({ rules, panels }))).toBe('')
})

test('a recording rule that an alert reads, through another', () => {
  const rules = [
    recording({ name: 'job:a:irate5m', expr: 'sum by (job) (irate(theirs_total[5m]))' }),
    recording({ name: 'a:share', expr: 'job:a:irate5m / 5' }),
  ]
  expect(told(irateInAlert, subject({ rules }))).toBe('')
  const read = told(irateInAlert, subject({ rules: [...rules, alert({ expr: 'a:share > 1' })] }))
  expect(read).toContain('job:a:irate5m')
  expect(read).toContain('the alert SomeAlert reads this')
})
