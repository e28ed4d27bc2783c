import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { exposedBy } from '../../build/language/declare.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import { metricsModule } from '../../build/pybase/instrumentation/metrics.ts'
import { pythonName } from '../../build/pybase/instrumentation/names.ts'
import { pythonString } from '../../build/pybase/instrumentation/python.ts'
import * as jobs from '../../queries/jobs.ts'
import { artifacts, installPackage, model, temporary } from './package.ts'
import { environment, printed } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const api = exposedBy(jobs.api)
const seconds = ['1s', '10s'] as const

describe('what Python calls a metric', () => {
  test.each<[string, AnyMetric]>([
    ['extraction_task_counter', api.counter('extraction_tasks_total', { help: 'x' })],
    ['extraction_task_retry_counter', api.counter('extraction_task_retries_total', { help: 'x' })],
    ['cache_miss_counter', api.counter('cache_misses_total', { help: 'x' })],
    ['worker_busy_seconds_counter', api.counter('worker_busy_seconds_total', { help: 'x' })],
    ['model_access_counter', api.counter('model_access_total', { help: 'x' })],
    ['file_size_histogram', api.histogram('file_size_bytes', { help: 'x', buckets: ['1KiB', '1MiB'] })],
    ['wait_histogram', api.histogram('wait_seconds', { help: 'x', buckets: seconds })],
    ['tasks_in_progress_gauge', api.gauge('tasks_in_progress', { help: 'x' })],
    ['parser_info_gauge', api.info('parser_info', { help: 'x' })],
    ['last_import_timestamp_gauge', api.timestamp('last_import_timestamp_seconds', { help: 'x' })],
  ])('%s', (name, metric) => {
    expect(pythonName(metric)).toBe(name)
  })
})

test('two metrics of one name in Python are refused with both names', () => {
  const twins = [api.gauge('queue_seconds', { help: 'x' }), api.gauge('queue_bytes', { help: 'x' })]
  const build = () => metricsModule({ ...model, metrics: twins.map(defined) })
  expect(build).toThrow(Refused)
  expect(build).toThrow(/queue_bytes and queue_seconds queue_gauge/)
})

test('every file says where it comes from', () => {
  for (const { path, text } of artifacts) expect(text.split('\n')[0], path).toMatch(/^# Generated from \S+.* by PyBase/)
  expect(artifacts.map(({ path }) => path)).toContain('instrumentation/pybase/metrics.py')
})

const awkward = [
  'Plain.',
  `It's "so" and \\so\\.`,
  'Two "words" more.',
  "One's own.",
  'Tab\t, line\nbreak, nul \0.',
  'µ → 🐍 \u2028',
]

testOnEach([], 'Python reads every text as it was written', ({ python }) => {
  const code = `import json\nprint(json.dumps([${awkward.map(pythonString).join(', ')}]))`
  expect(JSON.parse(printed(python, environment(''), code))).toEqual(awkward)
})

testOnEach(['black'], 'any catalog is Python, formatted, with its own words', ({ python, black }) => {
  const metrics = [
    ...awkward.map((help, at) => ({ ...api.counter('awkward_total', { help }), name: `awkward_texts${at}_total` })),
    api.gauge('one_label', { help: 'x', labels: { only: ['value'] } }),
    api.gauge('many_values', { help: 'x', labels: { shade: shades } }),
    api.histogram('many_edges_seconds', { help: 'x', labels: { shade: shades }, buckets: edges }),
  ]
  const folder = installPackage()
  const file = join(folder, 'pybase', 'metrics.py')
  const ours = model.metrics.filter(({ value }) => value.name.startsWith('pybase_'))
  writeFileSync(file, metricsModule({ ...model, metrics: [...ours, ...metrics.map(defined)] }))
  const helps = `
import json
from pybase.metrics import JOBS
print(json.dumps({m.describe()[0].name: m.describe()[0].documentation for m in JOBS["pybase-api"]}))`
  expect(JSON.parse(printed(python, environment(folder), helps))).toMatchObject(
    Object.fromEntries(awkward.map((help, at) => [`awkward_texts${at}`, help])),
  )
  expect(execFileSync(black, ['--diff', '--quiet', file], { env: withoutCache(), encoding: 'utf8' })).toBe('')
})

const shades = ['amber', 'beige', 'crimson', 'denim', 'emerald', 'fuchsia', 'gold', 'hazel', 'indigo', 'jade'] as const
const edges = [
  '1.01s',
  '1.02s',
  '1.03s',
  '1.04s',
  '1.05s',
  '1.06s',
  '1.07s',
  '1.08s',
  '1.09s',
  '1.1s',
  '1.12s',
] as const

const withoutCache = () => ({ ...process.env, BLACK_CACHE_DIR: temporary() })

function defined(value: AnyMetric) {
  return { file: 'queries/any.ts', name: value.name, value }
}
