import { describe, expect, test } from 'vitest'
import { changesOf, type Edit, told } from './stack.ts'

type Row = readonly [name: string, edit: Edit, lines: readonly string[]]

const scraping: readonly Row[] = [
  [
    'another job',
    { 'prometheus.scrape_configs.1': { job_name: 'node', static_configs: [{ targets: ['node:9100'] }] } },
    ['data: scrape job redis is removed: redis:9121', 'data: scrape job node is new: node:9100'],
  ],
  [
    'a target',
    { 'prometheus.scrape_configs.0.static_configs.0.targets': ['api:9000'] },
    ['data: scrape job api: target api:8000 → api:9000'],
  ],
  [
    'targets',
    { 'prometheus.scrape_configs.0.static_configs.0.targets': ['api:8000', 'b:1', 'c:1'] },
    ['data: scrape job api also scrapes b:1 and c:1'],
  ],
  [
    'a path',
    { 'prometheus.scrape_configs.1.metrics_path': '/scrape' },
    ['data: scrape job redis: metrics_path /metrics → /scrape'],
  ],
  ['how often', { 'prometheus.global.scrape_interval': '30s' }, ['data: Prometheus: global.scrape_interval 15s → 30s']],
  [
    'when rules are evaluated',
    { 'prometheus.global.evaluation_interval': '1m' },
    ['alerting: Prometheus: global.evaluation_interval 15s → 1m'],
  ],
  [
    'which rules are loaded',
    { 'prometheus.rule_files': ['rules.yml'] },
    ['alerting: Prometheus: rule_files [alerts/*.yml] → [rules.yml]'],
  ],
]

const notification: readonly Row[] = [
  [
    'who is told',
    { 'alertmanager.route.routes.0.receiver': 'chat' },
    [
      'alerting: nobody is paged, no longer by pagerduty',
      'alerting: alerts of severity="critical" go to chat now, no longer to pager',
    ],
  ],
  [
    'how soon',
    { 'alertmanager.route.group_wait': '1m' },
    ['alerting: the route for anything else: group_wait 30s → 1m'],
  ],
  [
    'no route',
    { 'alertmanager.route.routes.0': undefined },
    [
      'alerting: nobody is paged, no longer by pagerduty',
      'alerting: the route for severity="critical" to pager is removed',
    ],
  ],
  ['the writing of a matcher', { 'alertmanager.route.routes.0.matchers': ['severity="critical"'] }, []],
  [
    'what is held back',
    { 'alertmanager.inhibit_rules.0.equal': ['instance'] },
    [
      'alerting: no longer do alerts of severity="critical" silence those of severity="warning" of the same component',
      'alerting: alerts of severity="critical" silence those of severity="warning" of the same instance now',
    ],
  ],
  [
    'a channel',
    { 'alertmanager.receivers.0.slack_configs.0.channel': '#shop' },
    ['alerting: receiver chat: slack: channel #ops → #shop'],
  ],
  [
    'another way',
    { 'alertmanager.receivers.0.email_configs': [{ to: 'a@example.org' }] },
    ['alerting: receiver chat also tells email'],
  ],
  [
    'a secret',
    { 'alertmanager.receivers.1.pagerduty_configs.0.routing_key': 'SECRET-9' },
    ['alerting: receiver pager: pagerduty: routing_key changed'],
  ],
]

const operation: readonly Row[] = [
  [
    'a version',
    { 'compose.services.prometheus.image': 'prom/prometheus:v3.15.0' },
    ['operation: service prometheus runs prom/prometheus v3.14.0 → v3.15.0'],
  ],
  [
    'an image',
    { 'compose.services.grafana.image': 'grafana/grafana-oss:13.2.2' },
    ['operation: service grafana runs grafana/grafana-oss:13.2.2, no longer grafana/grafana:13.2.2'],
  ],
  [
    'a flag',
    { 'compose.services.prometheus.command.0': '--storage.tsdb.retention.time=30d' },
    ['operation: service prometheus: command: --storage.tsdb.retention.time 15d → 30d'],
  ],
  [
    'a port',
    { 'compose.services.prometheus.ports.1': '9091:9091' },
    ['operation: service prometheus: ports: 9091:9091 added'],
  ],
  ['a service', { 'compose.services.node': { image: 'node:1' } }, ['operation: service node is new (node:1)']],
  [
    'a password',
    { 'compose.services.grafana.environment.GF_SECURITY_ADMIN_PASSWORD': 'SECRET-4' },
    ['operation: service grafana: environment.GF_SECURITY_ADMIN_PASSWORD changed'],
  ],
  [
    'a data source',
    { 'provisioning.datasources.0.url': 'http://mimir' },
    ['data: data source Prometheus: url http://prometheus:9090 → http://mimir'],
  ],
  [
    'a runbook',
    (stack) => {
      stack.runbook = stack.runbook.replace('It is slow.', 'It is very slow.')
    },
    ['appearance: the runbook ApiSlow is reworded'],
  ],
  [
    'what a runbook says again of its rule',
    (stack) => {
      stack.runbook = stack.runbook.replace('Old.', 'New.').replace('| critical |', '| warning |')
    },
    [],
  ],
]

describe.each([
  ['scraping', scraping],
  ['notification', notification],
  ['operation', operation],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_name, edit, lines) => {
    expect(told(edit)).toEqual(lines)
  })
})

test('no secret is told', () => {
  const changes = changesOf((stack) => {
    stack.alertmanager.receivers = []
    stack.compose.services = {
      db: { image: 'db', environment: { DB_URL: 'postgres://me:SECRET-5@db/x', API_TOKEN: 'SECRET-6' } },
    }
  })
  expect(changes.length).toBeGreaterThan(3)
  expect(JSON.stringify(changes)).not.toContain('SECRET')
})

test('a whole file that is gone is told by its parts', () => {
  expect(told(({ prometheus }) => prometheus.scrape_configs.splice(0)).length).toBe(2)
})
