import { describe, expect, test } from 'vitest'
import { compare } from '../../build/diff/compare.ts'
import { readVersion } from '../../build/diff/read/read.ts'

const expr = 'sum(rate(http_errors_total[5m]))'
const steps = [
  { value: null, color: 'green' },
  { value: 1, color: 'red' },
]

const classic = {
  uid: 'shop',
  title: 'Shop',
  time: { from: 'now-1h', to: 'now' },
  refresh: '30s',
  templating: { list: [{ name: 'job', type: 'query', query: 'label_values(up, job)', multi: true }] },
  annotations: { list: [{ name: 'Deploys', expr: 'changes(build_info[5m]) > 0', enable: true }] },
  panels: [
    { id: 1, type: 'row', title: 'Traffic' },
    {
      id: 2,
      type: 'timeseries',
      title: 'Errors',
      targets: [{ refId: 'A', expr, legendFormat: 'errors', datasource: { type: 'prometheus', uid: 'main' } }],
      transformations: [{ id: 'organize', options: { renameByName: { a: 'b' } } }],
      fieldConfig: { defaults: { unit: 's', thresholds: { mode: 'absolute', steps } }, overrides: [] },
      options: { legend: { placement: 'bottom' } },
    },
  ],
}

const v2 = (unit = 's', written = expr) => ({
  apiVersion: 'dashboard.grafana.app/v2beta1',
  kind: 'Dashboard',
  metadata: { name: 'shop' },
  spec: {
    title: 'Shop',
    timeSettings: { from: 'now-1h', to: 'now', autoRefresh: '30s' },
    variables: [
      {
        kind: 'QueryVariable',
        spec: {
          name: 'job',
          multi: true,
          query: { kind: 'DataQuery', group: 'prometheus', spec: { query: 'label_values(up, job)' } },
        },
      },
    ],
    annotations: [
      {
        kind: 'AnnotationQuery',
        spec: { name: 'Deploys', enable: true, query: { spec: { expr: 'changes(build_info[5m]) > 0' } } },
      },
    ],
    elements: {
      errors: {
        kind: 'Panel',
        spec: {
          id: 2,
          title: 'Errors',
          links: [],
          data: {
            kind: 'QueryGroup',
            spec: {
              queries: [
                {
                  kind: 'PanelQuery',
                  spec: {
                    refId: 'A',
                    hidden: false,
                    query: {
                      kind: 'DataQuery',
                      group: 'prometheus',
                      datasource: { name: 'main' },
                      spec: { expr: written, legendFormat: 'errors' },
                    },
                  },
                },
              ],
              transformations: [{ kind: 'organize', spec: { options: { renameByName: { a: 'b' } } } }],
              queryOptions: {},
            },
          },
          vizConfig: {
            kind: 'VizConfig',
            group: 'timeseries',
            version: '13.0.0',
            spec: {
              fieldConfig: { defaults: { unit, thresholds: { mode: 'absolute', steps } }, overrides: [] },
              options: { legend: { placement: 'bottom' } },
            },
          },
        },
      },
    },
    layout: {
      kind: 'RowsLayout',
      spec: {
        rows: [
          {
            kind: 'RowsLayoutRow',
            spec: {
              title: 'Traffic',
              layout: {
                kind: 'GridLayout',
                spec: {
                  items: [
                    { kind: 'GridLayoutItem', spec: { x: 0, y: 0, width: 12, height: 8, element: { name: 'errors' } } },
                  ],
                },
              },
            },
          },
        ],
      },
    },
  },
})

const told = (before: unknown, after: unknown): readonly string[] => {
  const read = (value: unknown) =>
    readVersion([{ file: 'shop.json', text: JSON.stringify(value) }], { shown: 'test', isNamed: true })
  return compare(read(before), read(after)).map(({ what }) => what)
}

describe('the forms of a dashboard', () => {
  test.each([
    ['version 2 and itself', v2(), v2()],
    ['classic and version 2', classic, v2()],
    ['version 2 and classic', v2(), classic],
    ["the answer of Grafana's API", classic, { dashboard: { ...classic, id: 4, version: 9 }, meta: { slug: 'shop' } }],
    ['a Kubernetes resource', classic, { apiVersion: 'dashboard.grafana.app/v1', kind: 'Dashboard', spec: classic }],
    [
      'the rows of old',
      { ...classic, panels: [], rows: [{ title: 'Traffic', panels: classic.panels.slice(1) }] },
      classic,
    ],
  ])('say the same: %s', (_, before, after) => {
    expect(told(before, after)).toEqual([])
  })

  test('are compared with one another', () => {
    expect(told(classic, v2('ms', 'sum(rate(http_errors_total[10m]))'))).toEqual([
      "panel 'Errors': window of the query 5m → 10m",
      "panel 'Errors': unit s → ms",
    ])
  })
})
