import type { Change } from '../../build/diff/change.ts'
import { compare } from '../../build/diff/compare.ts'
import { readVersion } from '../../build/diff/read/read.ts'
import type { VersionText } from '../../build/diff/read/version.ts'

// A small stack of somebody's, in the form in which its files are written.

const source = { type: 'prometheus', uid: 'main' }

const latency = 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))'

const panels = {
  errors: {
    id: 2,
    type: 'timeseries',
    title: 'Errors',
    description: 'Requests that failed.',
    gridPos: { x: 0, y: 1, w: 12, h: 8 },
    datasource: { ...source },
    targets: [{ refId: 'A', expr: 'sum(rate(http_errors_total{job="api"}[5m]))', legendFormat: 'errors' }],
    fieldConfig: {
      defaults: {
        unit: 'ops',
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'green' },
            { value: 2, color: 'red' },
          ],
        },
      },
      overrides: [],
    },
    options: { legend: { showLegend: true, placement: 'bottom', calcs: [] }, reduceOptions: { calcs: ['mean'] } },
    links: [] as object[],
  },
  slow: {
    id: 3,
    type: 'timeseries',
    title: 'p95',
    gridPos: { x: 12, y: 1, w: 12, h: 8 },
    datasource: { ...source },
    targets: [{ refId: 'A', expr: latency, legendFormat: 'p95' }],
    fieldConfig: {
      defaults: {
        unit: 's',
        custom: { axisSoftMax: 2 },
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'green' },
            { value: 1, color: 'red' },
          ],
        },
      },
      overrides: [],
    },
    links: [{ title: 'Runbook', url: '/runbooks/ApiSlow.md' }],
  },
  hits: {
    id: 5,
    type: 'stat',
    title: 'Cache hits',
    gridPos: { x: 0, y: 10, w: 24, h: 4 },
    datasource: { ...source },
    targets: [
      { refId: 'A', expr: 'cache_hits / cache_requests', legendFormat: 'hits' },
      { refId: 'B', expr: 'cache_misses / cache_requests', legendFormat: 'misses' },
    ],
    fieldConfig: { defaults: { unit: 'percentunit' }, overrides: [] },
  },
}

const dashboard = {
  uid: 'shop',
  title: 'Shop',
  schemaVersion: 42,
  refresh: '30s',
  tags: ['shop'],
  links: [{ type: 'link', title: 'Docs', url: 'https://docs.example.org' }],
  templating: {
    list: [
      { name: 'instance', type: 'query', query: 'label_values(up, instance)', multi: false, current: { value: 'a' } },
      { name: 'step', type: 'custom', query: '1m,5m', current: { value: '1m' } },
    ],
  },
  annotations: { list: [{ name: 'Deploys', expr: 'changes(build_info[5m]) > 0', enable: true }] },
  panels: [
    { id: 1, type: 'row', title: 'Traffic', gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [] },
    panels.errors,
    panels.slow,
    { id: 4, type: 'row', title: 'Cache', gridPos: { x: 0, y: 9, w: 24, h: 1 }, panels: [] },
    panels.hits,
    { id: 6, type: 'row', title: 'Host', gridPos: { x: 0, y: 14, w: 24, h: 1 }, panels: [] },
  ] as object[],
}

const rules = {
  groups: [
    {
      name: 'api',
      rules: [
        {
          alert: 'ApiSlow',
          expr: `${latency} > 1`,
          for: '5m',
          labels: { severity: 'critical', component: 'api' },
          annotations: {
            summary: 'The API is slow.',
            dashboard_url: 'http://grafana/d/shop?viewPanel=3',
            __dashboardUid__: 'shop',
            __panelId__: '3',
          },
        },
        {
          alert: 'DiskFull',
          expr: 'node_filesystem_avail_bytes < 1073741824',
          labels: { severity: 'warning' },
          annotations: { summary: 'The disk is full.' },
        },
        { alert: 'Errors', expr: 'job:errors:rate5m / 100 > 0.05', labels: { severity: 'warning' }, annotations: {} },
      ] as object[],
    },
    {
      name: 'recorded',
      rules: [{ record: 'job:errors:rate5m', expr: 'sum by (job) (rate(http_errors_total[5m]))' }] as object[],
    },
  ],
}

const prometheus = {
  global: { scrape_interval: '15s', evaluation_interval: '15s' },
  rule_files: ['alerts/*.yml'],
  scrape_configs: [
    { job_name: 'api', static_configs: [{ targets: ['api:8000'] }] },
    { job_name: 'redis', metrics_path: '/metrics', static_configs: [{ targets: ['redis:9121'] }] },
  ] as object[],
}

const alertmanager = {
  route: {
    receiver: 'chat',
    group_wait: '30s',
    routes: [{ matchers: ['severity = "critical"'], receiver: 'pager' }] as object[],
  },
  inhibit_rules: [
    { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ['component'] },
  ],
  receivers: [
    { name: 'chat', slack_configs: [{ api_url: 'https://hooks.example.org/SECRET-1', channel: '#ops' }] },
    { name: 'pager', pagerduty_configs: [{ routing_key: 'SECRET-2' }] },
  ] as object[],
}

const compose = {
  services: {
    prometheus: {
      image: 'prom/prometheus:v3.14.0',
      command: ['--storage.tsdb.retention.time=15d'],
      ports: ['9090:9090'],
    },
    grafana: { image: 'grafana/grafana:13.2.2', environment: { GF_SECURITY_ADMIN_PASSWORD: 'SECRET-3' } },
  } as Record<string, object>,
}

const provisioning = {
  datasources: [{ name: 'Prometheus', uid: 'main', type: 'prometheus', url: 'http://prometheus:9090' }],
}

const base = {
  dashboard,
  rules,
  prometheus,
  alertmanager,
  compose,
  provisioning,
  runbook:
    '# ApiSlow\n\n| Severity | critical |\n\n## Meaning\n\nIt is slow.\n\n### The rule\n\nOld.\n\n## Impact\n\nPages.\n',
}

export type Stack = typeof base

/** Values by their path, as in `dashboard.panels.1.title`; `undefined` takes what is there away. Or what to do by hand. */
export type Edit = Readonly<Record<string, unknown>> | ((stack: Stack) => void)

export const textsOf = (stack: Stack): readonly VersionText[] => [
  { file: 'dashboards/shop.json', text: JSON.stringify(stack.dashboard) },
  { file: 'alerts/api.yml', text: JSON.stringify(stack.rules) },
  { file: 'prometheus.yml', text: JSON.stringify(stack.prometheus) },
  { file: 'alertmanager.yml', text: JSON.stringify(stack.alertmanager) },
  { file: 'docker-compose.yml', text: JSON.stringify(stack.compose) },
  { file: 'provisioning/main.yml', text: JSON.stringify(stack.provisioning) },
  { file: 'runbooks/ApiSlow.md', text: stack.runbook },
]

export function edited(edit: Edit): Stack {
  const stack = structuredClone(base)
  if (typeof edit === 'function') edit(stack)
  else for (const [path, value] of Object.entries(edit)) put(stack, path.split('.'), value)
  return stack
}

function put(at: object, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    const inner: unknown = Reflect.get(at, key)
    if (typeof inner !== 'object' || inner === null) throw new Error(`The stack has no ${key}`)
    put(inner, rest, value)
  } else if (value !== undefined) Reflect.set(at, key, value)
  else if (Array.isArray(at)) at.splice(Number(key), 1)
  else if (!Reflect.has(at, key) || !Reflect.deleteProperty(at, key)) throw new Error(`The stack has no ${key}`)
}

/** Every difference that an edit makes. */
export const changesOf = (edit: Edit): readonly Change[] => {
  const read = (stack: Stack) => readVersion(textsOf(stack), { shown: 'test', isNamed: false })
  return compare(read(base), read(edited(edit)))
}

/** The same in lines: `alerting: ApiSlow fires later: …`. */
export const told = (edit: Edit): readonly string[] => changesOf(edit).map(({ weight, what }) => `${weight}: ${what}`)
