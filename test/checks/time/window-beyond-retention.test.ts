import { expect, test } from 'vitest'
import { windowBeyondRetention } from '../../../build/checks/time/window-beyond-retention.ts'
import { ours, panel, subject, told } from '../subject.ts'

test('an offset of a month where fifteen days are kept', () => {
  const panels = [
    panel({ exprs: ['sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total[5m] offset 30d))'] }),
  ]
  expect(told(windowBeyondRetention, subject({ panels }))).toMatchInlineSnapshot(`
    "error  window-beyond-retention   dashboard.json › Row › Panel
      sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total[5m] offset 30d))
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This looks 30d5m back, and Prometheus keeps 15d.
      Shorten the window or offset, raise the retention, or record the result while it can be computed."
  `)
})

test('windows and offsets add up', () => {
  const exprs = ['max_over_time(sum(rate(http_requests_total[1d]))[14d:1h] offset 12h)']
  expect(told(windowBeyondRetention, subject({ panels: [panel({ exprs })] }))).toContain('15d12h back')
})

test.each([
  ['two weeks', 'rate(http_requests_total[1d] offset 2w)'],
  ['side by side, not one in the other', 'rate(http_requests_total[10d]) - rate(http_requests_total[10d])'],
  ['a look into the future', 'rate(http_requests_total[14d] offset -30d)'],
  ['a fixed time', 'http_requests_total @ 1700000000 offset 30d'],
  ['a window that Grafana chooses', 'rate(http_requests_total[$__range])'],
])('silent: %s', (_, expr) => {
  expect(told(windowBeyondRetention, subject({ panels: [panel({ exprs: [expr] })] }))).toBe('')
})

test('silent where the retention is not known', () => {
  const scraping = ours.scraping && { ...ours.scraping, retention: undefined }
  expect(told(windowBeyondRetention, subject({ panels: [panel({ exprs: ['up offset 1y'] })], scraping }))).toBe('')
})
