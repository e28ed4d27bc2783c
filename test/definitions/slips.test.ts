import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyOfDefinitions, slip, told } from './repository.ts'

/** What people mistype, in one definition each. */
const slips: readonly (readonly [name: string, file: string, from: string, to: string])[] = [
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
    'redis.extractionQueueDepth.above',
    'redis.extractionQueueDeph.above',
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
  ['a misspelt import', 'queries/http.ts', '{ quantile, rate,', '{ quantiles, rate,'],
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
]

test('each slip is told once, with types and without', async () => {
  const told: string[] = []
  for (const each of slips) told.push(await both(each))
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('slips.txt')
})

/** The message of a build, and that of one with --no-types where it is another. */
async function both([name, file, from, to]: (typeof slips)[number]): Promise<string> {
  const [one, other] = [copyOfDefinitions(), copyOfDefinitions()]
  for (const folder of [one, other]) slip(folder, file, from, to)
  const typed = await told(one, 'own')
  const untyped = await told(other, 'none')
  expect(typed, name).toMatch(/^error {2}(?:types|definition) {3}\S+:\d+:\d+/)
  expect(typed.split('\n\n'), `${name}:\n${typed}`).toHaveLength(1)
  expect(typed, name).not.toContain(join(one, '/'))
  // The words for what is no TypeScript are those of whoever loads the file.
  const isSame = untyped === typed || /Transform failed/.test(untyped)
  const without = isSame ? [] : [`without types:\n${untyped || 'nothing'}`]
  return [`# ${name}: ${from.trim()} → ${to.trim()}`, typed, ...without].join('\n\n')
}
