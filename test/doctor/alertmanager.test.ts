import { expect, test } from 'vitest'
import { alertmanagerExaminations } from '../../build/doctor/alertmanager/all.ts'
import { projected } from '../../build/doctor/alertmanager/projection.ts'
import { connect } from '../../build/doctor/client/connect.ts'
import { generated } from '../../build/doctor/context.ts'
import { type Examined, examine } from '../../build/doctor/examine.ts'
import { generatedFor } from '../live/stack/generated.ts'
import { testWith } from '../support/tools.ts'
import { eventually } from '../support/until.ts'
import { startAlertmanager } from './alertmanager.ts'
import { serve } from './serve.ts'

// Against a real Alertmanager of Debian 12, which is what `versions: debian12` builds for.

const built = await generatedFor({ set: 'debian12', settings: { versions: 'debian12' } })
const configuration = generated(built, 'alertmanager/alertmanager.yml')

async function examined(url: string): Promise<readonly Examined[]> {
  // A client keeps what it was told.
  const client = connect({ insecure: false, environment: {} })
  const servers = { prometheus: client('prometheus', 'http://127.0.0.1:1'), alertmanager: client('alertmanager', url) }
  return examine({ ...built, servers }, alertmanagerExaminations)
}

const told = (all: readonly Examined[]): readonly string[] =>
  all.flatMap(({ findings }) => findings.map(({ severity, where, what }) => `${severity}  ${where}: ${what}`))

const nextOf = (all: readonly Examined[]): readonly string[] =>
  all.flatMap(({ findings }) => findings.map(({ next }) => next))

/** The URL of a server that answers everything with this. */
async function serving(body: unknown): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (await serve((_, response) => void response.end(text))).url
}

const alert = (alertname: string, severity: string, component: string, labels = {}) => ({
  labels: { alertname, severity, component, ...labels },
})
const watchdog = alert('PyBaseWatchdog', 'none', 'monitoring')

testWith(['alertmanager'], 'a healthy one', async ({ alertmanager }) => {
  await using server = await startAlertmanager(alertmanager, configuration)
  await server.post('/alerts', [watchdog])
  await eventually(
    async () => told(await examined(server.url)).length === 0,
    () => 'not within half a minute: the watchdog',
  )
  const all = await examined(server.url)
  expect(all.map(({ id, status, facts }) => [id.replace('alertmanager-', ''), status, ...facts])).toEqual([
    ['reachable', 'passed', server.url],
    ['version', 'passed', 'version 0.25.0'],
    ['configuration', 'passed'],
    ['watchdog', 'passed', 'PyBaseWatchdog arrives'],
    ['silences', 'passed'],
    ['inhibited', 'passed', '1 alert fires'],
  ])
})

testWith(['alertmanager'], 'each thing that somebody changed in its configuration', async ({ alertmanager }) => {
  await using server = await startAlertmanager(alertmanager, configuration)
  await server.post('/alerts', [watchdog])
  await eventually(
    async () => told(await examined(server.url)).length === 0,
    () => 'not within half a minute: the watchdog',
  )
  const changed = async (pattern: string | RegExp, into: string): Promise<readonly string[]> => {
    const text = configuration.replace(pattern, into)
    expect(text).not.toBe(configuration)
    await server.load(text)
    return told(await examined(server.url)).map((line) =>
      line.replace(/^error {2}alertmanager\/alertmanager\.yml: /, ''),
    )
  }
  expect(await changed('repeat_interval: 4h', 'repeat_interval: 240m')).toEqual([])
  expect(await changed('repeat_interval: 4h', 'repeat_interval: 12h')).toEqual([
    'Against the generated file, the route for anything else: repeat_interval 4h → 12h.',
  ])
  expect(
    await changed(/- severity = "critical"\n( +)receiver: critical/, '- severity = "critical"\n$1receiver: warning'),
  ).toEqual([
    'Against the generated file, nobody is paged, no longer by pagerduty.',
    'Against the generated file, alerts of severity="critical" go to warning now, no longer to critical.',
  ])
  expect(await changed(/- severity = "critical"\n( +)receiver: critical/, '$&\n$1continue: true')).toEqual([
    'Against the generated file, the route for severity="critical": continue set to true.',
  ])
  expect(await changed("channel: '#pybase-alerts'", "channel: '#random'")).toEqual([
    'Against the generated file, receiver critical: slack: channel #pybase-alerts → #random.',
  ])
  expect(await changed(/ {4}equal:\n {6}- component\n/, '    equal: [instance]\n')).toEqual([
    expect.stringMatching(/no longer do alerts of .* silence those of .* of the same component\.$/),
    expect.stringMatching(/silence those of .* of the same instance now\.$/),
  ])
  expect(
    await changed('  - name: nobody', '  - name: nobody\n    webhook_configs: [{ url: http://example.org }]'),
  ).toEqual(['Against the generated file, receiver nobody also tells webhook.'])
  expect(nextOf(await examined(server.url))).toEqual([
    'Bring the generated folder alertmanager/ to the server and reload: `docker compose exec alertmanager kill -HUP 1`.',
  ])
})

testWith(['alertmanager'], 'alerts that nobody hears of', async ({ alertmanager }) => {
  await using server = await startAlertmanager(alertmanager, configuration)
  expect(told(await examined(server.url))).toEqual([
    'error  alert PyBaseWatchdog: It always fires, to prove that alerts arrive, and Alertmanager does not have it.',
  ])

  const silence = (name: string) => ({
    matchers: [{ name: 'alertname', value: name, isRegex: false, isEqual: true }],
    startsAt: '2020-01-01T00:00:00Z',
    endsAt: '2120-01-01T00:00:00Z',
    createdBy: 'ada',
    comment: 'new\ndisk',
  })
  await server.post('/silences', silence('PyBaseTargetDown'))
  await server.post('/silences', silence('PyBaseDiskSpaceLow'))
  await server.post('/alerts', [
    watchdog,
    alert('PyBaseTargetDown', 'critical', 'redis', { job: 'redis' }),
    alert('PyBaseApiErrorRateHigh', 'critical', 'api'),
    alert('PyBaseApiLatencyHigh', 'warning', 'api'),
  ])
  const expected = [
    'warning  Alertmanager › silence ID: Nobody hears of PyBaseTargetDown {job="redis"}, until ' +
      '2120-01-01T00:00:00.000Z: ada, who silenced that, says "new disk".',
    'note  alert PyBaseApiLatencyHigh: It fires, and nobody is told, since PyBaseApiErrorRateHigh fires too: that is meant.',
  ]
  const lines = async () =>
    told(await examined(server.url)).map((line) => line.replace(/silence [\w-]+:/, 'silence ID:'))
  await eventually(
    async () => (await lines()).length === expected.length,
    () => 'not within half a minute: the alerts',
  )
  expect(await lines()).toEqual(expected)
  const all = await examined(server.url)
  expect(all.find(({ id }) => id === 'alertmanager-silences')?.facts).toEqual(['2 active silences'])
  expect(nextOf(all)[0]).toMatch(/^If the work is done, end it: amtool silence expire [\w-]+ --alertmanager.url=http/)
})

test('one that does not answer, whose later steps are pointless', async () => {
  const all = await examined('http://127.0.0.1:1')
  expect(told(all)).toEqual([expect.stringContaining('refuses the connection: nothing listens there.')])
  expect(all.map(({ status }) => status)).toEqual(['failed', 'skipped', 'skipped', 'skipped', 'skipped', 'skipped'])
})

test.each([
  ['a web page', '<html>', 'with a web page.'],
  ['no configuration', { config: {}, versionInfo: { version: '0.25.0' } }, 'config.original is not as documented'],
])('one that answers %s', async (_, body, sentence) => {
  expect(told(await examined(await serving(body)))).toEqual([expect.stringContaining(sentence)])
})

test.each(['', ': [', '- a', 'route: [x]', 'scrape_configs: []'])('one whose configuration is %j', async (original) => {
  const url = await serving({ config: { original }, versionInfo: { version: '0.25.0' } })
  expect(told(await examined(url))).toContainEqual(
    expect.stringContaining('Alertmanager tells a configuration that cannot be read'),
  )
})

test('a masked secret is the one that was meant', () => {
  const receivers = (url: string) => ({ receivers: [{ name: 'a', webhook_configs: [{ url }] }] })
  expect(projected(receivers('<secret>'), receivers('https://x.example'))).toEqual(receivers('https://x.example'))
  expect(projected(receivers('https://y.example'), receivers('https://x.example'))).toEqual(
    receivers('https://y.example'),
  )
})
