import { expect, test } from 'vitest'
import { inhibition } from '../../../build/checks/notification/inhibition.ts'
import { alerting, alertmanager } from '../stack.ts'
import { subject, told } from '../subject.ts'

const both = { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'] }
const inhibited = (rule: object, ...labels: readonly Readonly<Record<string, string>>[]) =>
  subject({ ruleFiles: alerting(...labels), notification: alertmanager({ inhibit_rules: [rule] }) })
const critical = { severity: 'critical', component: 'api' }
const warning = { severity: 'warning', component: 'redis' }

test('a label that all lack', () => {
  expect(told(inhibition, inhibited({ ...both, equal: ['instance'] }, critical, warning))).toMatchInlineSnapshot(`
    "error  inhibition   alertmanager.yml › inhibit_rules[0]
      Alert1 and Alert2 both lack instance, which counts as equal: one silences the other.
      Name a label in equal that all of them have and that tells what belongs together."
  `)
})

test.each([
  ['nothing that must be equal', both, 'Nothing must be equal, so Alert1 silences Alert2'],
  [
    'no alert to start from',
    { ...both, source_matchers: ['severity="crit"'], equal: ['component'] },
    'so nothing starts it',
  ],
  [
    'no alert to silence',
    { source_match: { severity: 'critical' }, target_match: { severity: 'info' }, equal: ['component'] },
    'so it silences nothing',
  ],
])('%s', (_, rule, what) => {
  expect(told(inhibition, inhibited(rule, critical, warning))).toContain(what)
})

test.each([
  ['a label that all have', { ...both, equal: ['component'] }],
  ['a label that some have', { ...both, equal: ['component', 'instance'] }],
  [
    'the older form',
    { source_match: { severity: 'critical' }, target_match_re: { severity: 'warn.*' }, equal: ['component'] },
  ],
])('%s is fine', (_, rule) => {
  expect(told(inhibition, inhibited(rule, critical, warning))).toBe('')
})
