import { expect, test } from 'vitest'
import { holdInterval } from '../../../build/checks/time/hold-interval.ts'
import { alert, ours, subject, told } from '../subject.ts'

test('a wait that is shorter than the distance of two evaluations', () => {
  const rules = [alert({ expr: 'redis_up == 0', for: 1 })]
  expect(told(holdInterval, subject({ rules }))).toMatchInlineSnapshot(`
    "error  hold-interval   rules.yml › group › SomeAlert
      The alert waits 1s, and its rule is evaluated every 15s: it fires at the next evaluation, after 15s.
      Wait 15s or more, or not at all."
  `)
})

test('a wait that ends before there is another sample', () => {
  const scraped = (interval: number, wait: number) => {
    const jobs = ours.scraping?.jobs.map((job) => ({ ...job, interval })) ?? []
    const rules = [alert({ expr: 'redis_up == 0', for: wait })]
    return told(holdInterval, subject({ rules, scraping: ours.scraping && { ...ours.scraping, jobs } }))
  }
  expect(scraped(60, 30)).toMatchInlineSnapshot(`
    "error  hold-interval   rules.yml › group › SomeAlert
      The alert waits 30s, and the job redis is scraped every 1m: no second sample confirms the first.
      Wait 2m or more, or not at all."
  `)
  // It fires at 45s, the first evaluation after 40s.
  expect(scraped(45, 40)).toBe('')
  expect(scraped(60, 60)).toBe('')
})

test('the interval of the group decides', () => {
  const rules = [alert({ expr: 'redis_up == 0', for: 60 })]
  const group = { name: 'slow', place: { file: 'rules.yml', path: ['slow'] }, interval: 75, rules }
  expect(told(holdInterval, subject({ ruleFiles: [{ file: 'rules.yml', groups: [group] }] }))).toContain(
    'Wait 1m15s or more',
  )
})

test.each([
  ['no wait', 0],
  ['one evaluation', 15],
  ['two scrapes', 30],
  ['five minutes', 300],
])('silent: %s', (_, wait) => {
  expect(told(holdInterval, subject({ rules: [alert({ expr: 'redis_up == 0', for: wait })] }))).toBe('')
})

test('silent without a scrape configuration', () => {
  expect(told(holdInterval, { ...subject({ rules: [alert({ expr: 'up == 0', for: 1 })] }), scraping: undefined })).toBe(
    '',
  )
})
