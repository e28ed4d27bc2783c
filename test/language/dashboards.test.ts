import { expect, test } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { Refused } from '../../build/findings/problem.ts'
import { dashboard, instancesOf, row } from '../../build/language/dashboard.ts'
import { rate, ratio, sum } from '../../build/language/functions.ts'
import {
  alertList,
  barChart,
  histogram,
  logs,
  pie,
  stat,
  statusHistory,
  table,
  text,
  timeseries,
} from '../../build/language/panels.ts'
import { verbatim } from '../../build/language/verbatim.ts'
import { resolve } from '../../build/model/model.ts'
import { subjectOf } from '../../build/subject.ts'
import { dashboardJson } from '../../build/targets/grafana/dashboard.ts'
import stack from '../../stack.ts'
import { checkDashboard } from '../support/dashboard-schema.ts'
import { node, queue, ready, requests } from './metrics.ts'

const about = 'For tests.'
const byRoute = sum(rate(requests)).by('route')
const depth = stat('Depth', sum(queue), about)
const errors = ratio(sum(rate(requests.where({ status: '5xx' }))), sum(rate(requests)))

const geomap = (expr: string) => ({
  id: 77,
  type: 'geomap',
  title: 'Where',
  description: about,
  gridPos: { x: 3, y: 99, w: 5, h: 12 },
  targets: [{ refId: 'Z', expr, instant: true, legendFormat: '{{name}}' }],
  options: { view: { zoom: 3 } },
})

/** A dashboard with these panels, as it is written and as it is checked. */
function made(...rows: Parameters<typeof dashboard>[2][]) {
  const [first = row('None', [stat('None', sum(queue), about)]), ...others] = rows
  const filters = [instancesOf(queue, 'instance', 'Instance')]
  const options = { uid: 'any-dashboard', asks: 'Well?', tags: ['any'], filters, annotations: [] } as const
  const value = dashboard('Any', options, first, ...others)
  const model = resolve({
    stack,
    jobs: [node],
    metrics: [requests, queue, ready].map((metric) => ({ file: 'queries/any.ts', name: metric.name, value: metric })),
    queries: [],
    dashboards: [{ file: 'dashboards/any.ts', name: 'any', value }],
    groups: [],
    runbooks: new Map(),
    faults: undefined,
    drills: [],
    drilled: { drills: [] },
    proofs: {},
  })
  const [placed] = model.dashboards
  if (placed === undefined) throw new Error('no dashboard')
  const json = dashboardJson(stack, placed)
  const found = runChecks(subjectOf(model)).filter(({ place }) => place.file === 'dashboards/any.ts')
  const told = found.map(({ check, place, what }) => `${check} ${place.path.at(-1)}: ${what}`)
  return { json: JSON.parse(JSON.stringify(json)) as { panels: Record<string, unknown>[] }, told }
}

test('panels of every type that Prometheus answers are right by the schema of Grafana', () => {
  const { json, told } = made(
    row(
      'All',
      [pie('Parts', sum(queue).by('name'), about), barChart('Routes', byRoute, about)],
      [histogram('Spread', queue, about), statusHistory('Ready', ready, about, { says: ['no', 'yes'] })],
      [
        timeseries('Traffic', { all: sum(rate(requests)), routes: byRoute }, about, {
          right: { errors },
          axis: { label: 'Requests', min: '0/s', max: '100/s', scale: 'log' },
          legend: 'bottom',
          series: {
            all: { color: 'dark-blue', line: 'dashed' },
            routes: { unlisted: true },
            errors: { color: 'red' },
          },
          timeFrom: '7d',
          timeShift: '1w',
        }),
        table('Queues', { Depth: sum(queue).by('name', 'job'), Twice: sum(queue).times(2).by('name', 'job') }, about, {
          hide: ['job'],
          sortBy: 'Twice',
          limit: 5,
          bars: ['Depth'],
        }),
      ],
      [text('Read me', '# What to do'), stat('Depth', sum(queue), about, { repeat: 'instance' })],
    ),
  )
  expect(checkDashboard(json)).toEqual([])
  expect(told).toEqual([])
  const [, parts, bars, , , traffic, queues, , depth] = json.panels
  expect(parts).toMatchObject({ type: 'piechart', targets: [{ instant: true }] })
  expect(bars).toMatchObject({ type: 'barchart', options: { xField: 'route' }, targets: [{ format: 'table' }] })
  expect(traffic).toMatchObject({
    timeFrom: '7d',
    timeShift: '1w',
    fieldConfig: {
      defaults: { unit: 'ops', min: 0, max: 100, custom: { axisLabel: 'Requests' } },
      overrides: [
        { matcher: { options: 'errors' }, properties: [{ value: 'percentunit' }, { value: 'right' }] },
        { matcher: { options: 'all' } },
        { matcher: { id: 'byRegexp', options: '/^routes /' } },
        { matcher: { options: 'errors' } },
      ],
    },
  })
  expect(queues).toMatchObject({
    transformations: [
      { id: 'merge' },
      { id: 'organize', options: { excludeByName: { Time: true, job: true } } },
      { id: 'sortBy', options: { sort: [{ field: 'Twice', desc: true }] } },
      { id: 'limit', options: { limitField: 5 } },
    ],
  })
  expect(depth).toMatchObject({ repeat: 'instance' })
})

test('a closed row holds its panels, and the next row follows its header', () => {
  const panel = stat('Depth', sum(queue), about)
  const { json, told } = made(
    row('Closed', { collapsed: true, repeat: 'instance' }, [panel]),
    row('Open', [stat('Ready', sum(ready), about)]),
  )
  expect(checkDashboard(json)).toEqual([])
  expect(told).toEqual([])
  expect(json.panels).toMatchObject([
    { type: 'row', collapsed: true, repeat: 'instance', gridPos: { y: 0 }, panels: [{ title: 'Depth' }] },
    { type: 'row', collapsed: false, gridPos: { y: 1 }, panels: [] },
    { title: 'Ready', gridPos: { y: 2 } },
  ])
})

test('logs and lists of alerts ask nothing of Prometheus', () => {
  const { json, told } = made(
    row('Others', [logs('Errors', '{app="shop"} |= "error"', about), alertList('Now', about), depth]),
  )
  expect(told).toEqual([])
  expect(json.panels).toMatchObject([
    {},
    { type: 'logs', datasource: { type: 'loki', uid: `\${logs}` } },
    { type: 'alertlist' },
    {},
  ])
})

test('a panel is put in as it is, with an id and a place of its own', () => {
  const { json, told } = made(row('Maps', [verbatim(geomap('sum by (name) (queue{job="node"})')), depth]))
  const { id: _, gridPos: __, ...rest } = geomap('sum by (name) (queue{job="node"})')
  expect(json.panels[1]).toMatchObject({ ...rest, gridPos: { x: 0, y: 1, w: 12, h: 12 } })
  expect(json.panels[1]?.id).not.toBe(77)
  expect(told).toEqual([])
})

test('what is put in is checked like what anybody wrote', () => {
  const { told } = made(row('Maps', [verbatim(geomap('sum by (nome) (rate(queue{job="node"}[5m]))'))]))
  expect(told.join('\n')).toContain('rate-of-gauge Where: ')
  expect(told.join('\n')).toContain('unknown-label Where: ')
})

function problemOf(define: () => unknown): unknown {
  try {
    define()
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]
    throw error
  }
  return 'nothing was refused'
}

test.each([
  [
    'a syntax error in a panel that is put in',
    () => verbatim(geomap('sum by (name) (queue{job="node"}')),
    {
      where: "verbatim 'Where'",
      what: expect.stringMatching(/^The query Z 'sum by \(name\) \(queue\{job="node"\}' cannot be read: .* It is at /),
      next: 'Mend the PromQL; it is parsed with the grammar of Prometheus.',
    },
  ],
  [
    'what is no panel',
    () => verbatim({ title: 'Where' }),
    { what: "The panel should be a panel of Grafana's with a type and a title, and is an object." },
  ],
  [
    'a picker that there is not',
    () => made(row('R', [stat('Depth', sum(queue), about, { repeat: 'inst' })])),
    { what: 'Depth is repeated for inst, and its pickers are instance.', next: 'Name a picker of filters.' },
  ],
  [
    'a series that there is not',
    () => timeseries('T', { used: queue }, about, { series: { usde: { color: 'red' } } }),
    { what: "A name in series should be 'used', and is 'usde'.", next: "Did you mean 'used'?" },
  ],
  [
    'a column that there is not',
    () => table('T', { Depth: sum(queue).by('name') }, about, { sortBy: 'Dept' as 'Depth' }),
    { what: "sortBy should be 'Depth', and is 'Dept'.", next: "Did you mean 'Depth'?" },
  ],
  [
    'bars of nothing',
    () => barChart('B', sum(queue), about),
    { what: 'A bar chart shows a bar for each value of a label, and this query carries none.' },
  ],
])('%s', (_, define, expected) => {
  expect(problemOf(define)).toMatchObject(expected)
})
