import { expect, test } from 'vitest'
import { groupLabel } from '../../../build/checks/notification/group-label.ts'
import { alerting, alertmanager } from '../stack.ts'
import { alert, subject, told } from '../subject.ts'

const grouped = (...labels: readonly string[]) =>
  subject({
    ruleFiles: alerting({ severity: 'warning', component: 'api' }),
    notification: alertmanager({ route: { receiver: 'slack', group_by: labels }, receivers: [{ name: 'slack' }] }),
  })

test('a label that no alert has', () => {
  expect(told(groupLabel, grouped('alertname', 'componnet'))).toMatchInlineSnapshot(`
    "warning  group-label   alertmanager.yml › route
      Notifications are grouped by componnet, which no alert has; the nearest label is component.
      Correct the name, or leave it out of group_by."
  `)
})

test('a label that the series lose', () => {
  expect(told(groupLabel, grouped('instance'))).toContain('grouped by instance, which no alert has')
  const kept = { ...grouped('instance'), ruleFiles: subject({ rules: [alert({ expr: 'up == 0' })] }).ruleFiles }
  expect(told(groupLabel, kept)).toBe('')
})

test.each([
  ['labels of the rules', grouped('alertname', 'component')],
  ['all labels', grouped('...')],
  ['none', grouped()],
  ['rules that are not known', { ...grouped('pod'), ruleFiles: [] }],
])('%s are fine', (_, of) => {
  expect(told(groupLabel, of)).toBe('')
})
