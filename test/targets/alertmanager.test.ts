import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Stack } from '../../build/stack/schema.ts'
import { alertmanager } from '../../build/targets/alertmanager.ts'
import { testWith } from '../support/tools.ts'
import { eventually } from '../support/until.ts'
import { inFolder, listener, withAlertmanager } from './alertmanager-server.ts'
import { notifying, pinned } from './stack.ts'

const integrations = ['slack', 'pagerduty', 'email', 'watchdog'] as const
const combinations = Array.from({ length: 2 ** integrations.length }, (_, bits) =>
  integrations.filter((_, index) => bits & (1 << index)),
)
const text = (stack: Stack) => alertmanager(stack)[0]?.text ?? ''

/** What a program prints; its complaints are part of the error when it fails. */
const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' })

describe('alertmanager.yml', () => {
  test('has no secret: what is one is a file below /run/secrets', () => {
    const secrets = [...text(notifying(...integrations)).matchAll(/\w+_file: (.*)/g)].map(([, path]) => path)
    expect(new Set(secrets)).toEqual(
      new Set(['slack_api_url', 'pagerduty_routing_key', 'smtp_auth_password'].map((name) => `/run/secrets/${name}`)),
    )
    expect(text(notifying(...integrations))).not.toMatch(/(api_url|routing_key|auth_password|service_key): /)
  })

  test('reads the secrets in the folder of the settings', () => {
    const stack = notifying(...integrations)
    const elsewhere = text({ ...stack, notify: { ...stack.notify, secrets: '/etc/pybase/secrets' } })
    expect(elsewhere).toContain('api_url_file: /etc/pybase/secrets/slack_api_url\n')
    expect(elsewhere).not.toContain('/run/secrets')
  })

  test('names the address of PagerDuty only where it is another one', () => {
    const { notify } = pinned
    const url = 'https://events.eu.pagerduty.com/v2/enqueue'
    const european = { ...pinned, notify: { ...notify, pagerduty: { ...notify.pagerduty, url } } }
    expect(text(pinned)).not.toContain('events.pagerduty.com')
    expect(text(european)).toContain(
      `pagerduty_configs:\n      - routing_key_file: /run/secrets/pagerduty_routing_key\n        url: ${url}\n`,
    )
  })

  test('tells the dead man’s switch nothing when the watchdog ends', () => {
    expect(text(pinned)).toContain(`- url: ${pinned.notify.watchdog.url}\n        send_resolved: false\n`)
  })

  testWith(['amtool'], 'is accepted by amtool whatever is switched off', async ({ amtool }) => {
    for (const on of combinations)
      await inFolder(alertmanager(notifying(...on)), (folder) => {
        const file = join(folder, 'alertmanager/alertmanager.yml')
        const report = run(amtool, 'check-config', file)
        expect(report, on.join()).toMatch(/SUCCESS[\s\S]*1 templates\s+SUCCESS/)
      })
  })

  testWith(['amtool'], 'routes each severity to a receiver that hears it', async ({ amtool }) => {
    const receivers = (stack: Stack): Promise<readonly string[]> =>
      inFolder(alertmanager(stack), (folder) =>
        ['critical', 'warning', 'none', 'unheard-of'].map((severity) => {
          const file = `--config.file=${join(folder, 'alertmanager/alertmanager.yml')}`
          const labels = ['alertname=PyBaseAlert', 'component=api', `severity=${severity}`]
          return run(amtool, 'config', 'routes', 'test', file, ...labels).trim()
        }),
      )
    expect(await receivers(notifying(...integrations))).toEqual(['critical', 'warning', 'watchdog', 'warning'])
    expect(await receivers(notifying('pagerduty'))).toEqual(['critical', 'nobody', 'nobody', 'nobody'])
    expect(await receivers(notifying('slack'))).toEqual(['critical', 'warning', 'nobody', 'warning'])
    expect(await receivers(notifying('watchdog'))).toEqual(['nobody', 'nobody', 'watchdog', 'nobody'])
    expect(await receivers(notifying())).toEqual(['nobody', 'nobody', 'nobody', 'nobody'])
  })

  testWith(['amtool'], 'routes what is a team’s to the team, in its own channel and service', async ({ amtool }) => {
    const stack = notifying('slack', 'pagerduty')
    const notify: Stack['notify'] = {
      ...stack.notify,
      receivers: { payments: { slack: '#pay', pagerduty: 'pagerduty_payments' }, odd: { email: 'odd@example.org' } },
      routes: [
        {
          labels: { team: 'payments', tier: 'the "first"' },
          severities: ['critical', 'warning'],
          receiver: 'payments',
        },
        { labels: { team: 'odd' }, severities: ['warning'], receiver: 'odd' },
      ],
    }
    await inFolder(alertmanager({ ...stack, notify }), (folder) => {
      const file = join(folder, 'alertmanager/alertmanager.yml')
      expect(run(amtool, 'check-config', file)).toContain('SUCCESS')
      const to = (...labels: readonly string[]) =>
        run(amtool, 'config', 'routes', 'test', `--config.file=${file}`, 'alertname=Any', ...labels).trim()
      const first = 'tier="the \\"first\\""'
      expect(to('severity=critical', 'team=payments', first)).toBe('payments')
      expect(to('severity=warning', 'team=payments', first)).toBe('payments')
      expect(to('severity=critical', 'team=payments')).toBe('critical')
      expect(to('severity=none', 'team=payments', first)).toBe('nobody')
      // E-mail is switched off, so that nobody would hear of it.
      expect(to('severity=warning', 'team=odd')).toBe('nobody')
      expect(to('severity=critical', 'team=odd')).toBe('critical')
    })
    const config = text({ ...stack, notify })
    expect(config).toContain("channel: '#pay'")
    expect(config).toContain('routing_key_file: /run/secrets/pagerduty_payments')
  })
})

testWith(['amtool'], 'messages without markup say the same', ({ amtool }) =>
  inFolder(alertmanager(pinned), (folder) => {
    const data = {
      status: 'resolved',
      groupLabels: { alertname: 'PyBaseApiLatencyHigh' },
      alerts: [
        {
          status: 'resolved',
          annotations: { summary: 'The API is slow.', description: 'p95 > 1s', runbook_url: 'http://runbooks' },
          generatorURL: 'http://prometheus',
        },
      ],
    }
    const file = join(folder, 'data.json')
    writeFileSync(file, JSON.stringify(data))
    const render = (name: string) =>
      run(
        amtool,
        'template',
        'render',
        `--template.glob=${join(folder, 'alertmanager/*.tmpl')}`,
        `--template.text={{ template "${name}" . }}`,
        `--template.data=${file}`,
      ).trim()
    expect(render('pybase.title')).toBe('[RESOLVED] PyBaseApiLatencyHigh')
    expect(render('pybase.plain')).toBe(
      'Resolved: The API is slow.\np95 > 1s\nRunbook: http://runbooks\nQuery: http://prometheus',
    )
    expect(render('pybase.dashboard')).toBe('')
  }),
)

const alert = (alertname: string, severity: string, labels: Readonly<Record<string, string>> = {}) => ({
  labels: { alertname, severity, ...labels },
})

testWith(['alertmanager'], 'a critical alert silences the warnings of its component, and nothing else', (tools) =>
  withAlertmanager(tools.alertmanager, alertmanager(notifying()), async (server) => {
    await server.post([
      alert('ApiErrors', 'critical', { component: 'api' }),
      alert('ApiSlow', 'warning', { component: 'api' }),
      alert('ApiSlowSomewhere', 'warning', { component: 'api', instance: 'backend:8000' }),
      alert('ApiDown', 'critical', { component: 'api', instance: 'backend:8000' }),
      alert('ExtractionSlow', 'warning', { component: 'extraction' }),
      alert('RedisFull', 'warning', { component: 'redis', instance: 'backend:8000' }),
      alert('Watchdog', 'none', { component: 'api' }),
      alert('StrangeCritical', 'critical'),
      alert('StrangeWarning', 'warning'),
    ])
    const expected = {
      ApiErrors: [],
      ApiDown: [],
      ApiSlow: ['api'],
      ApiSlowSomewhere: ['api'],
      ExtractionSlow: [],
      RedisFull: [],
      Watchdog: [],
      StrangeCritical: [],
      StrangeWarning: [],
    }
    // Which of two critical alerts is named as the inhibitor is Alertmanager's choice.
    const components = async () =>
      Object.fromEntries(
        Object.entries(await server.inhibitions()).map(([name, by]) => [
          name,
          [...new Set(by.map((other) => (['ApiErrors', 'ApiDown'].includes(other) ? 'api' : other)))],
        ]),
      )
    await eventually(
      async () => (await components()).ApiSlow?.length === 1,
      () => 'ApiErrors does not inhibit ApiSlow',
    )
    expect(await components()).toEqual(expected)
  }),
)

testWith(['alertmanager'], 'a warning silences no critical alert, and both are heard when alone', (tools) =>
  withAlertmanager(tools.alertmanager, alertmanager(notifying()), async (server) => {
    await server.post([alert('ApiSlow', 'warning', { component: 'api' })])
    await server.post([alert('DatabaseDown', 'critical', { component: 'database' })])
    await eventually(
      async () => Object.keys(await server.inhibitions()).length === 2,
      () => 'the alerts do not arrive',
    )
    expect(await server.inhibitions()).toEqual({ ApiSlow: [], DatabaseDown: [] })
  }),
)

testWith(['alertmanager'], 'people read what happened, and the watchdog is heard at once', async (tools) => {
  const { url, received, server: heard } = await listener()
  const stack = notifying('slack', 'watchdog')
  const watched = {
    ...stack,
    notify: { ...stack.notify, watchdog: { ...stack.notify.watchdog, url: `${url}/watchdog` } },
  }
  try {
    await inFolder([], async (folder) => {
      writeFileSync(join(folder, 'slack_api_url'), `${url}/slack\n`)
      const settings = { ...watched, notify: { ...watched.notify, secrets: folder } }
      // Half a minute in which alerts are gathered is too long for a test.
      const files = alertmanager(settings).map(({ path, text }) => ({
        path,
        text: text.replace('group_wait: 30s', 'group_wait: 1s'),
      }))
      await withAlertmanager(tools.alertmanager, files, async (server) => {
        await server.post([
          alert('PyBaseWatchdog', 'none', { component: 'monitoring' }),
          {
            ...alert('PyBaseApiLatencyHigh', 'warning', { component: 'api' }),
            annotations: {
              summary: 'The API is slow.',
              description: 'The p95 of GET /<id> & co. is > 1s.',
              runbook_url: 'http://runbooks.example.org/PyBaseApiLatencyHigh.md',
              dashboard_url: 'http://grafana.example.org/d/pybase-api-performance',
            },
          },
        ])
        await eventually(
          () => received.length >= 2,
          () => `heard only ${JSON.stringify(received)}`,
        )
      })
    })
  } finally {
    heard.close()
    heard.closeAllConnections()
  }
  const slack = received.find(({ path }) => path === '/slack')?.body
  expect(received.find(({ path }) => path === '/watchdog')?.body).toMatchObject({
    receiver: 'watchdog',
    status: 'firing',
  })
  expect(slack).toMatchObject({
    channel: '#pybase-alerts',
    attachments: [
      {
        title: '[FIRING:1] PyBaseApiLatencyHigh (api)',
        title_link: 'http://grafana.example.org/d/pybase-api-performance',
        text: [
          '*The API is slow.*',
          'The p95 of GET /&lt;id&gt; &amp; co. is &gt; 1s.',
          'warning · <http://prometheus.example.org/graph|Query>' +
            ' · <http://runbooks.example.org/PyBaseApiLatencyHigh.md|Runbook>' +
            ' · <http://grafana.example.org/d/pybase-api-performance|Dashboard>',
          '',
        ].join('\n'),
      },
    ],
  })
})
