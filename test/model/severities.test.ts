import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { notifyingOf } from '../../build/drills/notifying.ts'
import { describe as told } from '../../build/findings/problem.ts'
import { alert, group } from '../../build/language/alert.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { sum } from '../../build/language/functions.ts'
import { byComponent, type Job, job } from '../../build/language/job.ts'
import { stepsOf } from '../../build/language/panel.ts'
import { stat } from '../../build/language/panels.ts'
import { type Severity, severity } from '../../build/language/severity.ts'
import { misfits } from '../../build/model/jobs.ts'
import { levelsOf } from '../../build/model/severities.ts'
import type { Stack } from '../../build/stack/schema.ts'
import { alertmanager, alertmanagerConfig } from '../../build/targets/alertmanager.ts'
import { testWith } from '../support/tools.ts'
import { inFolder } from '../targets/alertmanager-server.ts'
import { notifying } from '../targets/stack.ts'
import { modelOf, pinned } from './definitions.ts'

const page = severity('page', { pages: true })
const ticket = severity('ticket', { tells: ['slack'] })
const info = severity('info', { tells: [] })

const api = job('pybase-api', { title: 'API', component: 'api', whenDown: page, address: 'api:1' })
const web = job('web', { title: 'Web', component: 'api', whenDown: page, address: 'web:1' })
const queue = exposedBy(api).gauge('queue', { help: 'For tests.' })
const depth = sum(queue)
const named = <const N extends string>(name: N, how: Severity, above = 1) =>
  alert<'Any', never, 'count'>(name as 'Any', {
    when: depth.above(above),
    severity: how,
    component: 'api',
    summary: 'Deep.',
    description: () => 'Deep.',
  })
const groupsOf = (...alerts: readonly ReturnType<typeof named>[]) =>
  modelOf({ jobs: [api], metrics: [queue], lines: [[stat('Depth', depth, 'For tests.')]], alerts }).groups

const ours = groupsOf(named('Told', info), named('Deep', ticket), named('Deeper', page, 2), named('Alive', 'none'))

testWith(['amtool'], 'a severity of one’s own goes where it says, and what pages silences the rest', ({ amtool }) =>
  inFolder(alertmanager(notifying('slack', 'pagerduty', 'email', 'watchdog'), ours), (folder) => {
    const file = join(folder, 'alertmanager/alertmanager.yml')
    const run = (...words: readonly string[]) => execFileSync(amtool, words, { encoding: 'utf8', stdio: 'pipe' }).trim()
    expect(run('check-config', file)).toContain('SUCCESS')
    const to = (name: string) =>
      run('config', 'routes', 'test', `--config.file=${file}`, 'alertname=Any', `severity=${name}`)
    expect(['page', 'ticket', 'info', 'none', 'strange'].map(to)).toEqual([
      ...['page', 'ticket', 'nobody', 'watchdog'],
      // What tells people and wakes nobody.
      'ticket',
    ])
  }),
)

test('its receivers tell on the channels that it names', () => {
  const config = alertmanagerConfig(notifying('slack', 'pagerduty', 'email'), ours)
  const ways = Object.fromEntries(
    config.receivers.map(({ name, ...rest }) => [name, Object.keys(rest).map((key) => key.replace('_configs', ''))]),
  )
  expect(ways).toEqual({ page: ['pagerduty', 'slack', 'email'], ticket: ['slack'], nobody: [] })
  expect(config.inhibit_rules).toEqual([
    {
      source_matchers: ['severity = "page"', 'component =~ ".+"'],
      target_matchers: ['severity =~ "ticket|info"', 'component =~ ".+"'],
      equal: ['component'],
    },
  ])
  expect(JSON.stringify(config)).toContain('"severity":"critical"')
  expect(notifyingOf(config, levelsOf(ours)).severities).toEqual({ pages: ['page'], tickets: ['ticket'] })
})

test('a team’s receiver says for each of them how bad it is', () => {
  const stack = notifying('slack', 'pagerduty')
  const notify: Stack['notify'] = {
    ...stack.notify,
    receivers: { payments: { pagerduty: 'pagerduty_payments' } },
    routes: [{ labels: { team: 'payments' }, receiver: 'payments' }],
  }
  const [file] = alertmanager({ ...stack, notify }, ours)
  const config = parse(file?.text ?? '')
  expect(config.route.routes[0].matchers).toEqual(['severity =~ "page|ticket|info"', 'team = "payments"'])
  expect(config.receivers.find(({ name }: { name: string }) => name === 'payments').pagerduty_configs[0].severity).toBe(
    '{{ if eq .CommonLabels.severity "ticket" "info" }}warning{{ else }}critical{{ end }}',
  )
})

test('colours follow what a severity does, and jobs that are equally bad to lose are one rule', () => {
  const color = (how: Severity) => stepsOf({ alert: named('Deep', how) }).at(-1)?.color
  expect([page, ticket, info].map(color)).toEqual(['red', 'orange', 'blue'])
  expect(byComponent<Job>([api, web])).toMatchObject([{ severity: page, jobs: [api, web] }])
})

test('one name with two meanings, a route for nobody and a receiver that is taken are refused', () => {
  const other = severity('page')
  const { notify } = pinned
  const stack: Stack = {
    ...pinned,
    notify: {
      ...notify,
      receivers: { ticket: { slack: '#a' } },
      routes: [{ labels: { team: 'a' }, severities: ['pages'], receiver: 'ticket' }],
    },
  }
  const problems = misfits(
    '/',
    stack,
    [api],
    [
      {
        file: 'alerts/a.ts',
        name: 'a',
        value: group(named('Deep', page), named('Deeper', other), named('Slow', ticket)),
      },
    ],
  )
  const text = problems.map(told).join('\n')
  expect(text).toContain(`error  alerts/a.ts › alert Deeper
  Its severity is page, which does not page and tells on slack, email; that of Deep has the same name and pages and tells on pagerduty, slack, email.
  Make the severity once, export it, and take it from there in both.`)
  expect(text).toContain(`error  stack.ts › notify.routes.0.severities
  There is no severity pages; alerts have page and ticket.
  Write page.`)
  expect(text).toContain('A receiver of your own is called ticket, like the receiver of alerts with severity="ticket".')
})

test.each([
  [() => severity('critical'), "'critical' is there already."],
  [() => severity('nobody'), "'nobody' is there already."],
  [() => severity('P1'), "Write it as it stands in the label: 'page'."],
  [() => severity('page', { tells: ['pager'] as never }), "'pagerduty'"],
  [() => named('Deep', 'crit' as never), "Did you mean 'critical'?"],
  [() => named('Deep', 'sev1' as never), "or make one of your own: severity('page', { pages: true })."],
])('what is no severity is refused', (make, message) => {
  let said = ''
  try {
    make()
  } catch (error) {
    said = (error as { readonly problems: Parameters<typeof told>[0][] }).problems.map(told).join('\n')
  }
  expect(said).toContain(message)
})
