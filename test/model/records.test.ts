import { describe, expect, test } from 'vitest'
import { alert, group } from '../../build/language/alert.ts'
import { dashboard, instancesOf, row } from '../../build/language/dashboard.ts'
import { increase, quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import type { Panel } from '../../build/language/panel.ts'
import { timeseries } from '../../build/language/panels.ts'
import type { AnyQuery, Drawable } from '../../build/language/query.ts'
import { type AnyRecording, record } from '../../build/language/record.ts'
import type { Unit } from '../../build/language/units.ts'
import { type Model, panelsOf } from '../../build/model/model.ts'
import { readMetrics, readRecords, sourceOf } from '../../build/model/records.ts'
import { parse } from '../../build/promql/parse.ts'
import { printLine } from '../../build/promql/print.ts'
import { modelOf } from '../costs/model.ts'
import { latency, requests } from '../language/metrics.ts'

const byRoute = sum(rate(requests)).by('route', 'status', 'instance')
const over5m = record('node:requests:rate5m', byRoute.over('5m'))
const over1m = record('node:requests:rate1m', byRoute.over('1m'))
const buckets = record('node:latency_seconds_bucket:rate5m', sum(rate(latency.bucket)).by('le', 'route').over('5m'))

const drawn = <U extends Unit>(query: Drawable<U>): Panel => timeseries('Panel', query, 'For tests.')
const modelWith = (
  rules: readonly AnyRecording[],
  panel: Panel,
  filters: Parameters<typeof dashboard>[1]['filters'] = [],
) =>
  modelOf({
    rules,
    dashboards: [
      dashboard('Board', { uid: 'board', asks: 'What?', tags: ['a'], filters, annotations: [] }, row('Row', [panel])),
    ],
  })
const panelIn = ({ dashboards: [board] }: Model) => (board === undefined ? undefined : panelsOf(board)[0])
const readBy = (rules: readonly AnyRecording[], panel: Panel): string =>
  printLine(panelIn(modelWith(rules, panel))?.targets[0]?.expr ?? { is: 'string', value: 'none' })

describe('a panel reads what is recorded', () => {
  test('over the same window, with fewer labels or a narrower choice', () => {
    expect(readBy([over5m], drawn(sum(rate(requests)).by('route').over('5m')))).toBe(
      'sum by (route) (node:requests:rate5m)',
    )
    const failed = sum(rate(requests.where({ status: '5xx' })))
    expect(readBy([over5m], drawn(ratio(failed, sum(rate(requests))).over('5m')))).toBe(
      'sum(node:requests:rate5m{status=~"5.."}) / (sum(node:requests:rate5m) > 0)',
    )
  })

  test('for a quantile, which is computed from recorded buckets', () => {
    expect(readBy([buckets], drawn(quantile(0.95, latency).by('route').over('5m')))).toBe(
      'histogram_quantile(0.95, sum by (le, route) (node:latency_seconds_bucket:rate5m))',
    )
  })

  test('over twelve windows or more, as the mean of them', () => {
    expect(readBy([over5m], drawn(sum(rate(requests)).over('1h')))).toBe(
      'sum(sum_over_time(node:requests:rate5m[1h])) / 240',
    )
    expect(readBy([over5m], drawn(sum(rate(requests)).over('30m')))).toBe('sum(rate(requests_total{job="node"}[30m]))')
    // The longest window that fits often enough.
    expect(readBy([over1m, over5m], drawn(sum(rate(requests)).over('1h')))).toContain('rate5m[1h]')
    expect(readBy([over1m, over5m], drawn(sum(rate(requests)).over('30m')))).toContain('rate1m[30m]')
  })

  test('following the zoom only where it is recorded over four scrapes', () => {
    const open = drawn(sum(rate(requests)).by('route'))
    expect(readBy([over5m], open)).toBe('sum by (route) (rate(requests_total{job="node"}[$__rate_interval]))')
    expect(readBy([over5m, over1m], open)).toBe('sum by (route) (avg_over_time(node:requests:rate1m[$__interval]))')
  })

  test('narrowed by a picker whose label is recorded', () => {
    const query = sum(rate(requests)).over('5m')
    const filters = [instancesOf(requests, 'instance', 'Instance')]
    const expr = (rule: AnyRecording) => panelIn(modelWith([rule], drawn(query), filters))?.targets[0]?.expr
    expect(printLine(expr(over5m) as AnyQuery['expr'])).toBe('sum(node:requests:rate5m{instance=~"$instance"})')
    const withoutInstance = record('node:requests:rate5m', sum(rate(requests)).by('route').over('5m'))
    expect(printLine(expr(withoutInstance) as AnyQuery['expr'])).toContain('rate(requests_total{')
  })

  test('and its description says that it begins with the rule', () => {
    const told = panelIn(modelWith([over5m], drawn(sum(rate(requests)).over('5m'))))?.description
    expect(told).toBe('For tests. Read from `node:requests:rate5m`: it begins when that rule was deployed.')
  })

  test('as many weeks back as the query looks', () => {
    expect(readBy([over5m], drawn(sum(rate(requests)).over('5m').offset('1w')))).toBe(
      'sum(node:requests:rate5m offset 1w)',
    )
  })
})

describe('a panel reads the metrics themselves', () => {
  const raw = <U extends Unit>(query: Drawable<U>, rules: readonly AnyRecording[] = [over5m]) =>
    expect(readBy(rules, drawn(query))).toContain('requests_total{')
  test('where its query says so', () => raw(sum(rate(requests)).over('5m').raw()))
  test('where a label is not recorded', () => raw(sum(rate(requests)).by('method').over('5m')))
  test('where it chooses by a label that is not', () => raw(sum(rate(requests.where({ method: 'GET' }))).over('5m')))
  test('where less is recorded than it asks for', () =>
    raw(sum(rate(requests)).over('5m'), [
      record(
        'node:requests:rate5m',
        sum(rate(requests.where({ status: '5xx' })))
          .by('status')
          .over('5m'),
      ),
    ]))
  test('where it counts what grew', () => raw(sum(increase(requests)).over('5m')))
  test('where the window is another', () => raw(sum(rate(requests)).over('10m')))
  test('where it does not add up', () => raw(rate(requests).over('5m')))
  test('where a record is a quotient', () => {
    const share = ratio(sum(rate(requests.where({ status: '5xx' }))), sum(rate(requests))).over('5m')
    expect(readBy([record('node:errors:ratio5m', share)], drawn(share))).toContain('requests_total{')
  })
})

test('one value of a label is among those that are recorded', () => {
  const both = record(
    'node:requests:rate5m',
    sum(rate(requests.where({ method: ['GET', 'POST'] })))
      .by('method')
      .over('5m'),
  )
  expect(readBy([both], drawn(sum(rate(requests.where({ method: 'GET' }))).over('5m')))).toBe(
    'sum(node:requests:rate5m{method="GET"})',
  )
  expect(readBy([both], drawn(sum(rate(requests.where({ method: 'PUT' }))).over('5m')))).toContain('requests_total{')
})

test('what was read from a record is what was asked, turned round', () => {
  const sources = [over5m, over1m, buckets].flatMap((each) => sourceOf(each, 15) ?? [])
  const asked = [
    'sum by (route) (rate(requests_total{job="node"}[5m]))',
    'sum by (route) (rate(requests_total{job="node",status="500"}[$__rate_interval]))',
    'sum(rate(requests_total{job="node"}[1h])) > 3',
    'histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket{job="node"}[5m] offset 1d)))',
  ]
  for (const text of asked) {
    const { expr, names } = readRecords(parse(text), sources, { as: 'drawn', scrape: 15 })
    expect(names).toHaveLength(1)
    expect(printLine(readMetrics(expr, sources))).toBe(text)
  }
  const other = 'sum(up) / 60 + sum(avg_over_time(up[5m]))'
  expect(printLine(readMetrics(parse(other), sources))).toBe(other)
})

describe('an alert', () => {
  const about = { severity: 'warning', component: 'api', summary: 'Busy.', description: () => 'Busy.' } as const
  const busy = alert('Busy', { when: sum(rate(requests)).over('5m').above('10/s'), ...about })
  const asks = (model: Model, name = 'Busy') =>
    printLine(
      model.groups.flatMap(({ alerts }) => alerts).find((each) => each.name === name)?.arms[0].when.expr ??
        ({ is: 'string', value: 'none' } as const),
    )
  test('reads what its own group has recorded just before, and nobody else’s', () => {
    expect(asks(modelOf({ rules: [over5m, busy] }))).toBe('sum(node:requests:rate5m) > 10')
    const apart = modelOf({ rules: [busy], more: [{ name: 'recorded', value: group(over5m) }] })
    expect(asks(apart)).toBe('sum(rate(requests_total{job="node"}[5m])) > 10')
  })
  test('reads no mean of shorter windows, and nothing of before', () => {
    const long = alert('Long', { when: sum(rate(requests)).over('1h').above('10/s'), ...about })
    const past = alert('Past', { when: sum(rate(requests)).over('5m').offset('1h').above('10/s'), ...about })
    const hour = record('node:requests:rate1h', sum(rate(requests)).over('1h'))
    const model = modelOf({ rules: [over5m, hour, long, past] })
    expect(asks(model, 'Long')).toContain('requests_total{')
    expect(asks(model, 'Past')).toContain('requests_total{')
    // The record of an hour is itself such a mean.
    expect(model.groups[0]?.recordings.map(({ computed }) => printLine(computed))).toEqual([
      'sum by (route, status, instance) (rate(requests_total{job="node"}[5m]))',
      'sum(sum_over_time(node:requests:rate5m[1h])) / 240',
    ])
  })
})
