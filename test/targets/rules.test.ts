import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { alert, group } from '../../build/language/alert.ts'
import { rate, sum } from '../../build/language/functions.ts'
import { record } from '../../build/language/record.ts'
import { resolve } from '../../build/model/model.ts'
import { alertRules, countRules, ruleFiles } from '../../build/targets/rules.ts'
import { node, requests } from '../language/metrics.ts'
import { pinned } from '../model/definitions.ts'
import { model, slow, urls } from './alerting.ts'

const [file, ...others] = ruleFiles(model())
const [{ name, rules }] = parse(file?.text ?? '').groups

test('a group is a file of its name, which says where it comes from', () => {
  expect(others).toEqual([])
  expect(file?.path).toBe('alerts/any.yml')
  expect(file?.text).toMatch(/^# Generated from alerts\/any\.ts /)
  expect(name).toBe('any')
})

test('a rule has all that its alert says, and where to read on', () => {
  const [slow] = rules
  expect(slow).toEqual({
    alert: 'Slow',
    expr: 'histogram_quantile(0.95, sum by (le, route) (rate(latency_seconds_bucket{job="node"}[5m]))) > 1',
    for: '5m',
    keep_firing_for: '10m',
    labels: { severity: 'warning', component: 'api' },
    annotations: {
      summary: 'It is slow.',
      description: expect.stringMatching(/^\{\{ \$labels\.route \}\} takes \{\{.*\$value.*\}\}\.$/),
      runbook_url: `${urls.runbooks}/Slow.md`,
      dashboard_url: expect.stringContaining(`${urls.grafana}/d/any?viewPanel=`),
      __dashboardUid__: 'any',
      __panelId__: expect.stringMatching(/^\d+$/),
    },
  })
})

test('an alert that no panel shows, and that waits for nothing, says nothing of either; each arm is a rule', () => {
  const [, warning, critical] = rules
  const annotations = { summary: 'It piles up.', description: 'It does.', runbook_url: `${urls.runbooks}/Piling.md` }
  const expr = (limit: number) => `sum(queue{job="node"}) > ${limit}`
  expect(warning).toEqual({
    alert: 'Piling',
    expr: expr(10),
    labels: { severity: 'warning', component: 'api' },
    annotations,
  })
  expect(critical).toEqual({
    alert: 'Piling',
    expr: expr(100),
    labels: { severity: 'critical', component: 'redis' },
    annotations,
  })
  expect(countRules(model())).toBe(3)
})

test('recording rules stand first, and a group without rules has no file', () => {
  const recorded = record('job:requests:rate5m', sum(rate(requests)).by('job').over('5m'))
  const groups = [
    { file: 'alerts/some.ts', name: 'some', value: group(recorded) },
    { file: 'alerts/none.ts', name: 'none', value: group() },
  ]
  const recording = resolve({
    stack: pinned,
    jobs: [node],
    metrics: [{ file: 'queries/any.ts', name: 'requests', value: requests }],
    queries: [],
    dashboards: [],
    groups,
    runbooks: new Map(),
    faults: undefined,
    drills: [],
    drilled: { drills: [] },
    proofs: {},
  })
  expect(ruleFiles(recording).map(({ path }) => path)).toEqual(['alerts/some.yml'])
  expect(parse(ruleFiles(recording)[0]?.text ?? '').groups[0].rules).toEqual([
    { record: 'job:requests:rate5m', expr: 'sum by (job) (rate(requests_total{job="node"}[5m]))' },
  ])
  expect(countRules(recording)).toBe(1)
})

test('labels, annotations and a runbook of its own stand beside the others', () => {
  const own = alert('Own', {
    when: sum(rate(requests)).over('5m').above('1/s'),
    severity: 'critical',
    component: 'api',
    summary: 'It is busy.',
    description: ({ value }) => `It is ${value}.`,
    labels: { team: 'payments' },
    annotations: { impact: 'Orders wait.' },
    runbook: 'https://wiki.example.com/busy',
  })
  const [rule] = alertRules(model(), own)
  expect(rule?.labels).toEqual({ severity: 'critical', component: 'api', team: 'payments' })
  expect(rule?.annotations).toMatchObject({ runbook_url: 'https://wiki.example.com/busy', impact: 'Orders wait.' })
  expect(alertRules(model(), slow)[0]?.labels).toEqual({ severity: 'warning', component: 'api' })
})
