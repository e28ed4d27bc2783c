import { expect, test } from 'vitest'
import { idleRoute } from '../../../build/checks/notification/idle-route.ts'
import { alerting, alertmanager } from '../stack.ts'
import { ours, subject, told } from '../subject.ts'

const routed = (...routes: readonly object[]) =>
  subject({
    ruleFiles: alerting({ severity: 'critical' }, { severity: 'warning' }),
    notification: alertmanager({ route: { receiver: 'slack', routes }, receivers: [{ name: 'slack' }] }),
  })

test('a route for a value that no alert has', () => {
  expect(
    told(idleRoute, routed({ matchers: ['severity="critcal"'] }, { matchers: ['team="x"'] })),
  ).toMatchInlineSnapshot(`
    "warning  idle-route   alertmanager.yml › route › routes[0]
      No alert has severity="critcal", so nothing takes this route; the nearest value of severity is critical.
      Correct the matchers, or remove the route.

    warning  idle-route   alertmanager.yml › route › routes[1]
      No alert has team="x", so nothing takes this route.
      Correct the matchers, or remove the route."
  `)
})

test('a route behind one that takes the same', () => {
  expect(
    told(idleRoute, routed({ matchers: ['severity=~"critical|warning"'] }, { matchers: ['severity="warning"'] })),
  ).toContain('The routes before it take every alert with severity="warning"')
})

test.each([
  ['a value that some alert has', routed({ matchers: ['severity="critical"'] })],
  ['the name of an alert', routed({ match: { alertname: 'Alert2' } })],
  [
    'the same, after one that continues',
    routed({ matchers: ['severity="critical"'], continue: true }, { matchers: ['severity="critical"'] }),
  ],
  ['an inner route', routed({ routes: [{ matchers: ['severity="warning"'] }] })],
])('a route for %s is fine', (_, of) => {
  expect(told(idleRoute, of)).toBe('')
})

test('an inner route whose outer route takes none of its alerts', () => {
  const of = routed({ matchers: ['severity="critical"'], routes: [{ matchers: ['alertname="Alert2"'] }] })
  expect(told(idleRoute, of)).toContain(
    'No alert has severity="critical", alertname="Alert2", so nothing takes this route',
  )
})

test('alerts that are not known may take any route', () => {
  const of = routed({ matchers: ['team="x"'] })
  expect(told(idleRoute, { ...of, ruleFiles: [] })).toBe('')
  expect(told(idleRoute, { ...of, scraping: undefined })).toBe('')
})

test('the route of our definitions is the compiler’s, so its matchers are nothing to correct', () => {
  const withoutWatchdog = ours.ruleFiles.map((file) => ({
    ...file,
    groups: file.groups.map((group) => ({
      ...group,
      rules: group.rules.filter(({ labels }) => labels.severity !== 'none'),
    })),
  }))
  expect(told(idleRoute, { ...ours, ruleFiles: withoutWatchdog })).toContain(
    "Add a watchdog, an alert with when: always and severity: 'none', or turn notify.watchdog off in stack.ts.",
  )
})
