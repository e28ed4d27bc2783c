import { describe, expect, test } from 'vitest'
import { runChecks } from '../../../build/checks/run.ts'
import { subjectOfFiles } from '../../../build/model/subject-of-files.ts'
import { against } from '../foreign.ts'

const panel = { id: 1, type: 'timeseries', title: 'P', targets: [{ refId: 'A', expr: 'sum(' }] }
const classic = { title: 'D', uid: 'd', schemaVersion: 39, panels: [panel] }

const found = (files: Readonly<Record<string, string>>) => {
  const subject = against('', files)
  const told = runChecks(subject).filter(({ check }) =>
    ['promql-syntax', 'unreadable-file', 'impossible-threshold', 'share-scale'].includes(check),
  )
  return {
    told: told.map(
      ({ check, place }) => `${place.position?.line}:${place.position?.column} ${check} ${place.path.at(-1)}`,
    ),
    asides: subject.asides,
  }
}

const indented = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by))

describe('files inside manifests are read where they stand', () => {
  test('a dashboard in a block of a ConfigMap, in a list of a rendered folder', () => {
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  d.json: |\n${indented(JSON.stringify(classic, undefined, 2), 4)}\n`
    const { told, asides } = found({
      'all.yaml': `apiVersion: v1\nkind: Service\n---\n${map}---\n${map.replace('"d"', '"e"').replace('"D"', '"E"')}`,
    })
    const [first] = told
    expect(told).toHaveLength(2)
    expect(first).toMatch(/^\d+:\d+ promql-syntax P$/)
    // The query stands where the file has it.
    const line = `apiVersion: v1\nkind: Service\n---\n${map}`.split('\n').findIndex((each) => each.includes('sum(')) + 1
    expect(first?.split(':')[0]).toBe(String(line))
    expect(asides).toEqual(['2 dashboards in manifests read'])
  })

  test('where Flux fills in what stands behind one dollar, a variable of Grafana has two dollars', () => {
    const expr = 'rate(a_total{job="$$job"}[$$__range])'
    const board = JSON.stringify({ ...classic, panels: [{ ...panel, targets: [{ refId: 'A', expr }] }] })
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  d.json: |\n    ${board}\n`
    expect(found({ 'map.yaml': map }).told).toEqual([])
    expect(found({ 'd.json': board }).told).toHaveLength(1)
  })

  test('in one line, as JSON escapes it', () => {
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMapList',
      items: [{ kind: 'ConfigMap', data: { 'd.json': JSON.stringify(classic, undefined, 2) } }],
    }
    expect(found({ 'm.json': JSON.stringify(map) }).told).toEqual([expect.stringMatching(/^1:\d+ promql-syntax P$/)])
  })

  test('of the operator of Grafana, and rule files and configurations', () => {
    const operator = `apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nspec:\n  json: >\n    ${JSON.stringify(classic)}\n`
    expect(found({ 'o.yml': operator }).told).toHaveLength(1)
    const rules =
      'kind: ConfigMap\ndata:\n  some.rules: |\n    groups:\n    - name: g\n      rules:\n      - alert: A\n        expr: up > 1\n  prometheus.yml: |\n    scrape_configs: []\n  other.txt: x\n'
    expect(found({ 'r.yml': rules }).told).toEqual(['8:15 impossible-threshold A'])
  })

  test('wrapped by the API of Grafana and by gcx, of version 1 and 2', () => {
    const v1 = {
      apiVersion: 'dashboard.grafana.app/v1beta1',
      kind: 'Dashboard',
      metadata: { name: 'd' },
      spec: classic,
    }
    const v2 = {
      apiVersion: 'dashboard.grafana.app/v2',
      kind: 'Dashboard',
      metadata: { name: 'e' },
      spec: {
        title: 'E',
        elements: {
          p: {
            kind: 'Panel',
            spec: {
              id: 1,
              title: 'P',
              data: {
                kind: 'QueryGroup',
                spec: {
                  queries: [
                    {
                      kind: 'PanelQuery',
                      spec: { refId: 'A', query: { kind: 'DataQuery', group: '', spec: { expr: 'sum(' } } },
                    },
                  ],
                },
              },
            },
          },
        },
        layout: { kind: 'GridLayout', spec: { items: [{ kind: 'GridLayoutItem', spec: { element: { name: 'p' } } }] } },
      },
    }
    expect(found({ 'v1.json': JSON.stringify(v1), 'v2.json': JSON.stringify(v2) }).told).toHaveLength(2)
    expect(
      found({ 'list.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [v1, v2] }) }).told,
    ).toHaveLength(2)
    expect(found({ 'api.json': JSON.stringify({ dashboard: classic, meta: {} }) }).told).toHaveLength(1)
  })
})

describe('what is recognized and left alone is said', () => {
  test.each([
    'sum(rate({app="shop"} |= "error" [5m])) by (job) > 5',
    'sum by (level) (count_over_time({job="x"} | json | level="error" [1m])) > 1',
    'bytes_rate({app="a"}[1m]) > 1e6',
    '{app="a"} |~ "x"',
    'sum(sum_over_time({a="b"} | logfmt | unwrap bytes(size) [1m]))',
  ])('Loki: %s', (expr) => {
    const text = JSON.stringify({
      groups: [
        {
          name: 'l',
          rules: [
            { alert: 'A', expr },
            { alert: 'B', expr },
          ],
        },
        { name: 'p', rules: [{ alert: 'C', expr: 'up > 1' }] },
      ],
    })
    expect(found({ 'r.yml': text })).toEqual({
      told: [expect.stringContaining('impossible-threshold C')],
      asides: ['2 Loki rules left alone'],
    })
  })

  test.each([
    'a{x="|= y"} > 1',
    'a{b="c"} != 3',
    '{__name__=~"x|json"} > 1',
    'a{x="{b}"} or b',
    'rate(a{b="c"}[5m]) > 1 # |= x',
  ])('no Loki: %s', (expr) => {
    expect(
      found({ 'r.yml': JSON.stringify({ groups: [{ name: 'l', rules: [{ alert: 'A', expr }] }] }) }).asides,
    ).toEqual([])
  })

  test('manifests of targets and routes', () => {
    const kinds = ['ServiceMonitor', 'PodMonitor', 'PodMonitor', 'ScrapeConfig', 'VMPodScrape']
    const text = kinds.map((kind) => `apiVersion: x\nkind: ${kind}\nspec: { route: {} }\n`).join('---\n')
    expect(found({ 'm.yml': text })).toEqual({
      told: [],
      asides: ['the scrape intervals of 4 monitors read', '1 VMPodScrape left alone'],
    })
  })
})

test.each([
  [
    'streams without a name',
    { groups: [{ name: 'l', rules: [{ alert: 'A', expr: 'sum(rate({app="x"}[5m])) > 1' }] }] },
  ],
  [
    "the operator's resource",
    {
      apiVersion: 'loki.grafana.com/v1',
      kind: 'AlertingRule',
      spec: { tenantID: 't', groups: [{ name: 'l', rules: [{ alert: 'A', expr: 'sum(rate({app="x"}[5m])) > 1' }] }] },
    },
  ],
])("Loki's rules: %s", (_, document) => {
  const subject = against('', { 'r.yml': JSON.stringify(document) })
  expect(runChecks(subject).map(({ check }) => check)).toEqual([])
  expect(subject.asides).toEqual(['1 Loki rule left alone'])
})

test('rules of VictoriaLogs, by the type of their group', () => {
  const rules = [{ alert: 'A', expr: '_time:5m level:error | stats count() as errors | filter errors:>0' }]
  const subject = against('', { 'r.yml': JSON.stringify({ groups: [{ name: 'l', type: 'vlogs', rules }] }) })
  expect(runChecks(subject).map(({ check }) => check)).toEqual([])
  expect(subject.asides).toEqual(['1 VictoriaLogs rule left alone'])
})

test('a group that reads a metric beside streams is of Prometheus', () => {
  const rules = ['sum(rate({app="x"}[5m])) > 1', 'rate(a_total{app="x"}[5m]) > 1'].map((expr) => ({ alert: 'A', expr }))
  expect(against('', { 'r.yml': JSON.stringify({ groups: [{ name: 'g', rules }] }) }).asides).toEqual([])
})

test('queries that only VictoriaMetrics knows are left alone, and ranges left out beside them', () => {
  const panels = ['topk_max(5, theirs)', 'max(increase(theirs_total))'].map((expr, at) => ({
    ...panel,
    id: at,
    title: `P${at}`,
    targets: [{ refId: 'A', expr }],
  }))
  const checksOf = (all: readonly object[]) => {
    const subject = against('', { 'd.json': JSON.stringify({ ...classic, panels: all }) })
    const told = runChecks(subject).map(({ check }) => check)
    return { told: told.filter((check) => check.startsWith('promql-')), asides: subject.asides }
  }
  expect(checksOf(panels)).toEqual({ told: [], asides: ['1 query of MetricsQL left alone'] })
  expect(checksOf(panels.slice(1))).toEqual({ told: ['promql-types'], asides: [] })
})

test('groups of something else', () => {
  const text = JSON.stringify({ groups: [{ name: 'Databases', services: [{ name: 'a' }] }] })
  const subject = subjectOfFiles([{ file: 'data.yml', text, isNamed: false }], { own: undefined, foreign: [] })
  expect(runChecks(subject)).toEqual([])
})

test('a dashboard that the operator fetches is left alone', () => {
  const text = 'kind: GrafanaDashboard\nspec: { url: "https://grafana.example.org/d.json" }\n'
  expect(found({ 'm.yml': text })).toEqual({ told: [], asides: ['1 GrafanaDashboard left alone'] })
})

test('a list of groups, as a chart or a playbook keeps it', () => {
  const group = { name: 'g', rules: [{ alert: 'A', expr: 'sum(' }] }
  expect(found({ 'm.yml': JSON.stringify([group]) })).toEqual({
    told: [expect.stringContaining('promql-syntax A')],
    asides: ['1 list of groups read as a rule file'],
  })
  expect(found({ 'm.yml': JSON.stringify([{ name: 'g', rules: [] }]) }).told).toEqual([
    expect.stringContaining('unreadable-file'),
  ])
})

describe('what manifests say of the stack', () => {
  const told = (...documents: readonly object[]) =>
    runChecks(against('', { 'm.yml': documents.map((each) => JSON.stringify(each)).join('\n---\n') }))
      .filter(({ check }) => !['runbook-link', 'severity'].includes(check))
      .map(({ check, what }) => `${check}: ${what}`)
  const rules = (...exprs: readonly string[]) => ({
    kind: 'PrometheusRule',
    spec: {
      groups: [
        { name: 'g', rules: exprs.map((expr, at) => ({ alert: `A${at}`, expr, labels: { severity: 'page' } })) },
      ],
    },
  })
  const monitor = (kind: string, spec: object) => ({ kind, metadata: { name: 'shop', namespace: 'prod' }, spec })

  test.each([
    ['ServiceMonitor', { endpoints: [{ interval: '2m' }] }, 'shop'],
    ['ServiceMonitor', { endpoints: [{ interval: '2m' }], selector: { matchLabels: { app: 'till' } } }, 'till'],
    ['PodMonitor', { podMetricsEndpoints: [{ interval: '15s' }, { interval: '2m' }] }, 'prod/shop'],
    ['ScrapeConfig', { scrapeInterval: '2m', jobName: 'edge' }, 'edge'],
    ['Probe', { interval: '2m' }, 'probe/prod/shop'],
  ])('how often a %s has its job scraped', (kind, spec, job) => {
    const reads = (window: string) => rules(`sum(rate(x_total{job="${job}"}[${window}])) > 1`)
    expect(told(monitor(kind, spec), reads('2m'))).toEqual([
      `short-window: The window is 2m, and the job ${job} is scraped every 2m: rate needs two samples, and one that is late or lost leaves none to compare.`,
    ])
    expect(told(monitor(kind, spec), reads('10m'))).toEqual([])
    expect(told(monitor(kind, spec), rules('sum(rate(x_total{job="other"}[2m])) > 1'))).toEqual([])
  })

  test('an interval that only the server says', () => {
    const server = { kind: 'Prometheus', spec: { scrapeInterval: '1m' } }
    const reads = rules('sum(rate(x_total{job="shop"}[1m])) > 1')
    const open = monitor('ServiceMonitor', { endpoints: [{ port: 'web' }] })
    expect(told(server, open, reads)).toEqual([expect.stringMatching(/^short-window: /)])
    expect(told(open, reads)).toEqual([])
  })

  const pod = (args: readonly string[], image = 'quay.io/prometheus/prometheus:v3.2.1') => ({
    kind: 'StatefulSet',
    spec: { template: { spec: { containers: [{ image: 'busybox' }, { image, args }] } } },
  })
  const operated = { kind: 'Prometheus', spec: { version: 'v3.2.1', retention: '9d' } }

  test.each([[operated], [pod(['--storage.tsdb.retention.time=9d'])]])(
    'the release and the retention of its Prometheus: $kind',
    (server) => {
      expect(
        told(server, rules('x offset 30d > 1', 'holt_winters(x[1h], 0.3, 0.3) > 1', 'mad_over_time(x[1h]) > 1')),
      ).toEqual([
        'window-beyond-retention: This looks 30d back, and Prometheus keeps 9d.',
        'promql-types: Prometheus refuses this: unknown function with name "holt_winters".',
        'promql-types: Prometheus refuses this: function "mad_over_time" is not enabled.',
      ])
    },
  )

  test.each([
    [{ kind: 'Prometheus', spec: { version: 'v3.2.1', enableFeatures: ['promql-experimental-functions'] } }],
    [pod(['--enable-feature=promql-experimental-functions'])],
  ])('a flag of its Prometheus: $kind', (server) => {
    expect(told(server, rules('mad_over_time(x[1h]) > 1'))).toEqual([])
  })

  test('the receivers and values of an AlertmanagerConfig', () => {
    const routes = [{ receiver: 'nobody', matchers: [{ name: 'severity', value: 'pgae', matchType: '=' }] }]
    const config = (inner: readonly object[]) =>
      monitor('AlertmanagerConfig', { route: { receiver: 'chat', routes: inner }, receivers: [{ name: 'chat' }] })
    expect(told(config(routes), rules('x > 1'))).toEqual([
      'unheard-alert: The receiver nobody is not defined; there is chat.',
      'unheard-alert: The route takes severity="pgae", which no alert has; the nearest value is page.',
    ])
    expect(told(config([{ matchers: [{ name: 'severity', value: 'page' }] }]), rules('x > 1'))).toEqual([])
  })
})

describe('alerts that Grafana evaluates', () => {
  const rule = (type: string, limit: number, reducer = 'last') => ({
    apiVersion: 1,
    groups: [
      {
        name: 'g',
        rules: [
          {
            title: 'T',
            condition: 'C',
            data: [
              { refId: 'A', datasourceUid: 'prom', model: { expr: 'avg(up)' } },
              { refId: 'B', datasourceUid: '__expr__', model: { type: 'reduce', expression: 'A', reducer } },
              {
                refId: 'C',
                datasourceUid: '__expr__',
                model: { type: 'threshold', expression: 'B', conditions: [{ evaluator: { type, params: [limit] } }] },
              },
            ],
          },
        ],
      },
    ],
  })

  test('are held against their thresholds', () => {
    expect(found({ 'r.json': JSON.stringify(rule('gt', 1)) }).told).toEqual([
      expect.stringContaining('impossible-threshold T'),
    ])
    expect(found({ 'r.json': JSON.stringify(rule('lt', 0.5)) }).told).toEqual([])
    expect(found({ 'r.json': JSON.stringify(rule('gt', 3, 'sum')) }).told).toEqual([])
  })
})

test('groups of Thanos and Mimir are rule files', () => {
  const text = JSON.stringify({
    namespace: 'n',
    groups: [
      { name: 'g', partial_response_strategy: 'warn', source_tenants: ['a'], rules: [{ alert: 'A', expr: 'up > 1' }] },
    ],
  })
  expect(found({ 'r.yml': text }).told).toHaveLength(1)
})
