import { expect, test } from 'vitest'
import { contradictoryThresholds } from '../../../build/checks/thresholds/contradictory-thresholds.ts'
import { alert, subject, told } from '../subject.ts'

test('more than ten and less than five', () => {
  const rules = [alert({ expr: 'websocket_connections_active > 10 and websocket_connections_active < 5' })]
  expect(told(contradictoryThresholds, subject({ rules }))).toMatchInlineSnapshot(`
    "error  contradictory-thresholds   rules.yml › group › SomeAlert
      websocket_connections_active > 10 and websocket_connections_active < 5
                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      No value is both "> 10" and "< 5".
      Join the two with \`or\`, or correct one of the thresholds."
  `)
})

test.each([
  ['one inside the other', '(websocket_connections_active > 10) < 5'],
  ['in parentheses, with another between', '(redis_up) == 0 and pg_up == 0 and redis_up == 1'],
  ['inside an aggregation', 'count(websocket_connections_active > 10 and websocket_connections_active <= 10) > 1'],
  ['in one arm of several', 'pg_up == 0 or redis_up > 0 and redis_up < 0'],
])('%s', (_, expr) => {
  expect(told(contradictoryThresholds, subject({ rules: [alert({ expr })] }))).toContain('No value is both')
})

test.each([
  ['a range', 'websocket_connections_active > 5 and websocket_connections_active < 10'],
  ['either', 'websocket_connections_active > 10 or websocket_connections_active < 5'],
  ['all but', 'websocket_connections_active > 10 unless websocket_connections_active < 5'],
  ['two queries', 'websocket_connections_active > 10 and redis_connected_clients < 5'],
  ['the same with other labels', 'redis_key_size{key="a"} > 10 and redis_key_size{key="b"} < 5'],
  [
    'other instances of the same job',
    'websocket_connections_active > 10 and on (job) websocket_connections_active < 5',
  ],
  ['two aggregations', 'count(redis_key_size > 10) > 1 and count(redis_key_size < 5) > 1'],
  ['now and before', 'redis_up == 0 and redis_up offset 5m == 1'],
])('silent: %s', (_, expr) => {
  expect(told(contradictoryThresholds, subject({ rules: [alert({ expr })] }))).toBe('')
})

test.each([
  ['up == 0 and on () hour() > 22 and on () hour() < 6', 'No value is both'],
  ['up == 0 and on () (day_of_week() == 6 and day_of_week() == 0)', 'No value is both'],
  ['up == 0 unless on () (day_of_week() > 5 and day_of_week() < 1)', 'No value is both'],
  ['up == 0 and on () (hour() > 22 or hour() < 6)', ''],
  ['up == 0 and on () hour() > 6 and on () hour() < 22', ''],
  ['up > 5 and on (job) up < 3', ''],
])('the clock is one for all series, whatever they are matched by: %s', (expr, what) => {
  const found = told(contradictoryThresholds, subject({ rules: [alert({ expr })] }))
  if (what === '') expect(found).toBe('')
  else expect(found).toContain(what)
})
