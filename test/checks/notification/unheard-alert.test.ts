import { expect, test } from 'vitest'
import { unheardAlert } from '../../../build/checks/notification/unheard-alert.ts'
import { alerting, alertmanager } from '../stack.ts'
import { alert, subject, told } from '../subject.ts'

const slack = { name: 'slack', slack_configs: [{ channel: '#alerts' }] }
const pager = { name: 'pager', pagerduty_configs: [{}] }
const nobody = { name: 'nobody' }

const routed = (labels: Readonly<Record<string, string>>, route: object) =>
  subject({ ruleFiles: alerting(labels), notification: alertmanager({ route, receivers: [slack, pager, nobody] }) })

test('an alert that ends at nobody', () => {
  const route = { receiver: 'nobody', routes: [{ receiver: 'pager', matchers: ['severity = "critical"'] }] }
  expect(told(unheardAlert, routed({ severity: 'warning' }, route))).toMatchInlineSnapshot(`
    "error  unheard-alert   rules.yml › group › Alert1
      No route takes it with severity="warning", and the default receiver nobody has no integration.
      Add a route for it, or correct its labels; slack and pager would be heard."
  `)
})

test('a value that is nearly that of a route', () => {
  const route = { receiver: 'slack', routes: [{ receiver: 'pager', match: { severity: 'critical' } }] }
  expect(told(unheardAlert, routed({ severity: 'critcal' }, route))).toContain(
    'goes to the default receiver slack; the nearest is critical',
  )
})

test('a receiver that does not exist', () => {
  const route = { receiver: 'slack', routes: [{ receiver: 'pagers', matchers: ['severity="critical"'] }] }
  expect(told(unheardAlert, routed({ severity: 'critical' }, route))).toContain('The receiver pagers is not defined')
})

test.each([
  ['a matcher', { receiver: 'nobody', routes: [{ receiver: 'slack', matchers: ['severity =~ "warn.*"'] }] }],
  [
    'a matcher in braces',
    { receiver: 'nobody', routes: [{ receiver: 'slack', matchers: ['{severity="warning", team!=ops}'] }] },
  ],
  ['the older form', { receiver: 'nobody', routes: [{ receiver: 'slack', match_re: { severity: 'warning|info' } }] }],
  ['an inner route', { receiver: 'nobody', routes: [{ matchers: ['team=""'], routes: [{ receiver: 'pager' }] }] }],
  [
    'a route that continues',
    { receiver: 'nobody', routes: [{ receiver: 'nobody', continue: true }, { receiver: 'slack' }] },
  ],
  ['the default receiver', { receiver: 'slack', routes: [{ receiver: 'pager', matchers: ['severity="page"'] }] }],
])('an alert is heard by %s', (_, route) => {
  expect(told(unheardAlert, routed({ severity: 'warning' }, route))).toBe('')
})

test('a route to nobody is a decision', () => {
  const route = { receiver: 'nobody', routes: [{ receiver: 'nobody', matchers: ['severity="warning"'] }] }
  expect(told(unheardAlert, routed({ severity: 'warning' }, route))).toBe('')
})

test('a label that the series bring may lead anywhere', () => {
  const route = { receiver: 'nobody', routes: [{ receiver: 'slack', matchers: ['team="a"'] }] }
  const notification = alertmanager({ route, receivers: [slack, pager, nobody] })
  expect(told(unheardAlert, subject({ rules: [alert({ expr: 'somebody_elses_total > 1' })], notification }))).toBe('')
  expect(told(unheardAlert, subject({ rules: [alert({ expr: 'sum(up) < 1' })], notification }))).toContain(
    'has no integration',
  )
})
