import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyOfDefinitions, lastingChecker, slip, told } from './repository.ts'

/** What people mistype, in one definition each. */
const slips: readonly (readonly [name: string, file: string, from: string, to: string, ...more: string[]])[] = [
  ['an option that there is not', 'alerts/slow-tasks.ts', "  for: '5m'", "  fro: '5m'"],
  ['another one', 'alerts/slow-tasks.ts', "  keepFiringFor: '5m'", "  keepFireFor: '5m'"],
  ['an option of a panel', 'dashboards/api-performance.ts', '{ stacked: true }', '{ stacked: true, warnign: 5 }'],
  ['another option of a panel', 'dashboards/celery-workers.ts', 'stacked: true', 'staked: true'],
  ['a component', 'alerts/slow-tasks.ts', "component: 'api'", "component: 'apo'"],
  ['a label that the query lost', 'alerts/slow-tasks.ts', 'labels.operation}', 'labels.endpoint}'],
  ["a threshold that is no bucket's edge", 'alerts/slow-tasks.ts', ".above('500ms')", ".above('600ms')"],
  ['a threshold of another unit', 'alerts/slow-tasks.ts', ".above('500ms')", ".above('5%')"],
  ['a forgotten summary', 'alerts/slow-tasks.ts', "  summary: 'The API answers slowly.',\n", ''],
  ['a forgotten component', 'alerts/slow-tasks.ts', "  component: 'api',\n", ''],
  ['a duration that is none', 'alerts/slow-tasks.ts', "  for: '5m'", "  for: '5min'"],
  [
    'a misspelt query in a panel',
    'dashboards/celery-workers.ts',
    'redis.extractionQueueDepth',
    'redis.extractionQueueDeph',
  ],
  ['a misspelt query in an alert', 'alerts/slow-tasks.ts', 'redis.extractionQueueDepth', 'redis.extractionQueueDeph'],
  [
    'a misspelt query that is compared',
    'alerts/slow-tasks.ts',
    'redis.extractionQueueDepth.offset',
    'redis.extractionQueueDeph.offset',
  ],
  ['a forgotten window', 'alerts/slow-tasks.ts', "http.latencyP95.over('5m')", 'http.latencyP95'],
  ['a forgotten comparison', 'alerts/slow-tasks.ts', ".above('1s')", ''],
  ['a counter where a query is due', 'queries/http.ts', 'sum(rate(requests))', 'sum(requests)'],
  ['the rate of a gauge', 'queries/http.ts', 'sum(websockets)', 'sum(rate(websockets))'],
  [
    'parts of different units',
    'queries/http.ts',
    'ratio(clientErrorRate, requestRate)',
    'ratio(latencyP50, requestRate)',
  ],
  ['parts of other units', 'queries/http.ts', 'quantile(0.99, latency)', 'ratio(latencyP50, requestRate)'],
  ['a misspelt import', 'queries/http.ts', ' quantile, rate,', ' quantiles, rate,'],
  [
    'a name that is declared twice',
    'queries/http.ts',
    'export const latencyP99',
    'export const latencyP95 = latencyP50\nexport const latencyP99',
  ],
  ['a bracket too many', 'queries/http.ts', 'sum(rate(requests))', 'sum(rate(requests)))'],
  [
    'a conflict that was not resolved',
    'queries/http.ts',
    'export const requestRate',
    '<<<<<<< HEAD\nexport const requestRate',
  ],
  ['a forgotten severity', 'alerts/slow-tasks.ts', "  severity: 'warning',\n", ''],
  ['a severity', 'alerts/slow-tasks.ts', "severity: 'warning'", "severity: 'high'"],
  ['a name in small letters', 'alerts/slow-tasks.ts', "alert('PyBaseApiLatencyHigh'", "alert('pybaseApiLatencyHigh'"],
  ['a sentence that is no function', 'alerts/slow-tasks.ts', '({ value }) =>', ''],
  [
    'a yes or no asked of a count',
    'alerts/resource-exhaustion.ts',
    'openWebsockets.above(1000)',
    'openWebsockets.is(0)',
  ],
  ['a number in quotes', 'alerts/resource-exhaustion.ts', '.above(1000)', ".above('1000')"],
  ['a share as a number', 'alerts/resource-exhaustion.ts', "memoryUsage.above('80%')", 'memoryUsage.above(0.8)'],
  ['a query joined to a condition', 'alerts/liveness.ts', "depth.offset('20m').above(0))", "depth.offset('20m'))"],
  [
    'a condition in a panel',
    'dashboards/celery-workers.ts',
    'redis.extractionQueueDepth,',
    'redis.extractionQueueDepth.above(1),',
  ],
  ['two units on one axis', 'dashboards/database-redis.ts', 'limit: redis.memoryLimitTotal', 'limit: redis.queueDepth'],
  [
    'several series as one number',
    'dashboards/celery-workers.ts',
    'redis.extractionQueueDepth,',
    "redis.queueDepth.by('key'),",
  ],
  [
    'a label that was aggregated away before',
    'alerts/resource-exhaustion.ts',
    ".by('job', 'instance').above",
    ".by('job').by('instance').above",
  ],
  ['a label that there is not', 'alerts/slow-tasks.ts', ".by('operation')", ".by('operations')"],
  ['two windows', 'alerts/slow-tasks.ts', ".over('5m').above('1s')", ".over('5m').over('10m').above('1s')"],
  ['a quantile in percent', 'queries/http.ts', 'quantile(0.99', 'quantile(99'],
  ['a sum of quantiles', 'queries/http.ts', 'sum(websockets)', 'sum(quantile(0.5, latency))'],
  ['a mean of shares', 'queries/http.ts', 'sum(websockets)', 'avg(serverErrorRatio)', 'import { ', 'import { avg, '],
  ['a word that is not imported', 'queries/http.ts', 'sum(websockets)', 'max(websockets)'],
  ['a value that the label has not', 'queries/http.ts', "status: '5xx'", "status: '5x'"],
  ['a label that the metric has not', 'queries/http.ts', "where({ status: '5xx' })", "where({ code: '5xx' })"],
  ['a wrong path', 'queries/http.ts', "from './jobs.ts'", "from './job.ts'"],
  ['a counter named like a gauge', 'queries/http.ts', "counter('http_requests_total'", "counter('http_requests'"],
  ['buckets in disorder', 'queries/http.ts', "'5ms', '10ms'", "'10ms', '5ms'"],
  [
    'a regular expression that RE2 does not know',
    'queries/http.ts',
    "where({ status: '4xx' })",
    "where({ endpoint: matching('(?!/internal).+') })",
    ' httpStatus, increase,',
    ' httpStatus, increase, matching,',
  ],
  [
    'a threshold of other labels',
    'alerts/slow-tasks.ts',
    ".by('operation').over('5m').above('500ms')",
    ".by('operation').over('5m').above(application.queryP95.over('1h'))",
  ],
  [
    'two windows in one share',
    'alerts/high-error-rate.ts',
    "http.userErrorRatio.over('2m')",
    "ratio(http.serverErrorRate.over('5m'), http.requestRate.over('10m'))",
    'import * as http',
    "import { ratio } from '@pybase/monitoring'\nimport * as http",
  ],
  ['a window of two scrapes', 'alerts/slow-tasks.ts', "http.latencyP95.over('5m')", "http.latencyP95.over('30s')"],
  ['a share of more than all', 'alerts/high-error-rate.ts', ".above('5%')", ".above('120%')"],
  [
    'an alert of the same name',
    'alerts/slow-tasks.ts',
    "alert('PyBaseDatabaseQuerySlow'",
    "alert('PyBaseApiLatencyHigh'",
  ],
  [
    'a scenario about something else',
    'alerts/resource-exhaustion.ts',
    'stands(application.poolMaximum, 15)',
    'stands(http.websockets, 15)',
  ],
]

test('each slip is told once, with types and without', async () => {
  const told: string[] = []
  const types = lastingChecker()
  for (const each of slips) told.push(await both(each, types))
  await types.close()
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('slips.txt')
})

/** The message of a build, and that of one with --no-types where it is another. */
async function both(
  [name, file, from, to, also, too]: (typeof slips)[number],
  types: ReturnType<typeof lastingChecker>,
): Promise<string> {
  const [one, other] = [copyOfDefinitions(), copyOfDefinitions()]
  for (const folder of [one, other]) {
    slip(folder, file, from, to)
    if (also !== undefined && too !== undefined) slip(folder, file, also, too)
  }
  const typed = await told(one, types.of(one, file))
  const untyped = await told(other, 'none')
  expect.soft(typed, name).toMatch(new RegExp(`^error {2}[\\w-]+ {3}${file.replaceAll('.', '[.]')}`))
  expect.soft(typed.split('\n\n'), `${name}:\n${typed}`).toHaveLength(1)
  expect.soft(typed, name).not.toContain(join(one, '/'))
  // The words for what is no TypeScript are those of whoever loads the file.
  const isSame = untyped === typed || /Transform failed/.test(untyped)
  const without = isSame ? [] : [`without types:\n${untyped || 'nothing'}`]
  return [`# ${name}: ${from.trim()} → ${to.trim()}`, typed, ...without].join('\n\n')
}
