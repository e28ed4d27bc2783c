import { expect, test } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { toClassic } from '../../build/documents/convert/classic.ts'
import { dashboard, grid, item, panel, row, rows } from '../documents/convert/inputs.ts'
import { against } from './foreign.ts'

type Json = Readonly<Record<string, unknown>>

/** A panel with something put over what it says of its drawing, and over its queries. */
function spoilt(
  id: number,
  title: string,
  expr: string,
  { options = {}, defaults = {}, overrides = [] as Json[] } = {},
): Json {
  const { kind, spec } = panel(id, title, expr)
  const { vizConfig, ...rest } = spec as { readonly vizConfig: Json }
  const config = { options, fieldConfig: { defaults: { unit: 'short', ...defaults }, overrides } }
  return { kind, spec: { ...rest, vizConfig: { ...vizConfig, spec: config } } }
}

const exposition = [
  '# TYPE shop_requests_total counter',
  'shop_requests_total{job="shop",code="200"} 7',
  '# TYPE shop_latency_seconds histogram',
  'shop_latency_seconds_bucket{job="shop",le="1"} 7',
  'shop_latency_seconds_bucket{job="shop",le="+Inf"} 9',
  'shop_latency_seconds_sum{job="shop"} 9',
  'shop_latency_seconds_count{job="shop"} 9',
].join('\n')

const quantile = (q: number) => `histogram_quantile(${q}, sum by (le, job) (rate(shop_latency_seconds_bucket[5m])))`

/** Faults that are told by the words of the JSON, and by what a panel asks. */
const input = dashboard({
  elements: {
    a: spoilt(1, 'Requests', 'shop_requests_total'),
    b: spoilt(2, 'Latency', quantile(0.9), { defaults: { custom: { stacking: { mode: 'normal', group: 'A' } } } }),
    c: spoilt(3, 'Errors', 'sum(rate(shop_requests_total{cod="500"}[5m]))', {
      overrides: [{ matcher: { id: 'byFrameRefID', options: 'Z' }, properties: [{ id: 'unit', value: 's' }] }],
    }),
    d: spoilt(4, 'Sum', 'sum by (job) (rate(shop_requests_total[5m]))', {
      options: { legend: { calcs: ['sum'], displayMode: 'list', placement: 'bottom', showLegend: true } },
    }),
  },
  layout: rows(
    row('One', grid(item('a', 0, 0, 12), item('b', 12, 0, 12))),
    row('Two', grid(item('c', 0, 0, 12), item('d', 12, 0, 12))),
  ),
  more: { editable: true },
})

const found = (json: unknown) =>
  runChecks(against(exposition, { 'd.json': JSON.stringify(json) })).map(
    ({ check, place, what }) => `${check} ${place.path.join(' › ')}: ${what}`,
  )

test('a dashboard is told the same of, whatever version it is in', () => {
  const v2 = found(input)
  const { classic } = toClassic(input)
  const v1 = {
    apiVersion: 'dashboard.grafana.app/v1',
    kind: 'Dashboard',
    metadata: { name: 'shop-overview' },
    spec: classic,
  }
  const checks = [...new Set(v2.map((each) => each.split(' ')[0]))]
  expect(checks).toEqual(
    expect.arrayContaining(['counter-without-rate', 'stacked-quantiles', 'legend-calcs', 'editable']),
  )
  expect(checks).toEqual(expect.arrayContaining(['unknown-label', 'dangling-reference']))
  expect(found(classic)).toEqual(v2)
  expect(found(v1)).toEqual(v2)
})
