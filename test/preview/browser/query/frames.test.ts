import { readFileSync } from 'node:fs'
import { type DataFrame, getFieldDisplayName, standardTransformersRegistry } from '@grafana/data'
import { beforeAll, describe, expect, test } from 'vitest'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'
import { transformers } from '../../../../build/preview/app/setup/transformers.ts'
import { askingOf, panelOf, rangeOf, shownBy, stubBrowser } from './panels.ts'
import { apiServer, matrix, success, vector } from './server.ts'

beforeAll(() => {
  stubBrowser()
  standardTransformersRegistry.setInit(() => [...transformers])
})

/** Each frame as its columns. */
const columns = (frames: readonly DataFrame[]) =>
  frames.map(({ fields }) => Object.fromEntries(fields.map(({ name, values }) => [name, [...values]])))

const namesOf = (frames: readonly DataFrame[]) =>
  frames.flatMap((frame) => frame.fields.slice(1).map((field) => getFieldDisplayName(field, frame, [...frames])))

async function shown(target: object, answer: unknown, more: object = {}) {
  const { address } = await apiServer(() => answer)
  return shownBy(panelOf({ targets: [{ refId: 'A', expr: 'up', ...target }], ...more }), askingOf(address))
}

describe('time series', () => {
  test('have a row for each step, null where there is no sample, and numbers that are none', async () => {
    const { series, errors } = await shown(
      {},
      matrix(
        {
          metric: { job: 'a' },
          values: [
            [990, '1'],
            [1005, 'NaN'],
            [1020, '+Inf'],
            [1035, '-Inf'],
            [1050, '1e-3'],
          ],
        },
        { metric: { job: 'b' }, values: [[1020, '2']] },
      ),
    )
    const Time = [990, 1005, 1020, 1035, 1050].map((at) => at * 1000)
    expect(columns(series)).toEqual([
      { Time, Value: [1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.001] },
      { Time, Value: [null, null, 2, null, null] },
    ])
    expect(series[0]?.fields[0]?.config.interval).toBe(15_000)
    expect(errors).toEqual([])
  })
  test('of an instant query have one row each', async () => {
    const { series } = await shown(
      { instant: true, range: false, legendFormat: '{{ device }} {{none}}' },
      vector({ metric: { device: 'sda' }, value: [1060, '0.5'] }, { metric: { device: 'sdb' }, value: [1060, '1'] }),
    )
    expect(columns(series)).toEqual([
      { Time: [1_060_000], Value: [0.5] },
      { Time: [1_060_000], Value: [1] },
    ])
    expect(namesOf(series)).toEqual(['sda ', 'sdb '])
  })
  test('of a scalar and of nothing', async () => {
    const scalar = success({ resultType: 'scalar', result: [1060, '3'] })
    expect(columns((await shown({ instant: true }, scalar)).series)).toEqual([{ Time: [1_060_000], Value: [3] }])
    expect(await shown({}, matrix())).toEqual({ series: [], errors: [], notices: [] })
  })
  test.each([
    ['one label', '__auto', [{ job: 'a' }, { job: 'b' }], ['a', 'b']],
    [
      'more labels',
      '__auto',
      [
        { job: 'a', x: '1' },
        { job: 'b', x: '1' },
      ],
      ['{job="a", x="1"}', '{job="b", x="1"}'],
    ],
    ['no labels', '__auto', [{}], ['up']],
    ['no legend', undefined, [{ __name__: 'up', job: 'a' }], ['up{job="a"}']],
    ['no legend and no labels', '', [{}], ['up']],
    ['text', 'p95', [{ job: 'a' }], ['p95']],
    ['labels that look like more', '{{job}}', [{ job: '$& {{job}} <b>' }], ['$& {{job}} <b>']],
  ])('are named as in Grafana: %s', async (_, legendFormat, labels, expected) => {
    const { series } = await shown(
      { legendFormat },
      matrix(...labels.map((metric) => ({ metric, values: [[1005, '1']] }))),
    )
    expect(namesOf(series)).toEqual(expected)
  })
  test('a native histogram is left out, and a notice says so', async () => {
    const { series, notices } = await shown({}, matrix({ metric: {}, histograms: [] }))
    expect(series).toEqual([])
    expect(notices.map(({ text }) => text)).toEqual(['Native histograms are not drawn here: 1 of query A.'])
  })
})

describe('heatmaps', () => {
  const bucket = (le: string, ...counts: readonly (string | undefined)[]) => ({
    metric: { le },
    values: counts.flatMap((count, at) => (count === undefined ? [] : [[990 + 15 * at, count]])),
  })
  test('count what is in each bucket alone, by its upper edge', async () => {
    const { series } = await shown(
      { format: 'heatmap' },
      matrix(
        bucket('+Inf', '10', '9', undefined),
        bucket('10', '7', '9'),
        bucket('0.5', '4', '1'),
        bucket('2', '6', '0.999'),
      ),
    )
    expect(series[0]?.fields.map(({ name }) => name)).toEqual(['Time', '0.5', '2', '10', '+Inf'])
    expect(columns(series)).toEqual([
      {
        Time: [990, 1005, 1020, 1035, 1050].map((at) => at * 1000),
        '0.5': [4, 1, null, null, null],
        2: [2, 0, null, null, null],
        10: [1, 8.001, null, null, null],
        '+Inf': [3, 0, null, null, null],
      },
    ])
  })
  test('add up series that differ in other labels, and edges that are written differently', async () => {
    const { series } = await shown(
      { format: 'heatmap' },
      matrix(
        { metric: { le: '1', job: 'a' }, values: [[990, '1']] },
        { metric: { le: '1.0', job: 'b' }, values: [[990, '2']] },
        { metric: { le: '+Inf', job: 'a' }, values: [[990, '5']] },
        { metric: { le: '+Inf', job: 'b' }, values: [[990, 'NaN']] },
      ),
    )
    expect(columns(series).map((frame) => [frame['1']?.[0], frame['+Inf']?.[0]])).toEqual([[3, 2]])
  })
  test('of series without buckets are time series', async () => {
    const { series } = await shown({ format: 'heatmap' }, matrix({ metric: { job: 'a' }, values: [[990, '1']] }))
    expect(Object.keys(columns(series)[0] ?? {})).toEqual(['Time', 'Value'])
  })
})

describe('tables', () => {
  test('have a column for each label, and are merged by Grafana where there are several', async () => {
    const { address } = await apiServer(({ form }) =>
      form.query === 'one'
        ? vector({ metric: { b: '1', a: 'x' }, value: [1060, '5'] }, { metric: { a: 'y' }, value: [1060, '6'] })
        : vector({ metric: { a: 'y', b: '' }, value: [1060, '7'] }),
    )
    const target = (refId: string, expr: string) => ({ refId, expr, format: 'table', instant: true, range: false })
    const panel = { targets: [target('A', 'one'), target('B', 'two')], transformations: [{ id: 'merge' }] }
    expect(columns((await shownBy(panelOf(panel), askingOf(address))).series)).toEqual([
      {
        Time: [1_060_000, 1_060_000],
        a: ['x', 'y'],
        b: ['1', ''],
        'Value #A': [5, 6],
        'Value #B': [undefined, 7],
      },
    ])
    const alone = await shownBy(panelOf({ targets: [target('A', 'one')] }), askingOf(address))
    expect(Object.keys(columns(alone.series)[0] ?? {})).toEqual(['Time', 'a', 'b', 'Value'])
  })

  const files = ['overview', 'api-performance', 'celery-workers', 'database-redis']
  const tables = files.flatMap((file) =>
    readDashboard(JSON.parse(readFileSync(`out/grafana-dashboards/${file}.json`, 'utf8')))
      .rows.flatMap(({ panels }) => panels)
      .filter(({ type }) => type === 'table')
      .map((panel) => [`${panel.title} of ${file}`, panel] as const),
  )
  test('there are tables', () => expect(tables.length).toBeGreaterThan(3))

  describe.each(tables)('%s', (_, panel) => {
    const organize = panel.transformations.find(({ id }) => id === 'organize')?.options as {
      readonly indexByName: Readonly<Record<string, number>>
      readonly renameByName: Readonly<Record<string, string>>
    }
    const order = Object.keys(organize.indexByName).filter((name) => name !== 'Time')
    const labels = order.filter((name) => !name.startsWith('Value #'))
    const shownNames = order.map((name) => organize.renameByName[name] ?? name)
    const answer = (value: string) =>
      vector(
        ...['x', 'y'].map((row) => ({
          metric: Object.fromEntries(labels.map((l) => [l, `${l} ${row}`])),
          value: [1060, value],
        })),
      )
    const askingWith = (address: string) => askingOf(address, { lookup: () => '.*' })

    test('shows its columns in their order, a row for each thing', async () => {
      const { address, seen } = await apiServer(({ form }) =>
        answer(String(panel.targets.findIndex(({ expr }) => expr.replace(/\$\w+/g, '.*') === form.query))),
      )
      const { series, errors } = await shownBy(panel, askingWith(address))
      expect(errors).toEqual([])
      expect(seen.map(({ path }) => path)).toEqual(panel.targets.map(() => 'query'))
      expect(series).toHaveLength(1)
      expect(series[0]?.fields.map((field) => getFieldDisplayName(field, series[0], [...series]))).toEqual(shownNames)
      expect(series[0]?.length).toBe(2)
      const values = series[0]?.fields.slice(labels.length).map((field) => field.values[0])
      expect(values).toEqual(panel.targets.map((_, at) => at))
    })
    test('keeps the other columns where one of its queries has no answer', async () => {
      const [first] = panel.targets
      const { address } = await apiServer(({ form }) =>
        form.query === first?.expr.replace(/\$\w+/g, '.*') ? vector() : answer('1'),
      )
      const { series } = await shownBy(panel, askingWith(address))
      expect(series.map(({ length }) => length)).toEqual([2])
      const names = series[0]?.fields.map((field) => getFieldDisplayName(field, series[0], [...series]))
      expect(names).toEqual(shownNames.filter((name) => name !== organize.renameByName['Value #A']))
    })
  })
})

test('a query that fails leaves the others, and says why', async () => {
  const { address } = await apiServer(({ form }, response) => {
    if (form.query === 'good') return matrix({ metric: {}, values: [[990, '1']] })
    response.statusCode = 400
    return { status: 'error', errorType: 'bad_data', error: 'parse error' }
  })
  const targets = [
    { refId: 'A', expr: 'good' },
    { refId: 'B', expr: 'bad(' },
    { refId: 'C', expr: 'up{a="$gone"}' },
    { refId: 'D', expr: '{app="x"}', datasource: { type: 'loki', uid: 'x' } },
    { refId: 'E', expr: 'hidden(', hide: true },
  ]
  const { series, errors } = await shownBy(panelOf({ targets }), askingOf(address))
  expect(series).toHaveLength(1)
  expect(errors).toEqual([
    { refId: 'B', message: 'bad_data: parse error' },
    { refId: 'C', message: 'Query C refers to $gone, and this dashboard has no such variable with a value.' },
    { refId: 'D', message: 'Query D asks loki: this preview answers only queries to Prometheus.' },
  ])
})

test('warnings of Prometheus are notices, and so is what the panel says of itself', async () => {
  const { notices } = await shown({}, { ...matrix(), warnings: ['slow'], infos: ['not a counter'] }, { repeat: 'job' })
  expect(notices).toEqual([
    { severity: 'info', text: 'Grafana repeats this panel for each value of $job; here it is drawn once.' },
    { severity: 'warning', text: 'slow' },
    { severity: 'info', text: 'not a counter' },
  ])
})

test('an unknown transformation is left out, and a notice says so', async () => {
  const { series, notices } = await shown({}, matrix({ metric: {}, values: [[990, '1']] }), {
    transformations: [
      { id: 'no-such-thing', options: {} },
      { id: 'limit', options: { limitField: 1 } },
    ],
  })
  expect(series.map(({ length }) => length)).toEqual([1])
  expect(notices.map(({ text }) => text)).toEqual([
    'The transformation no-such-thing is left out: this preview does not know it.',
  ])
})

test('a range of a day is asked in at most as many steps as there are pixels', async () => {
  const { address, seen } = await apiServer(() => matrix())
  await shownBy(panelOf({ targets: [{ refId: 'A', expr: 'up' }] }), askingOf(address, { range: rangeOf(0, 86_400) }))
  expect(seen).toEqual([{ path: 'query_range', form: { query: 'up', start: '0', end: '86400', step: '900' } }])
})
