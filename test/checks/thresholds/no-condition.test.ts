import { expect, test } from 'vitest'
import { noCondition } from '../../../build/checks/thresholds/no-condition.ts'
import { alert, ours, recording, subject, told } from '../subject.ts'

test('a query without a threshold', () => {
  const rules = [alert({ expr: 'sum(rate(http_requests_total{status="500"}[5m]))' })]
  expect(told(noCondition, subject({ rules }))).toMatchInlineSnapshot(`
    "error  no-condition   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{status="500"}[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This answers whether or not anything is wrong, so the alert fires as long as there is an answer.
      Compare it with a threshold."
  `)
})

test('a comparison that answers 0 or 1', () => {
  expect(told(noCondition, subject({ rules: [alert({ expr: '(up == bool 0)' })] }))).toMatchInlineSnapshot(`
    "error  no-condition   rules.yml › group › SomeAlert
      (up == bool 0)
       ^^^^^^^^^^^^
      With \`bool\` this answers 0 or 1, so the alert fires as long as there is an answer.
      Drop \`bool\`: a comparison without it answers only where it is true."
  `)
})

test.each([
  ['a number', '5'],
  ['a string', '"down"'],
  ['a vector that is always there', 'vector(1)'],
  ['a divisor with a guard', 'rate(redis_evicted_keys_total[5m]) / (redis_up > 0)'],
  ['one arm of two', 'redis_up == 0 or pg_up'],
  ['a scalar', 'scalar(redis_up == 0)'],
  ['a rule without one', 'job:up:sum'],
  ['two that are both always there', 'redis_up and pg_up'],
])('%s', (_, expr) => {
  const rules = [recording({ name: 'job:up:sum', expr: 'sum by (job) (up)' }), alert({ expr })]
  expect(told(noCondition, subject({ rules }))).toContain('as long as there is an answer')
})

test.each([
  ['a comparison', 'redis_up == 0'],
  ['a count of what is wrong', 'count(redis_up == 0)'],
  ['a comparison times something', '(redis_up == 0) * on (job) group_left pg_up'],
  ['a comparison with another series', 'redis_memory_used_bytes > redis_memory_max_bytes'],
  ['what is missing', 'absent(redis_up) or absent_over_time(pg_up[5m])'],
  ['what another lacks', 'redis_up unless on (instance) pg_up'],
  ['what is also wrong elsewhere', 'redis_up and on () (pg_up == 0)'],
  ['another alert', 'ALERTS{alertstate="firing"}'],
  ['a rule that has one', 'job:redis:down'],
  ['a rule that nobody knows', 'job:nobody:down'],
])('silent: %s', (_, expr) => {
  const rules = [recording({ name: 'job:redis:down', expr: 'redis_up == 0' }), alert({ expr })]
  expect(told(noCondition, subject({ rules }))).toBe('')
})

test('silent: rules that read each other in a ring', () => {
  const rules = [
    recording({ name: 'job:one:sum', expr: 'job:two:sum' }),
    recording({ name: 'job:two:sum', expr: 'job:one:sum' }),
    alert({ expr: 'job:one:sum' }),
  ]
  expect(told(noCondition, subject({ rules }))).toBe('')
})

test.each([
  ['by its severity', { name: 'AlwaysOn', labels: { severity: 'none' } }],
  ['by its name', { name: 'DeadMansSwitch', labels: { severity: 'critical' } }],
])('a watchdog is known %s', (_, written) => {
  expect(told(noCondition, subject({ rules: [alert({ expr: 'vector(1)', ...written })] }))).toBe('')
})

test('our definitions', () => {
  expect(told(noCondition, ours)).toBe('')
})
