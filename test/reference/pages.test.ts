import { expect, test } from 'vitest'
import { instancesOf } from '../../build/language/dashboard.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { rate, sum } from '../../build/language/functions.ts'
import { open, unbounded } from '../../build/language/labels.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import { alertsPage } from '../../build/reference/alerts.ts'
import { dashboardsPage } from '../../build/reference/dashboards.ts'
import { metricsPage } from '../../build/reference/metrics.ts'
import { queriesPage } from '../../build/reference/queries.ts'
import { subjectOf } from '../../build/subject.ts'
import { node, queue, requests, started, up } from '../language/metrics.ts'
import { model } from '../targets/alerting.ts'

const help = 'For tests.'
const rare = exposedBy(node).gauge('rare', {
  help,
  labels: { path: unbounded, mode: open, kind: ['a', 'b'] },
  since: '1.2.0',
  until: '2.0.0',
  needs: '--collector.rare',
  optional: 'Only on *some* kernels.',
})

/** A paragraph of a page, from its heading to the next. */
const part = (text: string, heading: string): string => text.split(`${heading}\n`)[1]?.split(/\n#+ /)[0]?.trim() ?? ''

test.each([
  [alertsPage(model()), 'alerts', 'Alerts', 'alerts/*.ts'],
  [dashboardsPage(model()), 'dashboards', 'Dashboards', 'dashboards/*.ts'],
  [queriesPage(model()), 'queries', 'Queries', 'queries/*.ts'],
  [metricsPage(model(), subjectOf(model())), 'metrics', 'Metrics', 'queries/*.ts'],
])('%# is a page that says its title and its source', ({ path, text }, name, title, source) => {
  expect(path).toBe(`reference/${name}.md`)
  expect(text).toContain(`Generated from ${source} by`)
  expect(text).toContain(`\n# ${title}\n`)
})

test('alerts: each rule with how bad, for whom, when, and where to read on', () => {
  const { text } = alertsPage(model())
  expect(part(text, '## any').split('\n')).toEqual([
    'From `alerts/any.ts`.',
    '',
    '| Alert | Severity | Component | For | Fires when | Panel |',
    '| --- | --- | --- | --- | --- | --- |',
    '| [Slow](../runbooks/Slow.md) | warning | api | 5m | `histogram_quantile(0.95, sum by (le, route) (rate(latency_seconds_bucket{job="node"}[5m]))) > 1` | Any › Over time |',
    '| [Piling](../runbooks/Piling.md) | warning | api | at once | `sum(queue{job="node"}) > 10` |  |',
    '| [Piling](../runbooks/Piling.md) | critical | redis | at once | `sum(queue{job="node"}) > 100` |  |',
  ])
  expect(text).not.toContain('## Unproven')
})

test('alerts: those that nobody saw fire, with the reason', () => {
  const { groups, ...rest } = model()
  const excused = groups.map((group) => ({
    ...group,
    alerts: group.alerts.map((alert) => ({ ...alert, unproven: 'It *cannot*.' })),
  }))
  expect(part(alertsPage({ ...rest, groups: excused }).text, '## Unproven')).toContain('| `Slow` | It \\*cannot\\*. |')
})

test('dashboards: the question, the pickers, and each panel with its queries and its alert', () => {
  const { text } = dashboardsPage(model([instancesOf(requests, 'node_instance', 'Node')]))
  expect(part(text, '## Any')).toBe('Well? ([JSON](../grafana-dashboards/any.json))\n\nNarrowed by Node.')
  const panels = part(text, '### Row (Any)')
  expect(panels).toContain('**Slowest** (`stat`, seconds). Any. Alert: [Slow](../runbooks/Slow.md).')
  expect(panels).toContain('**Over time** (`timeseries`, seconds).')
  expect(panels.match(/```promql\nhistogram_quantile/g)).toHaveLength(2)
})

test('queries: the unit, the labels and the PromQL', () => {
  const queries = [
    { file: 'queries/any.ts', name: 'requestRate', value: sum(rate(requests)) },
    { file: 'queries/other.ts', name: 'waiting', value: sum(queue).by('name') },
  ]
  const { text } = queriesPage({ ...model(), queries })
  expect(part(text, '### requestRate')).toBe(
    'In `count/s`, one series.\n\n```promql\nsum(rate(requests_total{job="node"}[$__rate_interval]))\n```',
  )
  expect(part(text, '## queries/other.ts')).toBe('')
  expect(part(text, '### waiting')).toMatch(/^In `count`, by `name`\.\n/)
})

function metricPage(...more: readonly AnyMetric[]): string {
  const base = model()
  const added = more.map((value) => ({ file: 'queries/more.ts', name: value.name, value }))
  const whole = { ...base, metrics: [...base.metrics, ...added] }
  return metricsPage(whole, subjectOf(base)).text
}

test('metrics: what is known of one, and who reads it', () => {
  expect(part(metricPage(), '### latency_seconds').split('\n')).toEqual([
    'For tests.',
    '',
    '|  |  |',
    '| --- | --- |',
    '| Type, unit | histogram, seconds |',
    '| Exposed by | `node` |',
    '| Label `route` | a few values |',
    '| Buckets | 0.1, 1, 60 |',
    '| Read by | [Slow](../runbooks/Slow.md), [Any](dashboards.md) |',
  ])
})

test('metrics: under which conditions one is there', () => {
  const text = part(metricPage(rare), '### rare')
  for (const row of [
    '| Label `path` | any number of values |',
    '| Label `mode` | a few values |',
    '| Label `kind` | `a`, `b` |',
    '| Since | version 1.2.0 |',
    '| Until | before version 2.0.0 |',
    '| Needs the flag | `--collector.rare` |',
    '| May be missing | Only on \\*some\\* kernels. |',
    '| Read by | nobody |',
  ])
    expect(text).toContain(row)
})

test('metrics: of the labels that every metric has nothing is said', () => {
  const text = metricPage(up, started)
  expect(part(text, '### up')).toContain('| Exposed by | Prometheus itself |')
  expect(part(text, '### up')).not.toContain('Label')
})
