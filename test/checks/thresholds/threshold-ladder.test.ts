import { expect, test } from 'vitest'
import { thresholdLadder } from '../../../build/checks/thresholds/threshold-ladder.ts'
import { alert, subject, told } from '../subject.ts'

const step = (name: string, severity: string, expr: string, wait = 300) =>
  alert({ name, expr, for: wait, labels: { severity, component: 'api' } })
const sockets = 'sum(websocket_connections_active)'

test('a critical alert that fires before its warning', () => {
  const rules = [step('Many', 'warning', `${sockets} > 1000`), step('TooMany', 'critical', `${sockets} > 500`)]
  expect(told(thresholdLadder, subject({ rules }))).toMatchInlineSnapshot(`
    "error  threshold-ladder   rules.yml › group › TooMany
      sum(websocket_connections_active) > 500
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      TooMany (critical, > 500 for 5m) fires before Many (warning, > 1000 for 5m), though it is worse.
      Move one of the thresholds, or remove one of the alerts."
  `)
})

test.each([
  ['together with it', `${sockets} > 1000`, `(${sockets}) > 1000`, 'no later than'],
  ['in the other direction', 'pg_up < 5', 'pg_up < 10', 'before'],
  ['with one more condition', `${sockets} > 9 and pg_up == 1`, `${sockets} > 8 and pg_up == 1`, 'before'],
  ['turned around', `${sockets} > 9`, `8 < ${sockets}`, 'before'],
])('%s', (_, warning, critical, words) => {
  const rules = [step('Critical', 'critical', critical), step('Warning', 'warning', warning)]
  expect(told(thresholdLadder, subject({ rules }))).toContain(words)
})

test('an alert that says nothing new', () => {
  const rules = [step('Many', 'warning', `${sockets} > 500`), step('TooMany', 'warning', `${sockets} > 1000`)]
  expect(told(thresholdLadder, subject({ rules }))).toContain(
    'TooMany (warning, > 1000 for 5m) fires only when Many (warning, > 500 for 5m) does, with the same labels.',
  )
})

test.each([
  ['a ladder', [step('A', 'warning', `${sockets} > 500`), step('B', 'critical', `${sockets} > 1000`)]],
  ['a ladder down', [step('A', 'warning', 'pg_up < 10'), step('B', 'critical', 'pg_up < 5')]],
  ['a ladder of waiting', [step('A', 'warning', `${sockets} > 9`), step('B', 'critical', `${sockets} > 9`, 900)]],
  [
    'two queries',
    [step('A', 'warning', `${sockets} > 1000`), step('B', 'critical', 'max(websocket_connections_active) > 500')],
  ],
  ['two directions', [step('A', 'warning', `${sockets} > 1000`), step('B', 'critical', `${sockets} < 5`)]],
  [
    'a nearer threshold that waits longer',
    [step('A', 'warning', `${sockets} > 9`), step('B', 'warning', `${sockets} > 5`, 900)],
  ],
  ['an unknown severity', [step('A', 'warning', `${sockets} > 1000`), step('B', 'loud', `${sockets} > 5`)]],
])('silent: %s', (_, rules) => {
  expect(told(thresholdLadder, subject({ rules }))).toBe('')
})
