import { expect, test } from 'vitest'
import { noCondition } from '../../../build/checks/thresholds/no-condition.ts'
import { against, alerts } from '../foreign.ts'
import { alert, recording, subject, told } from '../subject.ts'

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

test('a side that decides nothing', () => {
  const failures = 'sum(increase(http_requests_total{status="500"}[5m]))'
  const rules = [
    alert({ expr: `redis_up == 0 unless on () ${failures}` }),
    alert({ expr: `redis_connected_clients > 5 unless on () (${failures} > bool 3)`, name: 'Right' }),
    alert({ expr: `(redis_connected_clients > bool 5) and on () (${failures} > 3)`, name: 'Left' }),
  ]
  expect(told(noCondition, subject({ rules }))).toMatchInlineSnapshot(`
    "error  no-condition   rules.yml › group › SomeAlert
      redis_up == 0 unless on () sum(increase(http_requests_total{status="500"}[5m]))
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This has a value at any time, and "unless" only asks whether there is an answer: it decides nothing.
      Compare it with a threshold.

    error  no-condition   rules.yml › group › Right
      redis_connected_clients > 5 unless on () (sum(increase(http_requests_total{status="500"}[5m])) > bool 3)
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      With \`bool\` this answers 0 or 1, and "unless" only asks whether there is an answer: it decides nothing.
      Drop \`bool\`: a comparison without it answers only where it is true.

    error  no-condition   rules.yml › group › Left
      (redis_connected_clients > bool 5) and on () (sum(increase(http_requests_total{status="500"}[5m])) > 3)
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      With \`bool\` this answers 0 or 1, and "and" only asks whether there is an answer: it decides nothing.
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
  ['what has been there for a while', 'redis_up == 0 and redis_up offset 30m'],
  ['a sum of levels that is there', 'redis_up == 0 and on () sum(redis_connected_clients)'],
  ['a rate that nobody knows', 'redis_up == 0 and on () rate(somebodys_total[5m])'],
  ['a yes or no that is asked for', 'redis_up == 0 and on () ((pg_up == bool 0) == 1)'],
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

test.each([
  ['a level', 'theirs_queue_depth{job="x"}', true],
  ['a growth', 'rate(theirs_requests_total[5m])', true],
  ['series that are there while something is wrong', 'theirs_alarm_active', false],
  ['a value that is chosen', 'theirs_index_size{name=~".*_invalid"}', false],
  ['what rules record', 'theirs:queue:deep', false],
])('of metrics that nobody knows: %s', (_, expr, isTold) => {
  expect(told(noCondition, against('', alerts(expr))) !== '').toBe(isTold)
})

test('an alert that says that it always fires is meant to', () => {
  expect(told(noCondition, subject({ rules: [alert({ name: 'AlwaysFiring', expr: 'vector(1)' })] }))).toBe('')
  expect(
    told(noCondition, subject({ rules: [alert({ name: 'AlwaysFiring', expr: 'http_requests_total' })] })),
  ).not.toBe('')
})
