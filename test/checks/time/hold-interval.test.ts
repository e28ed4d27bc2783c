import { expect, test } from 'vitest'
import { holdInterval } from '../../../build/checks/time/hold-interval.ts'
import { alert, ours, subject, told } from '../subject.ts'

test('a wait that no second sample confirms', () => {
  const rules = [alert({ expr: 'redis_up == 0', for: 1 })]
  expect(told(holdInterval, subject({ rules }))).toMatchInlineSnapshot(`
    "error  hold-interval   rules.yml › group › SomeAlert
      The alert waits 1s, and its rule is evaluated every 15s: no second sample confirms the first.
      Wait 30s or more, or not at all."
  `)
})

test('the slower of scrape and evaluation decides', () => {
  const rules = [alert({ expr: 'redis_up == 0', for: 60 })]
  const slow = ours.scraping && { ...ours.scraping, jobs: ours.scraping.jobs.map((job) => ({ ...job, interval: 40 })) }
  expect(told(holdInterval, subject({ rules, scraping: slow }))).toContain('the job redis is scraped every 40s')
  const group = { name: 'slow', place: { file: 'rules.yml', path: ['slow'] }, interval: 45, rules }
  expect(told(holdInterval, subject({ ruleFiles: [{ file: 'rules.yml', groups: [group] }] }))).toContain(
    'Wait 1m30s or more',
  )
})

test.each([
  ['no wait', 0],
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

test('our definitions', () => {
  expect(told(holdInterval, ours)).toBe('')
})
