import { expect, test } from 'vitest'
import { scrapeInterval } from '../../../build/checks/wiring/scrape-interval.ts'
import { ours, subject, told } from '../subject.ts'

const scraped = (interval: number, timeout = 10) =>
  subject({
    scraping: ours.scraping && {
      ...ours.scraping,
      jobs: ours.scraping.jobs.slice(0, 1).map((job) => ({ ...job, interval, timeout })),
    },
  })

test('a job that is scraped too seldom', () => {
  expect(told(scrapeInterval, scraped(300))).toMatchInlineSnapshot(`
    "error  scrape-interval   queries/jobs.ts › pybase-api
      The job pybase-api is scraped every 5m, and Prometheus forgets a sample after 5m.
      Scrape it every 2m or more often."
  `)
})

test('a scrape that may take longer than the interval', () => {
  expect(told(scrapeInterval, scraped(15, 30))).toContain('may take 30s, and the next one begins after 15s')
})

test.each([15, 60, 299])('every %i seconds is fine', (interval) => {
  expect(told(scrapeInterval, scraped(interval))).toBe('')
})
