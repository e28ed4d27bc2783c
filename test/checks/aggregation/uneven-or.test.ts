import { expect, test } from 'vitest'
import { unevenOr } from '../../../build/checks/aggregation/uneven-or.ts'
import { alert, panel, subject, told } from '../subject.ts'

const down = (job: string) => `min by (job) (up{job="${job}"}) == 0`

test('sides with other labels', () => {
  const rules = [
    alert({ expr: `${down('redis')} or min(up{job="postgres"}) == 0 or ${down('node')}` }),
    alert({
      expr: 'sum by (job, instance) (redis_connected_clients) / (sum by (instance) (redis_slowlog_length) or sum by (job, instance) (redis_connected_clients)) > 2',
      name: 'Fallback',
    }),
  ]
  expect(told(unevenOr, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  uneven-or   rules.yml › group › SomeAlert
      min by (job) (up{job="redis"}) == 0 or min(up{job="postgres"}) == 0 or min by (job) (up{job="node"}) == 0
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This side of or lacks the label job, which the others have: their series are never taken for the same.
      Aggregate all sides by the same labels.

    warning  uneven-or   rules.yml › group › Fallback
      sum by (job, instance) (redis_connected_clients) / (sum by (instance) (redis_slowlog_length) or sum by (job, instance) (redis_connected_clients)) > 2
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This side of or lacks the label job, which the others have: their series are never taken for the same.
      Aggregate all sides by the same labels."
  `)
})

test('a side that is not aggregated', () => {
  const rules = [alert({ expr: `${down('redis')} or up{job="postgres"} == 0 or ${down('node')}` })]
  expect(told(unevenOr, subject({ rules }))).toContain('has the label instance')
})

test.each([
  ['the same labels', `${down('redis')} or ${down('postgres')}`],
  ['what is missing', `${down('redis')} or absent(up{job="redis"})`],
  ['different questions', 'sum by (instance) (redis_connected_clients) > 5 or sum(redis_slowlog_length) > 5'],
  ['parts and the whole', 'sum by (job) (up) < 1 or sum(up) < 9'],
  ['a constant', '(sum by (job) (up) or vector(0)) / sum(up) > 1'],
  ['a fallback on chosen labels', '(sum by (job) (up) or on () sum(up)) / sum(up) > 1'],
  ['a fallback that is compared with a number', '(sum by (job) (up) or sum(redis_up)) * 100 > 1'],
  ['metrics that nobody knows', '(somebodys or others) / sum(up) > 1'],
])('silent: %s', (_, expr) => {
  expect(told(unevenOr, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('silent: lines beside each other', () => {
  const exprs = ['sum by (job) (up{job="redis"}) or sum(up{job="node"})']
  expect(told(unevenOr, subject({ panels: [panel({ exprs })] }))).toBe('')
})
