import { expect, test } from 'vitest'
import type { Problem, Refused } from '../../build/findings/problem.ts'
import { alert } from '../../build/language/alert.ts'
import { quantile, rate, ratio, sum, topK } from '../../build/language/functions.ts'
import { keyOf, type Panel } from '../../build/language/panel.ts'
import { bars, gauge, heatmap, stat, states, table, timeseries } from '../../build/language/panels.ts'
import { printLine } from '../../build/promql/print.ts'
import { latency, limit, memory, queue, ready, requests } from './metrics.ts'

const about = 'For tests.'
const depth = sum(queue)
const p95 = quantile(0.95, latency)
const legends = ({ targets }: Panel): readonly string[] => targets.map(({ legend }) => legend)

const shown: readonly (readonly [string, Panel, readonly string[]])[] = [
  ['one series has the title', timeseries('Depth', depth, about), ['Depth']],
  ['labels tell series apart', timeseries('Depth', depth.by('name'), about), ['{{name}}']],
  ['several labels', timeseries('Depth', depth.by('name', 'instance'), about), ['{{name}} {{instance}}']],
  ['the instance tells the job', timeseries('Memory', memory, about), ['{{instance}}']],
  ['the job alone stays', timeseries('Memory', sum(memory).by('job'), about), ['{{job}}']],
  [
    'names that the author gave',
    timeseries('Memory', { used: sum(memory), limit: sum(limit) }, about),
    ['used', 'limit'],
  ],
  ['names, and labels after them', timeseries('Time', { p95: p95.by('route') }, about), ['p95 {{route}}']],
  ['bars', bars('Deepest', topK(3, depth.by('name')), about), ['{{name}}']],
  [
    'the columns of a table',
    table('Routes', { p95: p95.by('route'), rate: sum(rate(requests)).by('route') }, about),
    ['p95', 'rate'],
  ],
  ['bands', states('Ready', { a: ready, b: ready }, about), ['a {{instance}}', 'b {{instance}}']],
  ['a heatmap shows bucket edges', heatmap('Time', latency, about), ['{{le}}']],
]

test.each(shown)('legend: %s', (_, panel, expected) => {
  expect(legends(panel)).toEqual(expected)
})

test('a heatmap counts what fell into each bucket, in the unit of the buckets', () => {
  const { targets, unit } = heatmap('Time', latency.where({ route: '/' }), about)
  expect(targets.map(({ expr }) => printLine(expr)).join()).toBe(
    'sum by (le) (increase(latency_seconds_bucket{job="node",route="/"}[$__rate_interval]))',
  )
  expect(unit).toBe('seconds')
})

test('the type, the unit and the texts of a panel', () => {
  const share = ratio(sum(memory), sum(limit))
  expect([stat('A', depth, about), gauge('B', share, about), timeseries('C', p95, about)]).toMatchObject([
    { type: 'stat', unit: 'count', title: 'A', description: about, stacked: false },
    { type: 'gauge', unit: 'ratio' },
    { type: 'timeseries', unit: 'seconds' },
  ])
  expect(timeseries('D', depth, about, { stacked: true, noValue: 'Empty' })).toMatchObject({
    stacked: true,
    noValue: 'Empty',
  })
})

test.each([
  ['Request rate', 'request-rate'],
  ['Request rate (5xx)', 'request-rate-5xx'],
  ['p95 / p99: “slow”', 'p95-p99-slow'],
  ['  CPU  ', 'cpu'],
])('the key of "%s" is %s', (title, key) => {
  expect(keyOf(title)).toBe(key)
})

test('a key that is written down outlives the title', () => {
  const before = timeseries('Depth', depth, about)
  expect(timeseries('Length of the queue', depth, about, { key: 'depth' }).key).toBe(before.key)
})

test('an alert in the place of the options is one mistake, told once', () => {
  const full = alert('Full', {
    when: depth.above(10),
    severity: 'warning',
    component: 'api',
    summary: 'It is full.',
    description: () => 'It is.',
  })
  let problems: readonly Problem[] = []
  try {
    stat('Depth', depth, about, full as never)
  } catch (error) {
    problems = (error as Refused).problems
  }
  expect(problems.map(({ what, next }) => `${what} ${next}`)).toEqual([
    expect.stringMatching(/an object of options, and is the alert Full\. Write it in braces: \{ alert: … \}\.$/),
  ])
})
