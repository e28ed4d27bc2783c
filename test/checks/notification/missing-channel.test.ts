import { expect, test } from 'vitest'
import { missingChannel } from '../../../build/checks/notification/missing-channel.ts'
import { alerting, alertmanager } from '../stack.ts'
import { ours, told } from '../subject.ts'

const slack = { slack_configs: [{}] }
const pager = { name: 'pager', pagerduty_configs: [{}], ...slack }
const routes = [
  { receiver: 'pager', matchers: ['severity = "critical"'] },
  { receiver: 'watchdog', matchers: ['severity = "none"'] },
]
const all = [pager, { name: 'slack', ...slack }, { name: 'watchdog', webhook_configs: [{}] }]

const routed = (severity: string, receivers: readonly object[], taken: readonly object[] = routes) => ({
  ...ours,
  ruleFiles: alerting({ severity }),
  notification: alertmanager({ route: { receiver: 'slack', routes: taken }, receivers }),
})

test('a receiver without the integration', () => {
  const emptied = [{ name: 'pager', ...slack }, ...all.slice(1)]
  expect(told(missingChannel, routed('critical', emptied))).toMatchInlineSnapshot(`
    "error  missing-channel   alertmanager.yml
      The settings switch pagerduty on, and pager, where alerts with severity="critical" end, has no pagerduty_configs.
      Route the severity to a receiver with pagerduty_configs, or switch pagerduty off below \`notify\` in stack.ts."
  `)
})

test.each([
  ['critical', 'pagerduty_configs'],
  ['none', 'webhook_configs'],
])('no route for severity %s', (severity, key) => {
  expect(told(missingChannel, routed(severity, all, []))).toContain(`has no ${key}`)
})

test.each(['critical', 'warning', 'none', 'of somebody'])('severity %s is heard', (severity) => {
  expect(told(missingChannel, routed(severity, all))).toBe('')
})

test("somebody's receivers are believed", () => {
  expect(told(missingChannel, { ...routed('critical', []), model: undefined })).toBe('')
})
