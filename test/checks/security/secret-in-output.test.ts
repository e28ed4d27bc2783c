import { expect, test } from 'vitest'
import { secretInOutput } from '../../../build/checks/security/secret-in-output.ts'
import { alertmanager, composed, grafana } from '../stack.ts'
import { alert, dashboard, ours, subject, told } from '../subject.ts'

// In pieces, so that no scanner takes this file for a leak.
const slackUrl = ['https://hooks.slack.com', 'services', 'T0000', 'B0000', 'abcdefgh'].join('/')
const notified = (receiver: object) =>
  subject({ notification: alertmanager({ receivers: [{ name: 'it', ...receiver }] }) })

test('secrets of Alertmanager, which are not repeated', () => {
  const said = told(
    secretInOutput,
    notified({ slack_configs: [{ api_url: slackUrl }], pagerduty_configs: [{ routing_key: 'abcdef' }] }),
  )
  expect(said).toMatchInlineSnapshot(`
    "error  secret-in-output   alertmanager.yml › receivers[0] › slack_configs[0] › api_url
      This holds the URL of a Slack webhook.
      Take it out and replace it where it was issued, for it is known now; write the path of a file that holds the new one.

    error  secret-in-output   alertmanager.yml › receivers[0] › pagerduty_configs[0] › routing_key
      The value of routing_key is written here.
      Take it out and replace it where it was issued, for it is known now; write the path of a file that holds the new one."
  `)
  expect(said).not.toMatch(/abcdef/)
})

test.each([
  ['an annotation', subject({ rules: [alert({ expr: 'up == 0', annotations: { runbook: `Tell ${slackUrl}` } })] })],
  [
    'a dashboard',
    subject({
      dashboards: [
        dashboard([], { json: { links: [{ url: ['https://ops:', 'hunter22', '@example.org'].join('') }] } }),
      ],
    }),
  ],
  [
    'a data source',
    subject({
      provisioning: grafana({
        datasources: [{ name: 'x', secureJsonData: { httpHeaderValue1: `glsa_${'x'.repeat(24)}` } }],
      }),
    }),
  ],
  ['an environment', composed({ exporter: { image: 'x:1', environment: ['PG_PASSWORD=hunter22'] } })],
  [
    'the environment as a mapping',
    composed({ exporter: { image: 'x:1', environment: { REDIS_PASSWORD: 'hunter22' } } }),
  ],
  [
    'prometheus.yml',
    subject({
      scraping: ours.scraping && {
        ...ours.scraping,
        config: { remote_write: [{ basic_auth: { password: 'hunter22' } }] },
      },
    }),
  ],
])('%s', (_, of) => {
  expect(told(secretInOutput, of)).toContain('secret-in-output')
})

test.each([
  [
    'files',
    notified({
      slack_configs: [{ api_url_file: '/run/secrets/slack' }],
      pagerduty_configs: [{ routing_key_file: '/x' }, { routing_key: 'PAGERDUTY_ROUTING_KEY' }],
    }),
  ],
  [
    'placeholders',
    notified({
      pagerduty_configs: [{ routing_key: '<secret>' }],
      webhook_configs: [{ url: 'https://example.org/hook' }],
    }),
  ],
  [
    'variables',
    composed({
      exporter: { image: 'x:1', environment: { PG_PASSWORD: `\${PG_PASSWORD}`, X_PASSWORD__FILE: '/run/secrets/x' } },
    }),
  ],
  [
    'a variable in a URL',
    composed({
      exporter: { image: 'x:1', environment: { DATA_SOURCE_NAME: `postgresql://me:\${PASSWORD}@db:5432/x` } },
    }),
  ],
  [
    'prose',
    subject({
      rules: [alert({ expr: 'up == 0', annotations: { description: 'The password: ask https://example.org' } })],
    }),
  ],
])('%s are fine', (_, of) => {
  expect(told(secretInOutput, of)).toBe('')
})
