import { expect, test } from 'vitest'
import { neverMatches } from '../../../build/checks/aggregation/never-matches.ts'
import { against, alerts } from '../foreign.ts'
import { alert, recording, subject, told } from '../subject.ts'

test('two sides that have no series in common', () => {
  const rules = [
    alert({ expr: 'rate(http_requests_total{status=~"5.."}[5m]) / sum(rate(http_requests_total[5m])) > 0.05' }),
    alert({ expr: 'sum(rate(http_requests_total[5m])) > 0 and redis_memory_used_bytes > 1e9', name: 'Busy' }),
    alert({
      expr: 'extraction_tasks_in_progress{task_type="pdf"} > extraction_tasks_in_progress{task_type="dxf"}',
      name: 'Pdf',
    }),
    alert({ expr: 'sum by (instance) (up) * on (job) group_left () redis_up > 0', name: 'On' }),
    alert({ expr: 'up{job="redis"} unless sum(up)', name: 'Unless' }),
  ]
  expect(told(neverMatches, subject({ rules }))).toMatchInlineSnapshot(`
    "error  never-matches   rules.yml › group › SomeAlert
      rate(http_requests_total{status=~"5.."}[5m]) / sum(rate(http_requests_total[5m])) > 0.05
                                                   ^
      No series of the left side matches one of the right: method, endpoint, status, job, instance are on every series of the left side and on none of the right.
      Aggregate the left side by the labels of the right side, or match with on () group_left.

    error  never-matches   rules.yml › group › Busy
      sum(rate(http_requests_total[5m])) > 0 and redis_memory_used_bytes > 1e9
                                             ^^^
      No series of the left side matches one of the right: job, instance are on every series of the right side and on none of the left.
      Aggregate the right side by the labels of the left side, or match with on ().

    error  never-matches   rules.yml › group › Pdf
      extraction_tasks_in_progress{task_type="pdf"} > extraction_tasks_in_progress{task_type="dxf"}
                                                    ^
      No series of the left side matches one of the right: task_type is pdf on the left and dxf on the right.
      Let ignoring (task_type) pair them, or aggregate task_type away on both sides.

    error  never-matches   rules.yml › group › On
      sum by (instance) (up) * on (job) group_left () redis_up > 0
                             ^
      No series of the left side matches one of the right: job is on every series of the right side and on none of the left.
      Keep job on both sides, or leave it out of on (…).

    error  never-matches   rules.yml › group › Unless
      up{job="redis"} unless sum(up)
                      ^^^^^^
      No series of the left side matches one of the right: job, instance are on every series of the left side and on none of the right.
      Aggregate the left side by the labels of the right side, or match with on ()."
  `)
})

test.each([
  ['both aggregated', 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05'],
  ['matched on nothing', 'redis_memory_used_bytes > 1e9 and on () sum(rate(http_requests_total[5m])) > 0'],
  ['matched on what both have', 'db_pool_connections / on (job, instance) group_left () db_pool_connections_max > 0.5'],
  [
    'the rest ignored',
    'extraction_tasks_in_progress{task_type="pdf"} > ignoring (task_type) extraction_tasks_in_progress{task_type="dxf"}',
  ],
  ['either of two', 'redis_up == 0 or sum(up) == 0'],
  [
    'a value that may agree',
    'extraction_tasks_in_progress{task_type=~"pdf|dxf"} > extraction_tasks_in_progress{task_type="dxf"}',
  ],
  [
    'a value that a macro chooses',
    'extraction_tasks_in_progress{task_type="$type"} > extraction_tasks_in_progress{task_type="dxf"}',
  ],
  ['a metric that nobody knows', 'somebodys_requests_total / redis_up > 1'],
  ['a number', 'redis_up * 2 > 1'],
])('%s is left alone', (_, expr) => {
  expect(told(neverMatches, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('a label that a recording rule has dropped', () => {
  const rules = [
    recording({ name: 'requests:rate5m', expr: 'sum(rate(http_requests_total[5m]))' }),
    alert({ expr: 'sum by (endpoint) (rate(http_requests_total[5m])) / requests:rate5m > 0.5' }),
  ]
  expect(told(neverMatches, subject({ rules }))).toContain(
    'endpoint is on every series of the left side and on none of the right',
  )
})

test('since when an alert holds does not depend on its state', () => {
  const of = (name: string) =>
    told(neverMatches, against('', alerts(`max by (a, alertstate) (${name}) / max by (a) (ALERTS) > 1`)))
  expect(of('ALERTS_FOR_STATE')).toBe('')
  expect(of('ALERTS')).toContain('alertstate is on every series of the left side')
})

const shop = [
  '# TYPE shop_steps_total counter',
  'shop_steps_total{step="pay"} 1',
  'shop_steps_total{step="look"} 3',
  '# TYPE shop_orders_total counter',
  'shop_orders_total 2',
  '# TYPE shop_queue gauge',
  'shop_queue{queue="mail"} 1',
  'shop_queue 2',
  '# TYPE shop_pods gauge',
  'shop_pods{pod="a"} 2',
].join('\n')

test.each([
  ['and', 'increase(shop_steps_total{step="pay"}[6h]) > 0 and increase(shop_orders_total[6h]) == 0'],
  ['a quotient', 'rate(shop_orders_total[5m]) / rate(shop_steps_total[5m]) > 0.5'],
  ['unless', 'rate(shop_steps_total[5m]) > 0 unless rate(shop_orders_total[5m]) > 0'],
  ['on', 'sum by (step) (rate(shop_steps_total[5m])) > on (step) rate(shop_orders_total[5m])'],
])('a label on every sample of a recorded metric is certain: %s', (_, expr) => {
  expect(told(neverMatches, against(shop, alerts(expr)))).toContain('step is on every series of the')
})

test.each([
  ['aggregated', 'sum without (step) (increase(shop_steps_total[6h])) > 0 and increase(shop_orders_total[6h]) == 0'],
  ['ignored', 'increase(shop_steps_total[6h]) > 0 and ignoring (step) increase(shop_orders_total[6h]) == 0'],
  ['a label that some samples lack', 'shop_queue > 5 and rate(shop_orders_total[5m]) > 1'],
  ['a label that targets usually get', 'shop_pods > 5 and rate(shop_orders_total[5m]) > 1'],
  ['a metric that nobody recorded', 'increase(shop_steps_total[6h]) > 0 and other_total > 5'],
])('of a recorded metric, %s is left alone', (_, expr) => {
  expect(told(neverMatches, against(shop, alerts(expr)))).toBe('')
})

test.each([
  ['grouped by a label, and by none', 'sum by (kind) (rate(a[5m])) / sum(rate(b[5m])) > 1', 'kind is on every series'],
  ['grouped by two, and by one', 'sum by (kind, pod) (a) > sum by (pod) (b)', 'kind is on every series'],
  ['joined, and not', 'a * on (topic) group_left (owner) b > 5 and a > 1', 'group_left brings owner to one side'],
  ['a rate that is joined', 'rate(a[5m]) unless rate(a[5m]) * on (x) group_left (y) b > 5', 'group_left brings y'],
])('of what nobody knows, a query tells its own labels: %s', (_, expr, what) => {
  expect(told(neverMatches, against('', alerts(expr)))).toContain(what)
})

test.each([
  ['a label of environments', 'sum by (cluster) (a) / sum(b) > 1'],
  ['a label that only some targets export', 'sum by (exported_job) (a) / sum(b) > 1'],
  ['the label is aggregated away', 'sum(sum by (kind) (a)) / sum(b) > 1'],
  ['joined, and matched by what both have', 'a * on (topic) group_left (owner) b > 5 and on (topic) a > 1'],
  ['joined, and another metric', 'a * on (topic) group_left (owner) b > 5 and c > 1'],
  ['joined, and chosen', 'a * on (topic) group_left (owner) b > 5 and a{owner="x"} > 1'],
])('of what nobody knows, %s is left alone', (_, expr) => {
  expect(told(neverMatches, against('', alerts(expr)))).toBe('')
})

const scraped = (more = '') =>
  [
    'scrape_configs:',
    `- {job_name: web, static_configs: [{targets: ['web:80', 'web2:80']}]${more}}`,
    "- {job_name: cache, static_configs: [{targets: ['cache:9121']}]}",
  ].join('\n')

test.each([
  ['up{job="web"} == 0 and on (instance) up{job="cache"} == 1', ''],
  ['sum by (instance) (rate(a{job="web"}[5m])) / on (instance) b{job="cache"} > 1', ''],
])('jobs with targets of their own share no instance: %s', (expr) => {
  const files = (more?: string) => against('', { ...alerts(expr), 'prometheus.yml': scraped(more) })
  expect(told(neverMatches, files())).toContain(
    'instance is web:80 and web2:80 on the left and cache:9121 on the right',
  )
  expect(told(neverMatches, files(', honor_labels: true'))).toBe('')
  expect(told(neverMatches, files(", relabel_configs: [{target_label: instance, replacement: 'x'}]"))).toBe('')
})

test.each([
  ['one job', 'a{job="web"} / on (instance) b{job="web"} > 1'],
  ['no job', 'a{job="web"} / on (instance) b > 1'],
  ['another label', 'a{job="web"} / on (host) b{job="cache"} > 1'],
  ['written', 'a{job="web"} / on (instance) label_replace(b{job="cache"}, "instance", "web:80", "", "") > 1'],
])('instances of %s may match', (_, expr) => {
  expect(told(neverMatches, against('', { ...alerts(expr), 'prometheus.yml': scraped() }))).toBe('')
})
