import { expect, test } from 'vitest'
import { inlined } from '../../build/history/inline.ts'
import { ruleSetOf } from '../../build/history/rules.ts'
import { evaluator } from '../../build/promql/evaluate/evaluate.ts'
import type { LabelSet, Series } from '../../build/promql/evaluate/series.ts'
import { parse } from '../../build/promql/parse.ts'

const minute = 60_000
const options = { windows: 'closed', interval: minute } as const

const set = ruleSetOf(
  [
    {
      file: 'rules.yml',
      isNamed: true,
      text: `
groups:
  - name: a
    rules:
      - { record: 'app:load:max', expr: 'max by (app, zone) (load)', labels: { kind: highest } }
      - { record: 'app:load:max', expr: 'min by (app, zone) (load)', labels: { kind: lowest } }
      - { record: 'app:load:twice', expr: '2 * app:load:max{kind="highest"}' }
      - { record: limit, expr: '5' }
      - { alert: Any, expr: 'up == 0' }
`,
    },
  ],
  'rules.yml',
)

const times = Array.from({ length: 30 }, (_, at) => at * minute)
const load = (app: string, zone: string, node: string, first: number): Series => ({
  labels: { __name__: 'load', app, zone, node },
  times,
  values: times.map((_, at) => first + (at % 7)),
})
const stored = [
  load('a.b', 'x', '1', 1),
  load('a.b', 'x', '2', 3),
  load('axb', 'x', '1', 4),
  load('c', '', '1', 6),
  load('d', 'y', '1', 0),
]

/** What the rules record, at each moment, as a series with a sample there. */
function recordedSeries(): readonly Series[] {
  let known: readonly Series[] = stored
  for (const { name, query, labels } of set.recordings) {
    const found = new Map<string, { labels: LabelSet; times: number[]; values: number[] }>()
    const answer = evaluator(query.expr, known, options)
    for (const at of times)
      for (const sample of answer(at)) {
        const own = { ...sample.labels, ...labels, __name__: name }
        const key = JSON.stringify(Object.entries(own).sort())
        const series = found.get(key) ?? { labels: own, times: [] as number[], values: [] as number[] }
        found.set(key, series)
        series.times.push(at)
        series.values.push(sample.value)
      }
    known = [...known, ...found.values()]
  }
  return known
}

const answersOf = (expr: ReturnType<typeof parse>, series: readonly Series[]): readonly string[] => {
  const answer = evaluator(expr, series, options)
  return times.slice(15).flatMap((at) =>
    answer(at)
      .map(
        ({ labels: { __name__: _, ...labels }, value }) =>
          `${at} ${JSON.stringify(Object.entries(labels).sort())} ${value}`,
      )
      .sort(),
  )
}

test.each([
  'app:load:max > 4',
  'app:load:max{kind="highest"} > 4',
  'app:load:max{app="a.b"}',
  'app:load:max{app!="a.b", kind="lowest"}',
  'app:load:max{app=~"a.b|c"}',
  'app:load:max{app!~"a.*"}',
  'app:load:max{zone=""}',
  'app:load:max{zone!="", kind!="lowest"}',
  'app:load:twice{app="c"} > on () group_left () limit',
  'max_over_time(app:load:max{app="d", kind="lowest"}[5m])',
  'app:load:max offset 3m',
  'avg_over_time(app:load:twice[4m] offset 2m)',
  'load > 5 unless on (app, zone) app:load:max{kind="highest"} > 8',
])('%s is the same where what rules record is computed in its place', (text) => {
  const expr = parse(text)
  const recorded = answersOf(expr, recordedSeries())
  const { expr: computed, names } = inlined(expr, set.recordings, () => false, minute)
  expect(names.length).toBeGreaterThan(0)
  expect(answersOf(computed, stored)).toEqual(recorded)
  expect(recorded.length).toBeGreaterThan(0)
  expect(inlined(expr, set.recordings, () => true, minute)).toEqual({ expr, names: [] })
})
