import { describe, expect, test } from 'vitest'
import { unmountedFile } from '../../../build/checks/wiring/unmounted-file.ts'
import { composed, grafana, scraping } from '../stack.ts'
import { alert, dashboard, panel, subject, told } from '../subject.ts'

const rules = {
  scraping: scraping(['app:80'], { ruleFiles: ['rules/*.yml'] }),
  ruleFiles: [{ file: 'rules/a.yml', groups: [] }],
}
const prometheus = (...volumes: readonly unknown[]) =>
  composed({ prometheus: { image: 'prom/prometheus:v3', volumes } }, rules)

test('rules that are not mounted', () => {
  expect(told(unmountedFile, prometheus('./prometheus.yml:/etc/prometheus/prometheus.yml:ro'))).toMatchInlineSnapshot(`
    "error  unmounted-file   docker-compose.yml › prometheus
      rule_files: rules/*.yml is read from /etc/prometheus/rules in the container of prometheus, and nothing is mounted there.
      Mount the folder that holds it at /etc/prometheus/rules, or correct the path."
  `)
})

test('another folder than that of the rules', () => {
  expect(told(unmountedFile, prometheus('./:/etc/prometheus', './old:/etc/prometheus/rules'))).toContain(
    'where ./old is mounted; rules/a.yml is not in there',
  )
})

test('the folder that a flag names', () => {
  const service = {
    image: 'prom/prometheus:v3',
    command: '--config.file=/config/prometheus.yml',
    volumes: ['./:/etc/prometheus'],
  }
  expect(told(unmountedFile, composed({ prometheus: service }, rules))).toContain(
    'Its configuration is read from /config/prometheus.yml',
  )
})

test('another folder than that of the configuration', () => {
  const of = composed(
    { alertmanager: { image: 'prom/alertmanager:v0.28.0', volumes: ['./old:/etc/alertmanager'] } },
    { notification: { place: { file: 'alertmanager/alertmanager.yml', path: [] }, config: {} } },
  )
  expect(told(unmountedFile, of)).toContain('where ./old is mounted; alertmanager/alertmanager.yml is not in there')
})

test('an absolute pattern that leads elsewhere', () => {
  const of = composed(
    { prometheus: { image: 'prom/prometheus:v3', volumes: ['./:/etc/prometheus'] } },
    { ...rules, scraping: scraping(['app:80'], { ruleFiles: ['/etc/prometheus/alerts/*.yml'] }) },
  )
  expect(told(unmountedFile, of)).toContain('rule_files: /etc/prometheus/alerts/*.yml is read from')
})

describe('runbooks among the public files of Grafana', () => {
  const linked = (runbook_url: string, ...volumes: readonly string[]) =>
    composed(
      {
        grafana: { image: 'grafana/grafana:13.0.0', volumes, environment: { GF_SERVER_ROOT_URL: 'http://g.example/' } },
      },
      { ruleFiles: subject({ rules: [alert({ expr: 'up < 1', annotations: { runbook_url } })] }).ruleFiles },
    )
  const url = 'http://g.example/public/runbooks/a.html'

  test('not mounted', () => {
    expect(told(unmountedFile, linked(url))).toContain('The folder of the runbooks is read from')
  })

  test.each([
    ['mounted', linked(url, './runbooks:/usr/share/grafana/public/runbooks')],
    ['elsewhere', linked('http://wiki.example/public/runbooks/a.html')],
  ])('%s is fine', (_, of) => {
    expect(told(unmountedFile, of)).toBe('')
  })
})

test.each([
  ['the whole folder', prometheus('./:/etc/prometheus:ro')],
  ['each by itself', prometheus('./prometheus.yml:/etc/prometheus/prometheus.yml', './rules:/etc/prometheus/rules')],
  ['in the long form', prometheus({ type: 'bind', source: '.', target: '/etc/prometheus' })],
  ['a volume', prometheus('config:/etc/prometheus')],
  ['a folder of a variable', prometheus(`\${CONFIG}:/etc/prometheus`)],
  ['an image of its own', composed({ prometheus: { build: '.', image: 'mine/prometheus:1' } }, rules)],
])('%s is fine', (_, of) => {
  expect(told(unmountedFile, of)).toBe('')
})

describe('Grafana', () => {
  const provided = (...volumes: readonly string[]) =>
    composed(
      { grafana: { image: 'grafana/grafana:13.0.0', volumes } },
      {
        provisioning: grafana({ providers: [{ name: 'files', options: { path: '/var/lib/dashboards' } }] }),
        dashboards: [dashboard([panel({})], { file: 'dashboards/a.json' })],
      },
    )

  test('a folder of dashboards that is not mounted', () => {
    expect(told(unmountedFile, provided('./grafana:/etc/grafana/provisioning'))).toContain(
      'The provider files is read from /var/lib/dashboards in the container of grafana, and nothing is mounted there',
    )
  })

  test('dashboards in the place of the provider', () => {
    expect(told(unmountedFile, provided('./dashboards:/etc/grafana/provisioning/dashboards'))).toContain(
      'The provider files',
    )
  })

  test('another folder', () => {
    const said = told(unmountedFile, provided('./grafana:/etc/grafana/provisioning', './other:/var/lib/dashboards'))
    expect(said).toContain('where ./other is mounted; dashboards/a.json is not in there')
  })

  test('both are fine where they are read', () => {
    expect(
      told(unmountedFile, provided('./grafana:/etc/grafana/provisioning', './dashboards:/var/lib/dashboards')),
    ).toBe('')
  })
})
