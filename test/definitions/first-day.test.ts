import { expect, test } from 'vitest'
import { copyOfDefinitions, lastingChecker, slip, told } from './repository.ts'

/** What somebody writes who knows Grafana and JavaScript, and this language since today. */
const slips: readonly (readonly [name: string, file: string, from: string, to: string])[] = [
  [
    'conditions joined by JavaScript',
    'alerts/slow-tasks.ts',
    '.and(application.slowLately)',
    ' && application.slowLately',
  ],
  ['a comparison of JavaScript', 'alerts/slow-tasks.ts', ".over('5m').above('1s')", ".over('5m') > 1"],
  [
    'a quotient of JavaScript',
    'queries/http.ts',
    'ratio(serverErrorRate, requestRate)',
    'serverErrorRate / requestRate',
  ],
  [
    'percent by hand',
    'queries/http.ts',
    'ratio(serverErrorRate, requestRate)',
    '100 * ratio(serverErrorRate, requestRate)',
  ],
  [
    'a share upside down',
    'queries/http.ts',
    'ratio(serverErrorRate, requestRate)',
    'ratio(requestRate, serverErrorRate)',
  ],
  ['an alert that no group gathers', 'alerts/slow-tasks.ts', '  apiLatencyHigh,\n', ''],
  [
    'PromQL as a condition',
    'alerts/slow-tasks.ts',
    "http.latencyP95.over('5m').above('1s')",
    "'rate(requests[5m]) > 1'",
  ],
  [
    'PromQL in a panel',
    'dashboards/api-performance.ts',
    "stat('Requests', http.requestRate,",
    "stat('Requests', 'sum(rate(http_requests_total[5m]))',",
  ],
  ['a window within rate()', 'queries/http.ts', 'rate(requests))', "rate(requests, '5m'))"],
  ['labels within sum()', 'queries/http.ts', 'sum(rate(requests))', "sum(rate(requests), 'endpoint')"],
  ['labels in brackets', 'alerts/slow-tasks.ts', ".by('operation').over", ".by(['operation']).over"],
  [
    'a query that is narrowed',
    'queries/http.ts',
    "rate(requests.where({ status: '5xx' }))",
    "rate(requests).where({ status: '5xx' })",
  ],
  [
    'a word of another name',
    'alerts/resource-exhaustion.ts',
    "memoryUsage.above('80%')",
    "memoryUsage.greaterThan('80%')",
  ],
  ['an aggregation behind its query', 'queries/http.ts', 'sum(websockets)', 'websockets.sum()'],
  [
    'labels without their values',
    'queries/http.ts',
    "labels: { result: ['merged', 'shared', 'refused', 'failed'] }",
    "labels: ['result']",
  ],
  ['values that are any texts', 'queries/http.ts', "'OPTIONS'] as const", "'OPTIONS']"],
  ['a metric that is not exported', 'queries/http.ts', 'export const websockets', 'const websockets'],
  ['a panel without a title', 'dashboards/api-performance.ts', "stat('Requests', http", 'stat(http'],
  ['an import without its ending', 'alerts/slow-tasks.ts', "'../queries/http.ts'", "'../queries/http'"],
  ['a package of another name', 'queries/http.ts', "from '@pybase/monitoring'", "from 'pybase-monitoring'"],
  [
    'a template of Prometheus in a label',
    'alerts/slow-tasks.ts',
    "  component: 'api',\n",
    "  component: 'api',\n  labels: { value: '{{ $value }}' },\n",
  ],
  ['a unit by hand', 'dashboards/api-performance.ts', '{ stacked: true }', "{ stacked: true, unit: 'reqps' }"],
  [
    'a severity as a label',
    'alerts/slow-tasks.ts',
    "  component: 'api',\n",
    "  component: 'api',\n  labels: { severity: 'page' },\n",
  ],
]

test('each is told once, in the file that somebody wrote', { timeout: 900_000 }, async () => {
  const types = lastingChecker()
  const all: string[] = []
  for (const [name, file, from, to] of slips) {
    const folder = copyOfDefinitions()
    slip(folder, file, from, to)
    const text = await told(folder, types.of(folder, file))
    expect.soft(text, name).toMatch(new RegExp(`^error {2}[\\w-]+ {3}${file.replaceAll('.', '[.]')}`))
    expect.soft(text.split('\n\n'), `${name}:\n${text}`).toHaveLength(1)
    all.push(`# ${name}: ${from.trim()} → ${to.trim()}\n\n${text}`)
  }
  await types.close()
  await expect(`${all.join('\n\n')}\n`).toMatchFileSnapshot('first-day.txt')
})
