import { expect, test } from 'vitest'
import { noInhibition } from '../../../build/checks/notification/no-inhibition.ts'
import { alerting, alertmanager } from '../stack.ts'
import { subject, told } from '../subject.ts'

const route = { route: { receiver: 'slack' }, receivers: [{ name: 'slack' }] }
const of = (config: Readonly<Record<string, unknown>>, ...labels: readonly Readonly<Record<string, string>>[]) =>
  subject({ ruleFiles: alerting(...labels), notification: alertmanager(config) })

test('a warning and a critical alert about one component', () => {
  const said = told(
    noInhibition,
    of(route, { severity: 'warning', component: 'api' }, { severity: 'critical', component: 'api' }),
  )
  expect(said).toMatchInlineSnapshot(`
    "warning  no-inhibition   alertmanager.yml
      There are no inhibit_rules: Alert1 (warning) and Alert2 (critical) would both notify of one incident.
      Let severity="critical" inhibit severity="warning", with a label in equal that both have."
  `)
})

test.each([
  [
    'an inhibition',
    of(
      { ...route, inhibit_rules: [{}] },
      { severity: 'warning', component: 'api' },
      { severity: 'critical', component: 'api' },
    ),
  ],
  [
    'different components',
    of(route, { severity: 'warning', component: 'api' }, { severity: 'critical', component: 'redis' }),
  ],
  ['one severity', of(route, { severity: 'critical', component: 'api' }, { severity: 'critical', component: 'api' })],
  ['no routing', of({}, { severity: 'warning', component: 'api' }, { severity: 'critical', component: 'api' })],
])('%s is fine', (_, each) => {
  expect(told(noInhibition, each)).toBe('')
})
