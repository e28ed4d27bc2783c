import type { DataFrame } from '@grafana/data'
import { expect, test } from 'vitest'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'
import { annotationFrames } from '../../../../build/preview/app/query/annotations.ts'
import { askingOf, rangeOf } from './panels.ts'
import { apiServer, matrix } from './server.ts'

const dashboard = (...list: readonly object[]) => readDashboard({ annotations: { list } })

/** The rows of a frame, each with the named columns. */
const rows = ({ fields, length }: DataFrame, ...names: readonly string[]) =>
  Array.from({ length }, (_, row) => names.map((name) => fields.find((field) => field.name === name)?.values[row]))

test('samples that follow each other are one region, a single one is a moment', async () => {
  const { address, seen } = await apiServer(() =>
    matrix(
      {
        metric: { alertname: 'Down', job: '<b>' },
        values: [
          [1020, '1'],
          [1080, '1'],
          [1140, '1'],
          [1260, '1'],
          [1320, '0'],
          [1380, 'NaN'],
          [1440, '1'],
          [1500, '1'],
        ],
      },
      { metric: { alertname: 'Slow' }, values: [[1080, '2']] },
    ),
  )
  const json = { name: 'Alerts', expr: 'ALERTS', iconColor: 'red', step: '60s' }
  const [frame] = await annotationFrames(
    dashboard({ ...json, titleFormat: '{{alertname}}', textFormat: 'of {{job}}' }),
    askingOf(address, { range: rangeOf(1030, 1600) }),
  )
  if (frame === undefined) throw new Error('There is no frame.')
  expect(seen).toEqual([{ path: 'query_range', form: { query: 'ALERTS', start: '1020', end: '1560', step: '60' } }])
  expect(rows(frame, 'time', 'timeEnd', 'isRegion', 'title', 'text', 'color')).toEqual([
    [1_020_000, 1_140_000, true, 'Down', 'of <b>', 'red'],
    [1_080_000, 1_080_000, false, 'Slow', 'of ', 'red'],
    [1_260_000, 1_260_000, false, 'Down', 'of <b>', 'red'],
    [1_440_000, 1_500_000, true, 'Down', 'of <b>', 'red'],
  ])
  expect(frame.name).toBe('Alerts')
})

test('a long range is asked in at most a thousand steps, and regions are merged by that step', async () => {
  const { address, seen } = await apiServer(() =>
    matrix({
      metric: {},
      values: [
        [0, '1'],
        [660, '1'],
        [1320, '1'],
      ],
    }),
  )
  const range = rangeOf(0, 7 * 86_400)
  const [frame] = await annotationFrames(dashboard({ name: 'x', expr: 'x', step: '60s' }), askingOf(address, { range }))
  expect(seen[0]?.form.step).toBe('660')
  expect(frame && rows(frame, 'time', 'timeEnd', 'title')).toEqual([[0, 1_320_000, 'x']])
})

test('only what is switched on and asks Prometheus is asked, with macros and variables filled in', async () => {
  const { address, seen } = await apiServer(() => matrix())
  const frames = await annotationFrames(
    dashboard(
      { name: 'Annotations & Alerts', builtIn: 1, datasource: { type: 'grafana', uid: '-- Grafana --' }, enable: true },
      { name: 'off', expr: 'off', enable: false },
      { name: 'logs', expr: '{app="x"}', datasource: { type: 'loki' } },
      { name: 'on', expr: 'changes(x{job=~"$job"}[$__rate_interval])' },
      { name: 'nested', target: { expr: 'nested' } },
    ),
    askingOf(address, { lookup: (name) => (name === 'job' ? '(a|b)' : undefined) }),
  )
  expect(seen.map(({ form }) => form.query).sort()).toEqual(['changes(x{job=~"(a|b)"}[75s])', 'nested'])
  expect(frames.map(({ name, length }) => [name, length])).toEqual([
    ['on', 0],
    ['nested', 0],
  ])
})

test('one that cannot be asked says so, and leaves the others', async () => {
  const { address } = await apiServer(({ form }, response) => {
    if (form.query === 'good') return matrix({ metric: {}, values: [[1020, '1']] })
    if (form.query === 'odd') return matrix({ metric: {}, values: [null] })
    response.statusCode = 400
    return { status: 'error', errorType: 'bad_data', error: 'parse error' }
  })
  const frames = await annotationFrames(
    dashboard(
      { name: 'Bad', expr: '(' },
      { name: 'Good', expr: 'good' },
      { name: 'Unknown', expr: 'up{a="$b"}' },
      { name: 'Odd', expr: 'odd' },
    ),
    askingOf(address),
  )
  expect(frames.map(({ length, meta }) => [length, meta?.notices?.map(({ text }) => text)])).toEqual([
    [0, ['Annotation Bad: bad_data: parse error']],
    [1, undefined],
    [0, ['Annotation Unknown: Its query refers to $b, a variable without a value.']],
    [0, ["Annotation Odd: Prometheus' answer is not in the form of its API."]],
  ])
})

test('whatever goes wrong is told of, unless nobody waits any more', async () => {
  const asking = askingOf('', {
    lookup: () => {
      throw new TypeError('not expected')
    },
  })
  const [frame] = await annotationFrames(dashboard({ name: 'Broken', expr: 'up{a="$b"}' }), asking)
  expect(frame?.meta?.notices?.map(({ text }) => text)).toEqual(['Annotation Broken: not expected'])
  const left = annotationFrames(dashboard({ name: 'x', expr: 'x' }), askingOf(''), AbortSignal.abort())
  await expect(left).rejects.toThrow('aborted')
})
