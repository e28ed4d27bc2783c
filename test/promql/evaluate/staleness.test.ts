import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { evaluator } from '../../../build/promql/evaluate/evaluate.ts'
import type { Sample, Series } from '../../../build/promql/evaluate/series.ts'
import { parse } from '../../../build/promql/parse.ts'
import { testWith } from '../../support/tools.ts'
import { Random } from '../conformance/random.ts'
import { options } from './differences.ts'

/** Samples stand at multiples of this, so that many are on the edges of windows. */
const interval = 7000
const length = 240

function markedSeries(labels: Series['labels'], random: Random): Series {
  const slots = Array.from({ length }, (_, slot) => slot)
  // Twice nothing comes for longer than the lookback.
  const kept = slots.filter((slot) => random.chance(0.8) && (slot < 40 || slot > 90) && (slot < 130 || slot > 190))
  return {
    labels,
    times: kept.map((slot) => slot * interval),
    values: kept.map(() => (random.chance(0.12) ? null : random.below(100))),
  }
}

/** Queries whose results are exact, since promtool compares every digit. */
const queries = [
  'x',
  'x offset 21s',
  'x{a="1"} > 40',
  'count_over_time(x[35s])',
  'last_over_time(x[1m])',
  'max_over_time(x[70s] offset 14s)',
  'changes(x[2m])',
  'resets(x[1m45s])',
  'sum(x)',
  'count by (a) (x)',
  'absent(x{a="2"})',
  'absent_over_time(x{a="3"}[28s])',
  'timestamp(x)',
  'idelta(x[49s])',
  'x{a="1"} - ignoring (a) x{a="2"}',
  'x unless x offset 70s',
  'count_over_time(x[70s:7s])',
  'sum_over_time(x[5m:30s] offset 13s)',
  'min_over_time(sum(x)[84s:21s])',
]
const times = Array.from({ length: 130 }, (_, index) => index * 14_000 + (index % 3 === 0 ? 500 : 0))

interface Expectation {
  readonly query: string
  readonly time: number
  readonly samples: readonly Sample[]
}

testWith(
  ['promtool'],
  'staleness markers and samples on the edges of windows count as in Prometheus',
  ({ promtool }) => {
    const random = new Random(31)
    const series = ['1', '2', '3'].map((a) => markedSeries({ __name__: 'x', a }, random))
    const expected = (windows: 'closed' | 'left-open'): readonly Expectation[] =>
      queries.flatMap((query) => {
        const evaluate = evaluator(parse(query), series, { ...options, windows })
        return times.map((time) => ({ query, time, samples: evaluate(time) }))
      })
    const closed = expected('closed')
    console.log(`${closed.length} evaluations, ${closed.filter(({ samples }) => samples.length > 0).length} not empty`)
    expect(failures(promtool, series, closed)).toStrictEqual([])
    // promtool would tell: what Prometheus 3 makes of the same windows is wrong here, and only where the two differ.
    const open = expected('left-open')
    const different = open.filter(
      ({ samples }, index) => JSON.stringify(samples) !== JSON.stringify(closed[index]?.samples),
    )
    expect(different.length).toBeGreaterThan(100)
    expect(failures(promtool, series, open)).toHaveLength(different.length)
  },
)

/** The expectations that promtool finds wrong. */
function failures(promtool: string, series: readonly Series[], expected: readonly Expectation[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'staleness-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const test = {
    interval: `${interval}ms`,
    input_series: series.map((each) => ({ series: nameOf(each.labels), values: notation(each) })),
    promql_expr_test: expected.map(({ query, time, samples }) => ({
      expr: query,
      eval_time: `${time}ms`,
      exp_samples: samples.map(({ labels, value }) => ({ labels: nameOf(labels), value })),
    })),
  }
  const file = join(folder, 'x.test.yml')
  writeFileSync(file, stringify({ evaluation_interval: '1m', tests: [test] }))
  return run(promtool, file).match(/^ +expr: .+/gm) ?? []
}

function run(promtool: string, file: string): string {
  try {
    return execFileSync(promtool, ['test', 'rules', file], { stdio: 'pipe', encoding: 'utf8' })
  } catch (error) {
    return error instanceof Error && 'stdout' in error && 'stderr' in error
      ? `${error.stdout}${error.stderr}`
      : String(error)
  }
}

const nameOf = ({ __name__: name = '', ...labels }: Series['labels']): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ')}}`

/** promtool's words for samples: a number, `stale`, or `_` where there is none. */
function notation({ times, values }: Series): string {
  const bySlot = new Map(times.map((time, index) => [time / interval, values[index] ?? 'stale']))
  return Array.from({ length }, (_, slot) => bySlot.get(slot) ?? '_').join(' ')
}
