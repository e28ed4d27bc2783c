import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readAll } from '../../build/import/read.ts'
import { cli } from '../commands/cli.ts'
import { put, temporaryFolder } from '../output/folder.ts'

// Alerts that Grafana evaluates itself, as its provisioning files have them.

const query = (expr: string, more: object = {}) => ({
  refId: 'A',
  relativeTimeRange: { from: 600, to: 0 },
  datasourceUid: 'prom',
  model: { datasource: { type: 'prometheus', uid: 'prom' }, expr, instant: true, refId: 'A', ...more },
})
const reduce = (reducer = 'last', settings = {}) => ({
  refId: 'B',
  datasourceUid: '__expr__',
  model: { type: 'reduce', expression: 'A', reducer, settings, refId: 'B' },
})
const threshold = (expression: string, type = 'gt', params = [100], more: object = {}) => ({
  refId: 'C',
  datasourceUid: '__expr__',
  model: { type: 'threshold', expression, conditions: [{ evaluator: { type, params }, ...more }], refId: 'C' },
})
const math = (expression: string) => ({
  refId: 'C',
  datasourceUid: '__expr__',
  model: { type: 'math', expression, refId: 'C' },
})

const depth = 'max by (queue) (shop_queue_length)'
const alert = (data: readonly object[], more: object = {}) => ({
  uid: 'queue-long',
  title: 'QueueLong',
  condition: 'C',
  data,
  noDataState: 'NoData',
  execErrState: 'Error',
  for: '5m',
  labels: { severity: 'page' },
  annotations: { summary: '{{ $labels.queue }} holds {{ $values.A.Value | humanize }}.' },
  ...more,
})
const file = (...rules: readonly object[]) =>
  JSON.stringify({ apiVersion: 1, groups: [{ orgId: 1, name: 'queue', folder: 'Shop', interval: '1m', rules }] })

const read = (rule: object) => {
  const { rules, left, problems } = readAll([{ file: 'a.json', text: file(rule), isNamed: true }], () => '')
  expect(problems).toEqual([])
  return { rule: rules[0]?.groups[0]?.rules[0], left: left.join('\n') }
}

test.each([
  ['a threshold on the query', [query(depth), threshold('A')], `${depth} > 100`],
  ['a threshold on its last value', [query(depth), reduce(), threshold('B', 'lt', [1])], `${depth} < 1`],
  [
    'the last of a stretch',
    [query(depth, { instant: false, range: true }), reduce(), threshold('B')],
    `${depth} > 100`,
  ],
  [
    'a number for none that is no trouble',
    [query(depth), reduce('last', { mode: 'replaceNN' }), threshold('B')],
    `${depth} > 100`,
  ],
  ['a comparison', [query('sum(a) / sum(b)'), math('$A >= 0.5')], '(sum(a) / sum(b)) >= 0.5'],
  ['equality', [query(depth), threshold('A', 'eq', [0])], `${depth} == 0`],
])('%s is the same to Prometheus', (_, data, expr) => {
  const { rule, left } = read(alert(data))
  expect(rule).toMatchObject({ kind: 'alert', name: 'QueueLong', expr, for: '5m', labels: { severity: 'page' } })
  expect(rule?.annotations).toEqual({ summary: '{{ $labels.queue }} holds {{ $value | humanize }}.' })
  expect(left).toContain('what Grafana makes of no data')
  expect(left.includes('series that end')).toBe(JSON.stringify(data).includes('"range":true'))
})

describe('left to Grafana, with the reason:', () => {
  const good = [query(depth), threshold('A')]
  const text = (summary: string) => alert(good, { annotations: { summary } })
  test.each<readonly [string, object]>([
    ['it compares the mean of a stretch', alert([query(depth, { instant: false }), reduce('mean'), threshold('B')])],
    ['it compares the count of answers', alert([query(depth), reduce('count'), threshold('B')])],
    [
      'it fires for what is no number',
      alert([query(depth), reduce('last', { mode: 'replaceNN', replaceWithValue: 0 }), threshold('B', 'lt')]),
    ],
    ['its threshold is a range', alert([query(depth), threshold('A', 'within_range', [1, 2])])],
    [
      'it recovers at another threshold',
      alert([query(depth), threshold('A', 'gt', [1], { unloadEvaluator: { type: 'lt', params: [0] } })]),
    ],
    ['it computes', alert([query(depth), math('$A / 2 > 5')])],
    ['its condition is more than one comparison', alert([query(depth), threshold('D')])],
    ['its condition is no threshold', alert([query(depth)], { condition: 'A' })],
    ['it has no condition', alert(good, { condition: 'Z' })],
    ['its query is none to Prometheus', alert([query('rate({app="a"}[5m])', { queryType: 'range' }), threshold('A')])],
    ['its query is no PromQL', alert([query('sum('), threshold('A')])],
    ['Grafana fills in its query', alert([query('rate(a[$__rate_interval])'), threshold('A')])],
    [
      'it asks about an earlier time',
      alert([{ ...query(depth), relativeTimeRange: { from: 900, to: 300 } }, threshold('A')]),
    ],
    ['it is paused', alert(good, { isPaused: true })],
    ['it fires where there is no data', alert(good, { noDataState: 'Alerting' })],
    ['records what it finds', alert(good, { record: { metric: 'a', from: 'A' } })],
    ['its text summary is a template', text('{{ $values.C.Value }}')],
    ['its text summary is a template', text('{{ range $k, $v := .Values }}{{ $v }}{{ end }}')],
    ['its text summary is a template', text('{{ filterLabels .Labels "a" }}')],
  ])('%s', (why, rule) => {
    const { rule: made, left } = read(rule)
    expect(made).toBeUndefined()
    expect(left).toContain(`a.json › queue › QueueLong: Grafana evaluates this alert itself, and ${why}`)
  })
})

test('the value that people mean is the number of Prometheus, and that is said', () => {
  const { rule, left } = read(alert([query(depth), threshold('A')], { annotations: { summary: '{{ $value }} wait.' } }))
  expect(rule?.annotations).toEqual({ summary: '{{ $value }} wait.' })
  expect(left).toContain('Prometheus evaluates it now, to which $value is a number.')
})

test('a resource of the operator is a group, its comments kept', () => {
  const text = `# Ours.
apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaAlertRuleGroup
metadata: { name: queue }
spec:
  folderRef: shop
  interval: 1m
  rules:
    # Long is more than a hundred.
    - ${JSON.stringify(alert([query(depth), threshold('A')]))}
`
  const [file] = readAll([{ file: 'a.yaml', text, isNamed: true }], () => '').rules
  expect(file?.groups).toMatchObject([{ name: 'queue', about: { interval: '1m' }, comments: ['Ours.'] }])
  const { expr, comments } = file?.groups[0]?.rules[0] ?? {}
  expect({ expr, before: comments?.before }).toEqual({
    expr: `${depth} > 100`,
    before: ['Long is more than a hundred.'],
  })
})

test('a provisioning file becomes rules that compile', async () => {
  const here = temporaryFolder()
  put(
    here,
    'alerts.json',
    file(alert([query(depth), threshold('A')]), alert([query(depth)], { title: 'Other', condition: 'A' })),
  )
  const { code, stdout, stderr } = await cli(['import', 'alerts.json', '--into', 'new'], { cwd: here })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('1 rule in 1 rule file.')
  expect(stdout).toContain('QueueLong: what Grafana makes of no data and of errors; Prometheus evaluates it now.')
  expect(stdout).toContain('Other: Grafana evaluates this alert itself, and its condition is no threshold.')
  const alerts = readFileSync(join(here, 'new', 'alerts', 'alerts.ts'), 'utf8')
  expect(alerts).toContain("when: max(catalog.shopQueueLength).by('queue').above(100),")
}, 120_000)

test('where nothing of a file can be taken over, that is an answer and not half an import', async () => {
  const here = temporaryFolder()
  put(here, 'alerts.json', file(alert([query(depth)], { condition: 'A' })))
  const { code, stderr } = await cli(['import', 'alerts.json', '--into', 'new'], { cwd: here })
  expect(code).toBe(1)
  expect(stderr).toContain('its condition is no threshold')
}, 120_000)
