/** Files as teams have them, each of one shape: small, and our own. */

export const prometheus = { type: 'prometheus', uid: 'prom' }

export const target = (refId: string, expr: string, more: object = {}) => ({ refId, expr, ...more })

export const panel = (id: number, title: string, targets: readonly object[], more: object = {}) => ({
  id,
  type: 'timeseries',
  title,
  gridPos: { x: ((id - 1) % 2) * 12, y: Math.floor((id - 1) / 2) * 8 + 1, w: 12, h: 8 },
  datasource: prometheus,
  targets,
  ...more,
})

const requests = 'sum by (route) (rate(shop_requests_total{instance=~"$instance"}[$__rate_interval]))'

/** Of today: variables, rows open and closed, thresholds, a transformation, a repeat. */
export const current = {
  uid: 'shop-today',
  title: 'Shop, today',
  schemaVersion: 41,
  tags: ['shop'],
  time: { from: 'now-6h', to: 'now' },
  templating: {
    list: [
      { name: 'instance', type: 'query', datasource: prometheus, query: 'label_values(shop_up, instance)', refresh: 2 },
    ],
  },
  annotations: { list: [{ name: 'Deploys', expr: 'changes(shop_start_time_seconds[5m]) > 0', enable: true }] },
  panels: [
    panel(10, 'Above the rows', [target('A', 'shop_up')], { gridPos: { x: 0, y: 0, w: 24, h: 4 } }),
    { id: 1, type: 'row', title: 'Traffic', collapsed: false, gridPos: { x: 0, y: 4, w: 24, h: 1 }, panels: [] },
    panel(2, 'Requests', [target('A', requests, { legendFormat: '{{route}}' })], {
      fieldConfig: {
        defaults: {
          unit: 'reqps',
          min: 0,
          custom: { lineWidth: 2, fillOpacity: 10 },
          thresholds: {
            mode: 'absolute',
            steps: [
              { color: 'green', value: null },
              { color: 'red', value: 80 },
            ],
          },
        },
        overrides: [],
      },
      options: { legend: { displayMode: 'table', placement: 'bottom', calcs: ['max'] } },
    }),
    panel(
      3,
      'Errors',
      [
        target('A', 'sum(rate(shop_requests_total{status=~"5.."}[5m])) / sum(rate(shop_requests_total[5m]))', {
          legendFormat: 'share',
        }),
        target('B', requests, { hide: true }),
      ],
      { transformations: [{ id: 'organize', options: {} }], repeat: 'instance', maxPerRow: 4 },
    ),
    {
      id: 4,
      type: 'row',
      title: 'In detail',
      collapsed: true,
      gridPos: { x: 0, y: 30, w: 24, h: 1 },
      panels: [
        panel(5, 'p95', [
          target('A', 'histogram_quantile(0.95, sum by (le) (rate(shop_latency_seconds_bucket[$__rate_interval])))'),
        ]),
        panel(6, '', [target('A', 'topk(5, shop_queue_length{queue!=""})', { instant: true, format: 'table' })], {
          type: 'table',
        }),
      ],
    },
  ],
}

/** Before there was a grid: rows with spans, the graph and the single value of old; settings that are called like words of ours. */
export const old = {
  title: 'Shop, of old',
  variables: [{ name: 'a' }],
  folder: { id: 3 },
  schemaVersion: 12,
  rows: [
    {
      title: 'First',
      height: '250px',
      panels: [
        {
          id: 1,
          type: 'graph',
          title: 'Load',
          span: 6,
          decimals: 2,
          datasource: '$datasource',
          yaxes: [{ format: 'short' }, { format: 'short' }],
          targets: [
            { refId: 'A', expr: 'avg(node_load1) by (instance)', intervalFactor: 2, legendFormat: '{{instance}}' },
          ],
        },
        {
          id: 2,
          type: 'singlestat',
          title: 'Up',
          span: 6,
          format: 'none',
          targets: [{ refId: 'A', expr: 'count(up == 1)' }],
        },
      ],
    },
    {
      title: '',
      repeat: 0,
      repeatRowId: 0,
      height: 200,
      panels: [{ id: 3, type: 'text', title: 'Read me', content: 'It is *old*.', mode: 'markdown' }],
    },
  ],
  templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
}

/** Of Grafana's API in version 1. */
export const resource = {
  apiVersion: 'dashboard.grafana.app/v1beta1',
  kind: 'Dashboard',
  metadata: { name: 'shop-resource' },
  spec: {
    title: 'Shop, a resource',
    schemaVersion: 42,
    panels: [panel(1, 'Depth', [target('A', 'max by (queue) (shop_queue_length)')])],
  },
}

/** Other languages, a query in which a variable is syntax, a library panel, an expression over other queries. */
export const mixed = {
  uid: 'shop-mixed',
  title: 'Shop, mixed',
  schemaVersion: 39,
  templating: {
    list: [
      { name: 'by', type: 'custom', query: 'sum,max' },
      { name: 'window', type: 'interval', query: '1m,5m' },
      { name: 'inner', type: 'query', datasource: prometheus, query: 'label_values(shop_up{zone="$by"}, zone)' },
    ],
  },
  panels: [
    panel(1, 'Logs', [{ refId: 'A', expr: '{app="shop"} |= "error"', datasource: { type: 'loki', uid: 'loki' } }], {
      type: 'logs',
      datasource: { type: 'loki', uid: 'loki' },
    }),
    panel(2, 'Syntax', [target('A', '$by(shop_queue_length) by (queue)')]),
    panel(3, 'A window that somebody chooses', [target('A', 'sum(rate(shop_requests_total[$window]))')]),
    panel(
      4,
      'Computed',
      [
        target('A', 'shop_queue_length', { datasource: prometheus }),
        { refId: 'B', type: 'math', expression: '$A * 2', datasource: { type: '__expr__', uid: '__expr__' } },
      ],
      { datasource: { type: 'datasource', uid: '-- Mixed --' } },
    ),
    {
      id: 5,
      type: 'timeseries',
      title: 'Shared',
      libraryPanel: { uid: 'lib', name: 'Shared' },
      gridPos: { x: 0, y: 30, w: 12, h: 8 },
    },
    panel(6, 'A week ago', [
      target('A', 'sum(increase(shop_requests_total[1h] offset 1w))'),
      target('B', 'label_replace(shop_up, "host", "$1", "instance", "(.*):.*")'),
    ]),
  ],
}

/** Texts that would end a literal, a template or a comment, and a key that would be a prototype. */
export const hostile = JSON.parse(`{
  "uid": "shop-hostile",
  "title": "It's \\"quoted\\" \\\\ and \\u2028 broken */ \${process.exit(1)}",
  "schemaVersion": 39,
  "panels": [
    {
      "id": 1,
      "type": "timeseries",
      "title": "\`\${0}\`",
      "gridPos": { "x": 0, "y": 0, "w": 24, "h": 8 },
      "__proto__": { "polluted": true },
      "constructor": "x",
      "targets": [
        { "refId": "A", "expr": "sum(rate(shop_requests_total{route=\\"\`\${1}\`\\\\n'\\"}[5m])) > bool 0", "legendFormat": "'\`\${x}" },
        { "refId": "B", "expr": "rate(shop_requests_total{route=\\"\`\${1}\`\\\\n\\"}[5m:1m])", "legendFormat": "raw" }
      ]
    }
  ]
}`) as object

export const rules = `# Of the shop.
groups:
  - name: shop
    interval: 30s
    rules:
      - record: job:shop_requests:rate5m
        expr: sum by (job) (rate(shop_requests_total[5m]))
        labels:
          team: shop
      - alert: ShopErrors
        expr: |
          sum(rate(shop_requests_total{status=~"5.."}[5m]))
            /
          sum(rate(shop_requests_total[5m])) > 0.05
        for: 10m
        keep_firing_for: 5m
        labels: { severity: page, team: shop }
        annotations:
          summary: Requests fail.
          description: '{{ $value | humanizePercentage }} of the requests of {{ $labels.job }} fail.'
          runbook_url: https://wiki.example.org/shop/errors
      - alert: a name with blanks
        expr: job:shop_requests:rate5m{job="shop"} < 1
      - alert: ShopDown
        expr: up{job="shop"} == 0
        for: 2m
        labels: { severity: page }
        annotations: { summary: 'The shop is down: {{ $labels.instance }}' }
  - name: batch
    rules:
      - alert: BatchOld
        expr: time() - shop_batch_last_success_timestamp_seconds > 86400
        annotations: { summary: The batch is old. }
      - alert: DiskFull
        expr: predict_linear(node_filesystem_avail_bytes{fstype!=""}[6h], 4 * 3600) < 0
        for: 1h
        annotations: { summary: 'Full soon: {{ $labels.mountpoint }}' }
`

export const prometheusRule = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: queue-rules }
spec:
  groups:
    - name: queue
      rules:
        - alert: QueueLong
          expr: max by (queue) (shop_queue_length) > 100 and on (queue) shop_queue_active == 1
          for: 15m
          annotations: { summary: '{{ $labels.queue }} is long.' }
`

export const mimir = `namespace: shop
groups:
  - name: tenants
    source_tenants: [a, b]
    rules:
      - record: shop:latency:p99
        expr: histogram_quantile(0.99, sum(rate(shop_latency_seconds_bucket[5m])) by (le, route))
`

export const thanos = `groups:
  - name: global
    partial_response_strategy: abort
    interval: 1m
    limit: 10
    rules:
      - alert: NothingScraped
        expr: absent(up{job="shop"})
        for: 5m
        annotations: { summary: Nothing is scraped. }
`

export const configMap = `apiVersion: v1
kind: ConfigMap
metadata: { name: dashboards }
data:
  inner.json: |
    ${JSON.stringify({ uid: 'shop-inner', title: 'Shop, inside', schemaVersion: 38, panels: [panel(1, 'Up', [target('A', 'sum without (instance) (shop_up)')])] })}
`
