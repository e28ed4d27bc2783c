import { expect, test } from 'vitest'
import { rankingInAlert } from '../../../build/checks/aggregation/ranking-in-alert.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('an alert on the largest', () => {
  const rules = [alert({ expr: 'topk(3, sum by (endpoint) (rate(http_requests_total[5m]))) > 10' })]
  expect(told(rankingInAlert, subject({ rules }))).toMatchInlineSnapshot(`
    "error  ranking-in-alert   rules.yml › group › SomeAlert
      topk(3, sum by (endpoint) (rate(http_requests_total[5m]))) > 10
      ^^^^
      topk chooses other series at each evaluation, and the alert of one that drops out resolves, whatever its value.
      Take the topk away: the comparison alone says which series are bad enough."
  `)
})

test.each([
  ['the condition alone', 'sum by (endpoint) (rate(http_requests_total[5m])) > 10'],
  ['a sum of the largest', 'sum(topk(3, sum by (endpoint) (rate(http_requests_total[5m])))) > 10'],
  ['the largest of one', 'topk(1, sum(rate(http_requests_total[5m]))) > 10'],
  ['the largest value', 'max(redis_memory_used_bytes) > 10'],
])('%s is left alone', (_, expr) => {
  expect(told(rankingInAlert, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a table may rank', () => {
  const panels = [panel({ type: 'table', exprs: ['topk(3, redis_memory_used_bytes)'] })]
  expect(told(rankingInAlert, subject({ panels }))).toBe('')
})

test('one of each group is no ranking', () => {
  const expr = 'sum by (ns) (a * on (pod) group_left (ns) topk by (pod) (1, b)) > 5 or topk by (pod) (1, b) > 5'
  expect(told(rankingInAlert, subject({ rules: [alert({ expr })] }))).toBe('')
  expect(told(rankingInAlert, subject({ rules: [alert({ expr: 'topk by (pod) (3, b) > 5' })] }))).toContain('topk')
})

test('one of all that differ in a label is no ranking', () => {
  const expr = 'a * on (node) group_left () topk without (pod) (1, b) > 5'
  expect(told(rankingInAlert, subject({ rules: [alert({ expr })] }))).toBe('')
})
