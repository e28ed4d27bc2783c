import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cli } from '../../commands/cli.ts'
import { everything, put, temporaryFolder, textOf } from '../../output/folder.ts'
import { root } from '../../support/root.ts'
import { faultsOf } from './schema.ts'

interface Resource {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations?: object
  }
  readonly spec: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, string>>
}

const shop = join(root, 'test', 'projects', 'shop')

// Both projects, as a cluster would have them: PyBase for Grafana's sidecar, the shop for Grafana's operator.
const projects = [
  [
    'PyBase',
    root,
    `outputs: [rules, dashboards, alertmanager, kubernetes]
notify: { email: { enabled: true }, pagerduty: { url: https://events.eu.pagerduty.com/v2/enqueue } }
targets: { redis: { address: redis-exporter:9121, scheme: https, tokenFile: /run/secrets/redis_token } }
kubernetes:
  namespace: monitoring
  labels: { release: kube-prometheus-stack }
  jobs:
    pybase-api: { service: { app.kubernetes.io/name: pybase-api }, port: http, namespace: pybase }
    extraction-worker: { pods: { app: extraction } }
`,
  ],
  ['the shop', shop, 'outputs: [kubernetes]\nkubernetes: { namespace: shop, dashboards: { as: GrafanaDashboard } }\n'],
] as const

describe.each(projects)('%s', (name, cwd, settings) => {
  let folder = ''
  const path = () => join(folder, 'kubernetes')
  const files = (): readonly string[] =>
    everything(path()).filter((file) => file.endsWith('.yaml') && !file.startsWith('kustomization'))
  const read = (file: string): Resource => parse(textOf(path(), file))
  const build = (settingsFile: string) => cli(['build', '--stack', settingsFile, '--out', folder], { cwd })

  beforeAll(async () => {
    const made = temporaryFolder(() => {})
    put(made, 'cluster.yml', settings)
    folder = join(made, 'out')
    expect(await build(join(made, 'cluster.yml'))).toMatchObject({ code: 0, stderr: '' })
  })

  test('is what the schemas of the resources take, and says nothing that is a default', () => {
    const all = files().map(read)
    const judged = all.map((resource) => [resource.kind, faultsOf(resource as never)] as const)
    expect(judged.filter(([, faults]) => faults !== undefined && faults.length > 0)).toEqual([])
    // Nothing but what a cluster has by itself is without a schema.
    expect(new Set(judged.filter(([, faults]) => faults === undefined).map(([kind]) => kind))).toEqual(
      new Set(['ConfigMap']),
    )
  })

  test('has every resource once, in one namespace, and in the kustomization', () => {
    const all = files().map(read)
    const ids = all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(all.map(({ metadata }) => metadata.namespace)).size).toBe(1)
    for (const { metadata } of all) expect(metadata.name).toMatch(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/)
    expect(parse(textOf(path(), 'kustomization.yaml')).resources).toEqual([...files()].sort())
  })

  test('passes the check of anybody’s files', async () => {
    const { code, stdout } = await cli(['check', path()], { cwd })
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No findings in \d+ rules and \d+ panels/),
    })
  })

  test('has the rules of the rule files, to the letter', () => {
    if (name !== 'PyBase') return
    for (const file of readdirSync(join(folder, 'alerts'))) {
      const rules = read(`rules/${file.replace(/yml$/, 'yaml')}`)
      expect(rules.spec).toEqual(parse(textOf(folder, `alerts/${file}`)))
    }
  })

  test('has the targets under the names of their jobs', () => {
    const of = (job: string) => read(`scrape/${job}.yaml`)
    if (name === 'PyBase') {
      // The label of the Service is the job's name already. That of the port would hide the metric's own label.
      expect(of('pybase-api')).toMatchObject({
        kind: 'ServiceMonitor',
        metadata: { name: 'pybase-api', namespace: 'monitoring', labels: { release: 'kube-prometheus-stack' } },
        spec: {
          jobLabel: 'app.kubernetes.io/name',
          selector: { matchLabels: { 'app.kubernetes.io/name': 'pybase-api' } },
          namespaceSelector: { matchNames: ['pybase'] },
          endpoints: [
            {
              port: 'http',
              path: '/api/v1/metrics',
              interval: '15s',
              relabelings: [{ regex: 'endpoint', action: 'labeldrop' }],
            },
          ],
        },
      })
      expect(of('extraction-worker')).toMatchObject({
        kind: 'PodMonitor',
        spec: {
          podMetricsEndpoints: [
            { port: 'metrics', relabelings: [{ targetLabel: 'job', replacement: 'extraction-worker' }] },
          ],
        },
      })
      expect(of('redis')).toMatchObject({
        kind: 'ScrapeConfig',
        spec: {
          jobName: 'redis',
          scheme: 'HTTPS',
          staticConfigs: [{ targets: ['redis-exporter:9121'] }],
          authorization: { credentials: { name: 'pybase-monitoring', key: 'redis_token' } },
        },
      })
      return
    }
    expect(of('blackbox')).toMatchObject({
      kind: 'Probe',
      spec: {
        jobName: 'blackbox',
        prober: { url: 'blackbox.shop.internal:9115' },
        module: 'http_2xx',
        targets: { staticConfig: { static: ['https://shop.example', 'https://shop.example/checkout'] } },
      },
    })
    expect(of('blackbox').spec.prober).not.toHaveProperty('path')
    expect(of('api').spec).toMatchObject({ dnsSDConfigs: [{ names: ['api.shop.internal'], type: 'A', port: 8080 }] })
    expect(of('pushgateway').spec).toMatchObject({ honorLabels: true })
  })

  test('has Alertmanager’s routes and receivers, with keys of one Secret', () => {
    const { spec } = read('alertmanager/alerts.yaml')
    const receivers = spec.receivers as readonly Readonly<Record<string, readonly object[]>>[]
    const secrets = JSON.stringify(receivers).match(/"name":"[\w-]+-monitoring","key":"\w+"/g) ?? []
    expect(secrets.length).toBeGreaterThan(0)
    expect(spec.route).toMatchObject({
      receiver: 'warning',
      routes: expect.arrayContaining([{ receiver: 'critical', matchers: [{ name: 'severity', value: 'critical' }] }]),
    })
    expect(spec.route).not.toHaveProperty('groupWait')
    if (name !== 'PyBase') return
    expect(receivers.find((each) => String(each.name) === 'critical')).toMatchObject({
      pagerdutyConfigs: [{ url: 'https://events.eu.pagerduty.com/v2/enqueue', details: [{ key: 'alerts' }] }],
      slackConfigs: [{ apiURL: { key: 'slack_api_url' }, sendResolved: true }],
      emailConfigs: [{ authPassword: { key: 'smtp_auth_password' }, headers: [{ key: 'Subject' }] }],
    })
  })

  test('has the dashboards, each below the limits', () => {
    const all = files()
      .filter((file) => file.startsWith('dashboards/'))
      .map(read)
    for (const each of all) expect(Buffer.byteLength(JSON.stringify(each))).toBeLessThan(262_144)
    if (name === 'PyBase') {
      expect(all).toHaveLength(5)
      for (const { kind, metadata, data } of all) {
        expect(kind).toBe('ConfigMap')
        expect(metadata).toMatchObject({
          labels: { grafana_dashboard: '1' },
          annotations: { grafana_folder: 'PyBase' },
        })
        for (const [file, text] of Object.entries(data)) expect(text).toBe(textOf(folder, `grafana-dashboards/${file}`))
      }
      return
    }
    expect(all.map(({ kind }) => kind)).toEqual(['GrafanaFolder', 'GrafanaDashboard'])
    const [folderOf, dashboard] = all
    expect(dashboard?.spec).toMatchObject({
      folderRef: folderOf?.metadata.name,
      instanceSelector: { matchLabels: { dashboards: 'grafana' } },
    })
    expect(JSON.parse(String(dashboard?.spec.json))).toMatchObject({ uid: expect.any(String) })
  })
})

test('the schemas see what a cluster would not take', () => {
  const rule = (group: object, apiVersion = 'monitoring.coreos.com/v1') =>
    faultsOf({ apiVersion, kind: 'PrometheusRule', spec: { groups: [group] } })
  expect(rule({ name: 'a', rules: [{ alert: 'A', expr: 'up == 0', for: '5m' }] })).toEqual([])
  expect(rule({ name: 'a', rules: [{ alert: 'A', for: '5m' }] })).toEqual(['spec.groups[0].rules[0] lacks expr'])
  expect(rule({ name: 'a', intervall: '5m' })).toEqual(['spec.groups[0] has intervall, which is no field'])
  expect(rule({ name: 'a', interval: 'soon' })).toEqual([
    expect.stringMatching(/^spec\.groups\[0\]\.interval is soon, not like /),
  ])
  expect(rule({ name: 'a' }, 'monitoring.coreos.com/v2')).toEqual(['apiVersion is monitoring.coreos.com/v2'])
  const relabeling = { regex: 'a', action: 'replace' }
  expect(
    faultsOf({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      spec: { selector: {}, endpoints: [{ port: 'a', relabelings: [relabeling] }] },
    }),
  ).toEqual(['spec.endpoints[0].relabelings[0].action is its default'])
  expect(faultsOf({ apiVersion: 'v1', kind: 'Secret' })).toBeUndefined()
})

describe('refused, with nothing written, is', () => {
  const wanted = 'outputs: [kubernetes]\n'
  test.each([
    [
      'an output that nobody describes',
      wanted,
      /stack\.ts › outputs\n {2}The outputs have kubernetes, and nothing says how/,
    ],
    [
      'a job that is not there',
      `${wanted}kubernetes: { namespace: shop, jobs: { apii: { service: { app: api } } } }\n`,
      /stack\.ts › kubernetes\.jobs\.apii\n {2}There is no job apii; there is .*\n {2}Write api\./,
    ],
    [
      'a job that says itself where its targets are',
      `${wanted}kubernetes: { namespace: shop, jobs: { blackbox: { service: { app: api } } } }\n`,
      /The job blackbox says itself where its targets are, by addresses, and the cluster would look for them by labels\./,
    ],
    [
      'both Services and pods',
      `${wanted}kubernetes: { namespace: shop, jobs: { api: { service: { app: api }, pods: { app: api } } } }\n`,
      /kubernetes\.jobs\.api\n {2}A job has the labels of its Services in `service`, or those of its pods in `pods`/,
    ],
    [
      'a namespace that is no name',
      `${wanted}kubernetes: { namespace: My_Shop }\n`,
      /kubernetes\.namespace\n.*A name has small letters/,
    ],
    [
      'a selector that chooses everything',
      `${wanted}kubernetes: { namespace: shop, jobs: { api: { pods: {} } } }\n`,
      /kubernetes\.jobs\.api\.pods\n.*It has a label at least/,
    ],
  ])('%s', async (_, settings, message) => {
    const made = temporaryFolder()
    put(made, 'cluster.yml', settings)
    const { code, stderr } = await cli(['build', '--stack', join(made, 'cluster.yml'), '--out', join(made, 'out')], {
      cwd: shop,
    })
    expect(stderr).toMatch(message)
    expect(code).toBe(1)
    expect(readdirSync(made)).toEqual(['cluster.yml'])
  })
})
