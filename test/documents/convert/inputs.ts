/** Small dashboards of version 2 in the shapes that people's have. */

type Json = Readonly<Record<string, unknown>>

// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in.
const source = '${datasource}'

export const query = (expr: string, more: Json = {}): Json => ({
  kind: 'PanelQuery',
  spec: {
    refId: 'A',
    hidden: false,
    query: {
      ...{ kind: 'DataQuery', group: 'prometheus', version: 'v0', datasource: { name: source } },
      spec: { expr, legendFormat: '{{job}}' },
    },
    ...more,
  },
})

/** `asked`: what is asked of which data source, instead of the expression of the dashboard's own. */
export const panel = (
  id: number,
  title: string,
  expr = `sum by (job) (rate(shop_${id}_total[5m]))`,
  asked?: Json,
): Json => ({
  kind: 'Panel',
  spec: {
    ...{ id, title, description: `What ${title} is.`, links: [] },
    data: {
      kind: 'QueryGroup',
      spec: {
        queries: [query(expr, asked === undefined ? {} : { query: { ...asked, spec: { expr } } })],
        transformations: [],
        queryOptions: {},
      },
    },
    vizConfig: {
      ...{ kind: 'VizConfig', group: 'timeseries', version: '13.0.0' },
      spec: {
        options: {
          legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true },
          tooltip: { mode: 'single', sort: 'none' },
        },
        fieldConfig: { defaults: { unit: 'short', noValue: 'No data' }, overrides: [] },
      },
    },
  },
})

export const element = (name: string): Json => ({ kind: 'ElementReference', name })

export const item = (name: string, x = 0, y = 0, width = 24, height = 8, more: Json = {}): Json => ({
  kind: 'GridLayoutItem',
  spec: { x, y, width, height, element: element(name), ...more },
})

export const grid = (...items: readonly Json[]): Json => ({ kind: 'GridLayout', spec: { items } })

export const automatic = (names: readonly string[], more: Json = {}, each: Json = {}): Json => ({
  kind: 'AutoGridLayout',
  spec: {
    ...{ columnWidthMode: 'standard', rowHeightMode: 'standard', maxColumnCount: 3, ...more },
    items: names.map((name) => ({ kind: 'AutoGridLayoutItem', spec: { element: element(name), ...each } })),
  },
})

export const row = (title: string, layout: Json, more: Json = {}): Json => ({
  kind: 'RowsLayoutRow',
  spec: { title, collapse: false, layout, ...more },
})
export const rows = (...all: readonly Json[]): Json => ({ kind: 'RowsLayout', spec: { rows: all } })

export const tab = (title: string, layout: Json, more: Json = {}): Json => ({
  kind: 'TabsLayoutTab',
  spec: { title, layout, ...more },
})
export const tabs = (...all: readonly Json[]): Json => ({ kind: 'TabsLayout', spec: { tabs: all } })

export const repeat = (value: string, more: Json = {}): Json => ({ repeat: { mode: 'variable', value, ...more } })

export const shownIf = (...items: readonly Json[]): Json => ({
  conditionalRendering: {
    kind: 'ConditionalRenderingGroup',
    spec: { visibility: 'show', condition: 'and', items },
  },
})
export const ifVariable = (variable: string, value: string): Json => ({
  kind: 'ConditionalRenderingVariable',
  spec: { variable, operator: 'equals', value },
})

const asked = { hide: 'dontHide', skipUrlSync: false, multi: true, includeAll: true, allowCustomValue: true }

/** A variable whose values are those of a label of a metric. */
export const labels = (name: string, metric = 'up', more: Json = {}): Json => ({
  kind: 'QueryVariable',
  spec: {
    ...{ name, label: name, ...asked, refresh: 'onTimeRangeChanged', regex: '', sort: 'alphabeticalAsc', options: [] },
    current: { text: ['All'], value: ['$__all'] },
    query: {
      ...{ kind: 'DataQuery', group: 'prometheus', version: 'v0', datasource: { name: source } },
      spec: { qryType: 1, query: `label_values(${metric}, ${name})`, refId: 'V' },
    },
    ...more,
  },
})

const datasource: Json = {
  kind: 'DatasourceVariable',
  spec: {
    ...{ name: 'datasource', label: 'Data source', hide: 'dontHide', pluginId: 'prometheus', regex: '', options: [] },
    ...{ refresh: 'onDashboardLoad', skipUrlSync: false, multi: false, includeAll: false, allowCustomValue: true },
    current: { text: 'Prometheus', value: 'prometheus' },
  },
}

interface Parts {
  readonly elements: Readonly<Record<string, Json>>
  readonly layout: unknown
  readonly variables?: readonly Json[]
  readonly annotations?: readonly Json[]
  readonly more?: Json
}

export const dashboard = ({ elements, layout, variables = [], annotations = [], more = {} }: Parts): Json => ({
  ...{ apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', metadata: { name: 'shop-overview' } },
  spec: {
    ...{ title: 'Shop', tags: ['shop'], cursorSync: 'Crosshair', editable: false, preload: false, links: [] },
    ...{ elements, layout, annotations, variables: [datasource, ...variables] },
    timeSettings: {
      ...{ timezone: 'browser', from: 'now-6h', to: 'now', autoRefresh: '30s', autoRefreshIntervals: ['30s', '1m'] },
      ...{ hideTimepicker: false, fiscalYearStartMonth: 0 },
    },
    ...more,
  },
})

const two = { a: panel(1, 'Requests'), b: panel(2, 'Errors') }
const [left, right] = [item('a', 0, 0, 12), item('b', 12, 0, 12)]
const uses = (name: string) => `sum by (job) (rate(shop_requests_total{${name}=~"$${name}"}[5m]))`

/** Version 2 with `group` as it was before that: the kind told what is asked and drawn. */
const alpha: Json = {
  ...{ apiVersion: 'dashboard.grafana.app/v2alpha1', kind: 'Dashboard', metadata: { name: 'shop-alpha' } },
  spec: {
    ...{ title: 'Alpha', cursorSync: 'Off', editable: false, preload: false, links: [], tags: [] },
    annotations: [
      {
        kind: 'AnnotationQuery',
        spec: {
          ...{
            name: 'Annotations & Alerts',
            builtIn: true,
            enable: true,
            hide: true,
            iconColor: 'rgba(0, 211, 255, 1)',
          },
          datasource: { type: 'grafana', uid: '-- Grafana --' },
          query: { kind: 'grafana', spec: { limit: 100, matchAny: false, tags: [], type: 'dashboard' } },
          legacyOptions: { type: 'dashboard' },
        },
      },
    ],
    elements: {
      'panel-1': {
        kind: 'Panel',
        spec: {
          ...{ id: 1, title: 'Requests', description: 'How many.', links: [] },
          data: {
            kind: 'QueryGroup',
            spec: {
              queries: [
                {
                  kind: 'PanelQuery',
                  spec: {
                    ...{ refId: 'A', hidden: true, datasource: { type: 'prometheus', uid: source } },
                    query: {
                      kind: 'prometheus',
                      spec: { expr: uses('job'), legendFormat: '{{job}}', format: 'table' },
                    },
                  },
                },
              ],
              transformations: [{ kind: 'merge', spec: { id: 'merge', options: {} } }],
              queryOptions: { interval: '1m', maxDataPoints: 100 },
            },
          },
          vizConfig: {
            kind: 'table',
            spec: {
              ...{ pluginVersion: '12.0.0', options: { showHeader: true, cellHeight: 'sm', frameIndex: 0 } },
              fieldConfig: { defaults: { unit: 'short', noValue: 'No data' }, overrides: [] },
            },
          },
        },
      },
    },
    layout: grid({
      kind: 'GridLayoutRow',
      spec: { y: 0, collapsed: false, title: 'Traffic', elements: [item('panel-1', 0, 0, 24, 9)] },
    }),
    variables: [
      datasource,
      {
        kind: 'QueryVariable',
        spec: {
          ...{
            name: 'job',
            label: 'Job',
            ...asked,
            refresh: 'onDashboardLoad',
            regex: '',
            sort: 'disabled',
            options: [],
          },
          current: { text: ['All'], value: ['$__all'] },
          datasource: { type: 'prometheus', uid: source },
          query: { kind: 'prometheus', spec: { qryType: 1, query: 'label_values(up, job)', refId: 'V' } },
        },
      },
    ],
    timeSettings: { from: 'now-1h', to: 'now', autoRefresh: '', autoRefreshIntervals: ['30s'], hideTimepicker: true },
  },
}

/** Each with what is lost on the way to the classic form, as people read it. */
export const shapes: Readonly<Record<string, { readonly input: Json; readonly lost: readonly string[] }>> = {
  'a grid': { input: dashboard({ elements: two, layout: grid(left, right) }), lost: [] },
  'rows, one of them folded': {
    input: dashboard({
      elements: { ...two, c: panel(7, 'Latency') },
      layout: rows(row('Traffic', grid(left, right)), row('More', grid(item('c')), { collapse: true })),
    }),
    lost: [],
  },
  'tabs with rows and grids': {
    input: dashboard({
      elements: { ...two, c: panel(3, 'Latency') },
      layout: tabs(tab('Shop', grid(left, right)), tab('Pipeline', rows(row('Consumers', grid(item('c')))))),
    }),
    lost: ["tab 'Shop' is a row now.", "tab 'Pipeline' is a row now, and what it holds follows it."],
  },
  'tabs whose variables share a name': {
    input: dashboard({
      elements: { a: panel(1, 'Requests', uses('route')), b: panel(2, 'Errors', uses('route')) },
      layout: tabs(
        tab('Shop', grid(item('a')), { variables: [labels('route', 'shop_requests_total')] }),
        tab('Back office', grid(item('b')), { variables: [labels('route', 'office_requests_total')] }),
      ),
    }),
    lost: [
      "variable route of tab 'Shop' is a variable of the whole dashboard now.",
      "variable route of tab 'Back office' is a variable of the whole dashboard now, called route_back_office, since tab 'Shop' has one of its name: addresses from elsewhere that set var-route do not set it any more.",
      "tab 'Shop' is a row now.",
      "tab 'Back office' is a row now.",
    ],
  },
  'an automatic grid, one panel of it repeated': {
    input: dashboard({
      elements: { ...two, c: panel(3, 'Latency of $job', uses('job')) },
      layout: rows(
        row('All', automatic(['a', 'b', 'a'], { rowHeightMode: 'short' })),
        row('Each', automatic(['c'], { maxColumnCount: 4 }, repeat('job'))),
      ),
      variables: [labels('job')],
    }),
    lost: [
      "panel 'Requests' stands in several places, and is a panel of its own in each now.",
      "row 'All' has fixed places in 3 columns now, where an automatic grid followed the window.",
      "row 'Each' has fixed places in 4 columns now, where an automatic grid followed the window.",
    ],
  },
  'conditions of rows and panels': {
    input: dashboard({
      elements: two,
      layout: rows(
        row(
          'Traffic',
          automatic(['a'], { maxColumnCount: 1 }, shownIf({ kind: 'ConditionalRenderingData', spec: { value: true } })),
        ),
        row('Details', grid(item('b')), shownIf(ifVariable('detail', 'yes'))),
      ),
      variables: [
        {
          kind: 'CustomVariable',
          spec: {
            name: 'detail',
            label: 'Detail',
            query: 'yes,no',
            current: { text: 'no', value: 'no' },
            options: [],
            multi: false,
            includeAll: false,
            hide: 'dontHide',
            skipUrlSync: false,
          },
        },
      ],
      more: { description: 'Shows $detail.' },
    }),
    lost: [
      "panel 'Requests' is always shown now; it was shown only where there is data.",
      "row 'Traffic' has fixed places in one column now, where an automatic grid followed the window.",
      'row \'Details\' is always shown now; it was shown only where $detail is "yes".',
    ],
  },
  'repeated rows and panels': {
    input: dashboard({
      elements: { a: panel(1, 'Requests of $job', uses('job')), b: panel(2, 'Errors', uses('instance')) },
      layout: rows(
        row('$job', grid(item('a')), repeat('job')),
        row('Instances', grid(item('b', 0, 0, 24, 6, repeat('instance', { direction: 'h', maxPerRow: 3 })))),
      ),
      variables: [labels('job'), labels('instance')],
    }),
    lost: [],
  },
  'rows inside rows, and a tab that is repeated': {
    input: dashboard({
      elements: { a: panel(1, 'Requests', uses('job')), b: panel(2, 'Errors', uses('job')) },
      layout: rows(
        row('Outer', rows(row('Inner', grid(item('a')))), { collapse: true }),
        row('Jobs', tabs(tab('$job', rows(row('Of $job', grid(item('b')))), repeat('job')))),
      ),
      variables: [labels('job')],
    }),
    lost: [
      "row 'Inner' of row 'Outer' follows that row now, and does not stand inside it.",
      "tab '$job' of row 'Jobs' is a row now, and what it holds follows it.",
      "tab '$job' of row 'Jobs' is shown once now, and each row inside it is repeated for $job.",
    ],
  },
  'a row without a header': {
    input: dashboard({
      elements: two,
      layout: rows(row('', grid(item('a')), { hideHeader: true }), row('Errors', grid(item('b')))),
    }),
    lost: [],
  },
  'every kind of query, link and option': {
    input: dashboard({
      elements: {
        a: {
          kind: 'Panel',
          spec: {
            ...{ id: 4, title: 'Requests', description: 'How many.', transparent: true },
            links: [{ title: 'More', url: '/d/shop-details?var-job=$job', targetBlank: true }],
            data: {
              kind: 'QueryGroup',
              spec: {
                queries: [query(uses('job')), query('sum by (job) (up)', { refId: 'B', hidden: true })],
                transformations: [
                  { kind: 'Transformation', group: 'merge', spec: { options: {} } },
                  {
                    kind: 'Transformation',
                    group: 'organize',
                    spec: {
                      disabled: true,
                      options: {
                        excludeByName: {},
                        indexByName: {},
                        renameByName: { Value: 'now' },
                        includeByName: {},
                      },
                    },
                  },
                ],
                queryOptions: { interval: '1m', timeShift: '1d', hideTimeOverride: true },
              },
            },
            vizConfig: {
              ...{ kind: 'VizConfig', group: 'stat', version: '13.0.0' },
              spec: {
                options: {
                  ...{
                    colorMode: 'value',
                    graphMode: 'none',
                    justifyMode: 'auto',
                    orientation: 'auto',
                    textMode: 'value',
                  },
                  ...{ percentChangeColorMode: 'standard', showPercentChange: false, wideLayout: true },
                  reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
                },
                fieldConfig: {
                  defaults: {
                    ...{ unit: 'reqps', noValue: 'None' },
                    thresholds: {
                      mode: 'absolute',
                      steps: [
                        { value: null, color: 'green' },
                        { value: 5, color: 'red' },
                      ],
                    },
                  },
                  overrides: [{ matcher: { id: 'byName', options: 'now' }, properties: [{ id: 'unit', value: 's' }] }],
                },
              },
            },
          },
        },
      },
      layout: grid(item('a', 0, 0, 24, 4)),
      variables: [labels('job')],
      annotations: [
        {
          kind: 'AnnotationQuery',
          spec: {
            ...{ name: 'Deploys', enable: true, hide: false, iconColor: 'blue' },
            query: {
              ...{ kind: 'DataQuery', group: 'prometheus', version: 'v0', datasource: { name: source } },
              spec: { expr: 'changes(shop_build_info[5m]) > 0', interval: '60s' },
            },
            legacyOptions: { titleFormat: '{{version}}' },
          },
        },
      ],
      more: {
        links: [
          {
            ...{ title: 'All', type: 'dashboards', icon: 'external link', tooltip: '', tags: ['shop'], url: '' },
            ...{ asDropdown: true, targetBlank: false, includeVars: true, keepTime: true },
          },
        ],
      },
    }),
    lost: [],
  },
  'the first version 2': { input: alpha, lost: [] },
  'what stands around it': {
    input: {
      ...dashboard({ elements: two, layout: grid(left, right), more: { preferences: { layout: grid() } } }),
      metadata: {
        name: 'shop-overview',
        labels: { team: 'shop' },
        annotations: { 'grafana.app/folder': 'shops', 'grafana.app/createdBy': 'user:1' },
      },
    },
    lost: [
      'the dashboard stood in the folder shops: the provider that loads the file decides that now.',
      'the dashboard loses its labels.',
      'the dashboard loses its preferences for new panels.',
    ],
  },
}
