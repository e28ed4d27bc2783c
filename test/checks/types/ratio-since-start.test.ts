import { expect, test } from 'vitest'
import { ratioSinceStart } from '../../../build/checks/types/ratio-since-start.ts'
import { against, alerts } from '../foreign.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('hits by hits and misses', () => {
  const expr = 'redis_keyspace_hits_total / (redis_keyspace_hits_total + redis_keyspace_misses_total) < 0.5'
  expect(told(ratioSinceStart, subject({ rules: [alert({ expr })] }))).toMatchInlineSnapshot(`
    "error  ratio-since-start   rules.yml › group › SomeAlert
      redis_keyspace_hits_total / (redis_keyspace_hits_total + redis_keyspace_misses_total) < 0.5
                                ^
      Both sides are counters as they stand, so this is the share of everything since they started: after a day it hardly moves.
      Divide rate(…[5m]) by rate(…[5m]), so that it is the share of late."
  `)
})

const shop = [
  '# TYPE shop_failed counter',
  'shop_failed{kind="a"} 1',
  '# TYPE shop_tried counter',
  'shop_tried{kind="a"} 1',
  '# TYPE shop_took_seconds summary',
  'shop_took_seconds_sum 1',
  'shop_took_seconds_count 1',
  '# TYPE shop_size gauge',
  'shop_size 1',
].join('\n')

test.each([
  'shop_failed / shop_tried > 0.1',
  '100 * sum by (kind) (shop_failed) / sum by (kind) (shop_tried) > 10',
  'shop_failed / (shop_tried > 0) > 0.1',
  'shop_took_seconds_sum / shop_took_seconds_count > 1',
  '1 - (sum(shop_failed) / sum(shop_tried)) < 0.9 and on () sum(rate(shop_tried[5m])) > 1',
])('told: %s', (expr) => {
  expect(told(ratioSinceStart, against(shop, alerts(expr)))).toContain('since they started')
})

test.each([
  ['growth', 'rate(shop_failed[5m]) / rate(shop_tried[5m]) > 0.1'],
  ['a difference by hand', '(shop_failed - shop_failed offset 1h) / (shop_tried - shop_tried offset 1h) > 0.1'],
  ['a level', 'shop_failed / shop_size > 0.1'],
  ['levels', 'shop_size / shop_size > 0.1'],
  ['what nobody knows', 'theirs_failed_total / theirs_total > 0.1'],
  ['no quotient', 'shop_failed - shop_tried > 5'],
])('left alone: %s', (_, expr) => {
  expect(told(ratioSinceStart, against(shop, alerts(expr)))).toBe('')
})

test('a panel may show the share since the start', () => {
  const exprs = ['redis_keyspace_hits_total / redis_keyspace_misses_total']
  expect(told(ratioSinceStart, subject({ panels: [panel({ exprs })] }))).toBe('')
})

test.each([
  'theirs_hits_total / (theirs_hits_total + theirs_misses_total) < 0.5',
  '1 - sum by (job) (theirs_errors_total) / sum by (job) (theirs_requests_total) < 0.99',
  'sum(theirs_took_seconds_sum) / sum(theirs_took_seconds_count) > 1',
])('of what nobody knows, counters by name: %s', (expr) => {
  expect(told(ratioSinceStart, against(shop, alerts(expr)))).toContain('since they started')
})

test('of what nobody knows, counters by what another query takes of them', () => {
  const expr = 'theirs_bad_total / theirs_all_total > 0.1'
  const rates = ['rate(theirs_bad_total[5m]) > 1', 'increase(theirs_all_total[5m]) > 1']
  expect(told(ratioSinceStart, against(shop, alerts(expr, ...rates)))).toContain('since they started')
  expect(told(ratioSinceStart, against(shop, alerts(expr, rates[0] ?? '')))).toBe('')
  expect(told(ratioSinceStart, against(shop, alerts('theirs_free_total / theirs_size_total < 0.1')))).toBe('')
})
