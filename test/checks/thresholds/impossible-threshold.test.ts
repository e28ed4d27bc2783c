import { expect, test } from 'vitest'
import { impossibleThreshold } from '../../../build/checks/thresholds/impossible-threshold.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

test('a yes or no that is more than yes', () => {
  expect(told(impossibleThreshold, subject({ rules: [alert({ expr: 'up > 1' })] }))).toMatchInlineSnapshot(`
    "error  impossible-threshold   rules.yml › group › SomeAlert
      up > 1
      ^^^^^^
      "> 1" is never true: the values compared are 0 or 1.
      Correct the threshold or the direction of the comparison."
  `)
})

test('growth that is never negative', () => {
  const rules = [alert({ expr: 'increase(redis_evicted_keys_total[5m]) >= 0' })]
  expect(told(impossibleThreshold, subject({ rules }))).toMatchInlineSnapshot(`
    "error  impossible-threshold   rules.yml › group › SomeAlert
      increase(redis_evicted_keys_total[5m]) >= 0
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ">= 0" is always true: the values compared are at least 0.
      Correct the threshold or the direction of the comparison."
  `)
})

test.each([
  'sum(extraction_tasks_in_progress) < 0',
  'sum(min_over_time(redis_key_size{key="search"}[30m])) < 0 and on () pg_up == 0',
])('a number of things is never negative: %s', (expr) => {
  expect(told(impossibleThreshold, subject({ rules: [alert({ expr })] }))).toContain('never true')
})

test.each([
  ['never', 'pg_up == 2'],
  ['never', 'sum(rate(http_requests_total[5m])) < 0'],
  ['never', 'min by (job) (up) == 0 or max by (job) (up) < 0'],
  ['always', 'up <= 1'],
  ['always', 'pybase_build_info > 0'],
])('%s: %s', (answer, expr) => {
  expect(told(impossibleThreshold, subject({ rules: [alert({ expr })] }))).toContain(`is ${answer} true`)
})

test('a filter in a panel that lets nothing pass', () => {
  expect(told(impossibleThreshold, subject({ panels: [panel({ exprs: ['count(up > 1)'] })] }))).toContain('never')
})

test.each([
  ['a yes or no', 'up == 0'],
  ['a gauge, which may be anything', 'websocket_connections_active >= 0'],
  ['a difference', 'sum(increase(http_requests_total[5m])) - sum(increase(http_requests_total[5m] offset 5m)) < 0'],
  ['a guard that repeats itself', '1 / ((redis_memory_max_bytes > 0) > 0) > 5'],
  ['an unknown metric', 'nobody_knows > 1'],
])('silent: %s', (_, expr) => {
  expect(told(impossibleThreshold, subject({ rules: [alert({ expr })] }))).toBe('')
})

test.each([
  'vector(1) > 2',
  'sum(rate(http_requests_total[5m])) > 1 and on () vector(0) == 1',
  'absent(up{job="redis"}) > 1',
])('a constant that never passes: %s', (expr) => {
  expect(told(impossibleThreshold, subject({ rules: [alert({ expr })] }))).toContain('never true')
})

test.each([
  'count(pg_up == 0) > 0',
  'count by (job) (up == 0) / count by (job) (up) > 0.5',
  'count(count by (instance) (up == 0)) >= 1',
  'absent(up{job="redis"}) == 1',
  'sum(absent_over_time(up{job="redis"}[5m])) > 0',
  'group by (job) (up == 0) == 1',
  'max(redis_up == 0) < 1',
  'count(ALERTS{alertstate="firing"}) > 0',
  'ALERTS{alertname="SomeAlert"} == 1',
  'count(up) > 0 unless on () redis_up',
  'vector(1) == 1',
  'count_over_time(up[5m]) >= 0',
])('that it answers is the condition: %s', (expr) => {
  expect(told(impossibleThreshold, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a filter in a panel may let everything pass', () => {
  expect(told(impossibleThreshold, subject({ panels: [panel({ exprs: ['up >= 0'] })] }))).toBe('')
})

test.each([
  ['sum(rate(theirs_total[5m])) < 0', true],
  ['increase(theirs_total[5m]) >= 0', true],
  ['rate(theirs[5m]) < 0', false],
  ['delta(theirs_total[5m]) < 0', false],
])('what ends in _total only grows, whoever exposes it: %s', (expr, isTold) => {
  expect(told(impossibleThreshold, subject({ rules: [alert({ expr })] })) !== '').toBe(isTold)
})

test('one end of a span of the clock is no condition of its own', () => {
  const fires = (expr: string) => told(impossibleThreshold, subject({ rules: [alert({ expr })] }))
  expect(fires('(hour() == 10) and (minute() >= 0) and (minute() <= 10)')).toBe('')
  expect(fires('minute() >= 0')).toContain('always true')
  expect(fires('hour() > 23 and minute() >= 0')).toContain('never true')
})

test('that a recorded number is there is the condition', () => {
  const rules = (expr: string) => [
    recording({ name: 'theirs:bad:count', expr }),
    alert({ expr: 'max by (job) (max_over_time(theirs:bad:count[10m])) > 0' }),
  ]
  expect(told(impossibleThreshold, subject({ rules: rules('count by (job) (theirs == 0)') }))).toBe('')
})
