import { describe, expect, test } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { queriesOf } from '../../build/model/queries.ts'
import type { Subject } from '../../build/model/subject.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { model } from '../checks/model.ts'

const read = (file: string, text: string): Subject =>
  subjectOfFiles([{ file, text, isNamed: true }], { own: model.own, foreign: [] })

/** Each query with its place: `line:column path = text`. */
const placesOf = (subject: Subject): readonly string[] =>
  queriesOf(subject).map(
    ({ place, text }) => `${place.position?.line}:${place.position?.column} ${place.path.join(' › ')} = ${text}`,
  )

/** The findings of some checks: `check line:column what`. */
const toldBy = (subject: Subject, ...ids: readonly string[]): readonly string[] =>
  runChecks(subject)
    .filter(({ check }) => ids.includes(check))
    .map(({ check, place, what }) => `${check} ${place.position?.line}:${place.position?.column} ${what}`)

const faultsOf = (subject: Subject) => toldBy(subject, 'unreadable-file', 'malformed-file')

describe('rule files', () => {
  const rule = (expr: string) => `groups:\n- name: g\n  rules:\n  - alert: A\n    expr: ${expr}\n`

  test.each([
    ['plain', 'up == 0', '5:11 g › A = up == 0'],
    ['in single quotes', "'up == 0'", '5:12 g › A = up == 0'],
    ['in double quotes', '"up == 0"', '5:12 g › A = up == 0'],
    ['literal', '|\n      up\n      == 0', '6:7 g › A = up\n== 0'],
    ['literal, indented further', '|2-\n        up\n      == 0', '6:9 g › A =   up\n== 0'],
    ['folded', '>-\n      up\n      == 0', '6:7 g › A = up == 0'],
    ['over two lines', 'up\n      == 0', '5:11 g › A = up == 0'],
    ['a number', '1.0', '5:11 g › A = 1.0'],
  ])('an expression that is %s', (_, expr, expected) => {
    expect(placesOf(read('rules.yml', rule(expr)))).toEqual([expected])
  })

  test.each([
    ['plain', 'up == = 0', '5:17'],
    ['in single quotes', "'up{a=''''} == = 0'", '5:26'],
    ['in double quotes', '"up{a=\\"b\\"} == = 0"', '5:27'],
    ['literal', '|\n      up\n      == = 0', '7:10'],
    ['literal, indented further', '|2-\n        up{a=~"\\\\."}\n      == = 0', '7:10'],
    ['folded', '>\n      up\n      == = 0', '7:10'],
    ['over two lines', 'up\n      == = 0', '6:10'],
  ])('a mistake in an expression that is %s stands at its own line and column', (_, expr, position) => {
    const [told = ''] = toldBy(read('rules.yml', rule(expr)), 'promql-syntax')
    expect(told).toMatch(/^promql-syntax \d+:\d+ Unexpected "="/)
    expect(told.split(' ')[1]).toBe(position)
  })

  test('a duration of 0 needs no unit', () => {
    expect(faultsOf(read('rules.yml', 'groups:\n- name: g\n  rules:\n  - {alert: A, expr: up, for: 0}\n'))).toEqual([])
  })

  test('CRLF and a byte order mark change nothing', () => {
    expect(placesOf(read('rules.yml', rule('|\n      up\n      == 0').replaceAll('\n', '\r\n')))).toEqual([
      '6:7 g › A = up\n== 0',
    ])
  })

  test('every field of a rule is read, and values are the text that stands there', () => {
    const subject = read(
      'rules.yml',
      [
        'groups:',
        '- name: g',
        '  interval: 1m',
        '  labels: {team: a}',
        '  rules:',
        '  - {record: "job:up:sum", expr: sum by (job) (up), labels: {prio: 1.0}}',
        '  - {alert: A, expr: up == 0, for: 1h30m, keep_firing_for: 90s, labels: {severity: yes}, annotations: {summary: s}}',
      ].join('\n'),
    )
    expect(faultsOf(subject)).toEqual([])
    expect(subject.ruleFiles[0]?.groups[0]).toMatchObject({
      interval: 60,
      rules: [
        { kind: 'recording', name: 'job:up:sum', labels: { team: 'a', prio: '1.0' } },
        { for: 5400, keepFiringFor: 90, labels: { team: 'a', severity: 'yes' }, annotations: { summary: 's' } },
      ],
    })
    expect(subject.catalog.find('job:up:sum')).toBeDefined()
  })

  test('aliases and merged mappings are followed', () => {
    const text =
      'x: &d {severity: critical}\ngroups:\n- name: g\n  rules:\n  - {alert: A, expr: up, labels: {<<: *d, a: b}}\n'
    expect(read('rules.yml', text).ruleFiles[0]?.groups[0]?.rules[0]?.labels).toEqual({ severity: 'critical', a: 'b' })
  })

  test("Kubernetes' PrometheusRule, several to a file", () => {
    const one =
      'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    rules:\n    - {alert: A, expr: up == 0}\n'
    const subject = read('rules.yml', `${one}---\n${one}`)
    expect(placesOf(subject)).toEqual(['7:24 g › A = up == 0', '15:24 g › A = up == 0'])
    expect(faultsOf(subject)).toEqual([])
  })

  test("promtool's tests of rules are no configuration, though they name rule files", () => {
    expect(read('a.test.yml', 'rule_files: [a.yml]\ntests: []\n').scraping).toBeUndefined()
    expect(read('a.yml', 'rule_files: [a.yml]\n').scraping?.ruleFiles).toEqual(['a.yml'])
  })

  test.each([
    [
      'a field that is misspelt',
      'groups:\n- name: g\n  rules:\n  - {alert: A, expr: up, annotation: {}}\n',
      '4:38 A rule has no field annotation',
    ],
    ['two groups of one name', 'groups:\n- {name: g}\n- {name: g}\n', '3:3 Two groups of the file are named g'],
    ['a rule without expr', 'groups:\n- name: g\n  rules:\n  - alert: A\n', '4:12 The rule has no expr'],
    [
      'a rule that does both',
      'groups:\n- name: g\n  rules:\n  - {alert: A, record: b, expr: up}\n',
      '4:13 The rule both records b and alerts of A',
    ],
    [
      'a duration that is none',
      'groups:\n- name: g\n  rules:\n  - {alert: A, expr: up, for: 5 minutes}\n',
      '4:31 5 minutes is no duration',
    ],
    ['a second document', 'groups: []\n---\ngroups: []\n', '2:1 Prometheus reads only the first document'],
    ['a key that stands twice', 'groups: []\ngroups: []\n', '2:1 The key groups stands twice'],
    [
      'a recording rule that waits',
      'groups:\n- name: g\n  rules:\n  - {record: a, expr: up, for: 5m}\n',
      '4:14 A recording rule takes no for',
    ],
    [
      'a name with a dash',
      'groups:\n- name: g\n  rules:\n  - {record: a-b, expr: up}\n',
      '4:14 a-b is no name of a series',
    ],
    ['groups that are no list', 'groups: {name: g}\n', '1:9 groups is no list'],
    [
      'a text that a comment ends',
      'groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    annotations:\n      s: disk #1 is full\n',
      '7:15 The text ends at "disk"',
    ],
  ])('%s is told', (_, text, expected) => {
    const [line, ...what] = expected.split(' ')
    expect(faultsOf(read('rules.yml', text))).toEqual([
      expect.stringContaining(`malformed-file ${line} ${what.join(' ')}`),
    ])
  })
})

describe('dashboards', () => {
  const query = { refId: 'A', expr: 'up{job="x"} == 0' }
  const classic = {
    title: 'D',
    uid: 'd',
    schemaVersion: 39,
    panels: [{ id: 1, type: 'stat', title: 'P', targets: [query] }],
  }
  const json = (value: unknown) => JSON.stringify(value, undefined, 1)

  test('of the classic format, as they are, wrapped, in a manifest or in YAML', () => {
    expect(placesOf(read('d.json', json(classic)))).toEqual(['13:15 P = up{job="x"} == 0'])
    expect(placesOf(read('d.json', json({ dashboard: classic, meta: {} })))).toEqual(['14:16 P = up{job="x"} == 0'])
    expect(placesOf(read('d.json', JSON.stringify({ kind: 'Dashboard', spec: classic })))).toHaveLength(1)
    expect(placesOf(read('d.yml', 'title: D\nuid: d\npanels:\n- {title: P, targets: [{expr: up}]}\n'))).toEqual([
      '4:31 P = up',
    ])
  })

  test('a mistake stands at its own column, escapes included', () => {
    const text = JSON.stringify({ ...classic, panels: [{ title: 'P', targets: [{ expr: 'up{a="b"} == = 0' }] }] })
    const [told] = toldBy(read('d.json', text), 'promql-syntax')
    expect(told?.split(' ')[1]).toBe(`1:${text.indexOf('= 0') + 1}`)
  })

  test('panels of closed rows, open rows and the rows of old; library panels are let alone', () => {
    const panel = (title: string) => ({ type: 'stat', title, targets: [query], gridPos: { x: 0, y: 0, w: 1, h: 1 } })
    const panels = [
      panel('1'),
      { type: 'row', title: 'Open', panels: [] },
      panel('2'),
      {
        type: 'row',
        title: 'Closed',
        collapsed: true,
        panels: [panel('3'), { libraryPanel: { uid: 'x' }, title: '4' }],
      },
    ]
    const subject = read('d.json', json({ ...classic, panels, rows: [{ title: 'Old', panels: [panel('5')] }] }))
    expect(subject.dashboards[0]?.panels.map(({ place, gridPos }) => [...place.path, gridPos !== undefined])).toEqual([
      ['1', true],
      ['Open', '2', true],
      ['Closed', '3', false],
      // Grafana finds a place for those of old rows itself.
      ['Old', '5', false],
    ])
  })

  test('a variable that stands for an operator is left alone, another mistake beside one is not', () => {
    const told = (expr: string) =>
      toldBy(read('d.json', json({ ...classic, panels: [{ title: 'P', targets: [{ expr }] }] })), 'promql-syntax')
        .length
    expect(told('up $how on (job) up')).toBe(0)
    expect(told('sum(up{job="$job"}')).toBe(1)
    expect(told('up == = $limit')).toBe(1)
  })

  test('the copies of what is repeated, which older Grafanas saved, are left out', () => {
    const panel = (title: string, rest = {}) => ({ type: 'stat', title, targets: [query], ...rest })
    const copy = { repeatPanelId: 1, repeatIteration: 1, scopedVars: {} }
    const panels = [
      panel('Original', { id: 1, repeat: 'a' }),
      panel('Copy', copy),
      { type: 'row', title: 'Row', repeat: 'b', panels: [panel('Inside'), panel('Copy inside', copy)] },
      { type: 'row', title: 'Copy of a row', ...copy, panels: [panel('In a copy')] },
    ]
    const rows = [
      { title: 'Old', repeat: 'd', panels: [panel('Old original')] },
      { title: 'Old', repeatRowId: 1, panels: [panel('Old copy')] },
      // Rows count from 1, and some write 0 for none.
      { title: 'Old', repeatRowId: 0, panels: [panel('No copy')] },
    ]
    const subject = read('d.json', json({ ...classic, panels, rows }))
    expect(subject.dashboards[0]?.panels.map(({ title }) => title)).toEqual([
      'Original',
      'Inside',
      'Old original',
      'No copy',
    ])
  })

  test('what a panel is repeated for, itself or with its row', () => {
    const panel = (repeat?: string) => ({ type: 'stat', title: 'P', targets: [query], repeat })
    const panels = [
      panel('a'),
      { type: 'row', title: 'Open', repeat: 'b', panels: [] },
      panel(),
      { type: 'row', title: 'Closed', repeat: 'c', collapsed: true, panels: [panel('a')] },
      { type: 'row', title: 'Single', panels: [] },
      panel(),
    ]
    const rows = [{ title: 'Old', repeat: 'd', panels: [panel()] }]
    const subject = read('d.json', json({ ...classic, panels, rows }))
    expect(subject.dashboards[0]?.panels.map(({ repeats }) => repeats)).toEqual([['a'], ['b'], ['c', 'a'], [], ['d']])
  })

  test.each([
    ['its type', { type: 'loki', uid: 'x' }, 0],
    ['its name', 'Loki', 0],
    ['a variable', { uid: '$logs' }, 0],
    ['an input', '$' + '{DS_LOGS}', 0],
    ['nothing', null, 1],
    ['a variable of Prometheus', { uid: '$metrics' }, 1],
    ['a managed Prometheus', { type: 'grafana-amazonprometheus-datasource', uid: 'x' }, 1],
  ])('which data source a query asks is told by %s', (_, datasource, count) => {
    const dashboard = {
      ...classic,
      __inputs: [{ name: 'DS_LOGS', pluginId: 'loki' }],
      templating: {
        list: [
          { type: 'datasource', name: 'logs', query: 'loki' },
          { type: 'datasource', name: 'metrics', query: 'prometheus' },
        ],
      },
      panels: [{ title: 'P', datasource, targets: [{ expr: 'up' }] }],
    }
    expect(placesOf(read('d.json', json(dashboard)))).toHaveLength(count)
  })

  test('units, thresholds, variables and annotations', () => {
    const dashboard = {
      ...classic,
      panels: [
        {
          title: 'P',
          fieldConfig: {
            defaults: {
              unit: 's',
              thresholds: {
                steps: [
                  { value: null, color: 'green' },
                  { value: 2, color: 'red' },
                ],
              },
            },
          },
        },
        { title: 'Old', yaxes: [{ format: 'bytes' }, { format: 'short' }] },
      ],
      templating: { list: [{ name: 'a', type: 'query', multi: true, query: { query: 'label_values(up, job)' } }] },
      annotations: {
        list: [
          { name: 'Restarts', expr: 'changes(up[5m]) > 0' },
          { name: 'built in', builtIn: 1 },
        ],
      },
    }
    const [found] = read('d.json', json(dashboard)).dashboards
    expect(found?.panels.map(({ unit }) => unit)).toEqual(['s', 'bytes'])
    expect(found?.panels[0]?.thresholds).toEqual([
      { value: null, color: 'green' },
      { value: 2, color: 'red' },
    ])
    expect(found?.variables).toMatchObject([
      { name: 'a', multi: true, includeAll: false, query: 'label_values(up, job)' },
    ])
    expect(found?.annotations.map(({ text }) => text)).toEqual(['changes(up[5m]) > 0'])
  })

  test('thresholds in percent are of the range, where it is known', () => {
    const shown = (...range: readonly (number | undefined)[]) => {
      const [min, max] = range
      const steps = [{ value: 0 }, { value: 80, color: 'red' }]
      const defaults = { min, max, thresholds: { mode: 'percentage', steps } }
      const [found] = read(
        'd.json',
        json({ ...classic, panels: [{ title: 'P', fieldConfig: { defaults } }] }),
      ).dashboards
      return found?.panels[0]?.thresholds.map(({ value }) => value)
    }
    expect(shown(0, 5)).toEqual([null, 4])
    expect(shown(100, 200)).toEqual([null, 180])
    expect(shown(0, undefined)).toEqual([])
  })

  test('of version 2: elements in the order of the layout, rows and tabs', () => {
    const element = (title: string, group = 'prometheus') => ({
      kind: 'Panel',
      spec: {
        id: 1,
        title,
        data: {
          kind: 'QueryGroup',
          spec: {
            queries: [
              { kind: 'PanelQuery', spec: { refId: 'A', query: { kind: 'DataQuery', group, spec: { expr: 'up' } } } },
            ],
          },
        },
        vizConfig: { kind: 'VizConfig', group: 'stat', spec: { fieldConfig: { defaults: { unit: 's' } } } },
      },
    })
    const item = (name: string) => ({
      kind: 'GridLayoutItem',
      spec: { x: 0, y: 0, width: 8, height: 4, element: { kind: 'ElementReference', name } },
    })
    const grid = (...names: string[]) => ({ kind: 'GridLayout', spec: { items: names.map(item) } })
    const of = (layout: unknown) =>
      read(
        'd.json',
        json({
          apiVersion: 'dashboard.grafana.app/v2beta1',
          kind: 'Dashboard',
          metadata: { name: 'd' },
          spec: {
            title: 'D',
            elements: {
              a: element('A'),
              b: element('B'),
              e: element('Empty', ''),
              l: element('Logs', 'loki'),
              c: { kind: 'LibraryPanel', spec: {} },
            },
            layout,
            variables: [
              {
                kind: 'QueryVariable',
                spec: {
                  name: 'v',
                  multi: true,
                  query: { kind: 'DataQuery', group: 'prometheus', spec: { query: 'label_values(job)' } },
                },
              },
            ],
            annotations: [
              {
                kind: 'AnnotationQuery',
                spec: { name: 'N', query: { kind: 'DataQuery', group: 'prometheus', spec: { expr: 'up' } } },
              },
            ],
          },
        }),
      ).dashboards[0]
    const flat = of(grid('b', 'a', 'c'))
    expect(flat).toMatchObject({
      uid: 'd',
      title: 'D',
      variables: [{ name: 'v', type: 'query', query: 'label_values(job)' }],
    })
    expect(flat?.annotations).toHaveLength(1)
    expect(
      flat?.panels.map(({ title, type, unit, gridPos, targets }) => [
        title,
        type,
        unit,
        gridPos?.w,
        targets[0]?.query?.text,
      ]),
    ).toEqual([
      ['B', 'stat', 's', 8, 'up'],
      ['A', 'stat', 's', 8, 'up'],
      ['Empty', 'stat', 's', undefined, 'up'],
      ['Logs', 'stat', 's', undefined, undefined],
    ])
    const variables = [{ kind: 'CustomVariable', spec: { name: 'inner' } }]
    const section = { kind: 'RowsLayoutRow', spec: { title: 'R', variables, layout: grid('a') } }
    const tab = {
      kind: 'TabsLayoutTab',
      spec: { layout: { kind: 'RowsLayout', spec: { rows: [section] } }, variables },
    }
    expect(of({ kind: 'TabsLayout', spec: { tabs: [tab] } })?.variables.map(({ name }) => name)).toEqual([
      ...['v', 'inner', 'inner'],
    ])
    const repeat = { mode: 'variable', value: 'v' }
    const row = (title: string, layout: unknown) => ({ kind: 'RowsLayoutRow', spec: { title, layout, repeat } })
    const nested = of({
      kind: 'TabsLayout',
      spec: {
        tabs: [
          {
            kind: 'TabsLayoutTab',
            spec: { title: 'T', layout: { kind: 'RowsLayout', spec: { rows: [row('R', grid('a'))] } } },
          },
        ],
      },
    })
    expect(nested?.panels[0]?.place.path).toEqual(['T', 'R', 'A'])
    expect(nested?.panels[0]?.repeats).toEqual(['v'])
    expect(flat?.panels[0]?.repeats).toEqual([])
  })
})

describe('configuration', () => {
  test('prometheus.yml', () => {
    const text = [
      'global: {scrape_interval: 30s, evaluation_interval: 15s, external_labels: {cluster: a}}',
      'rule_files: [alerts/*.yml]',
      'alerting: {alertmanagers: [{static_configs: [{targets: [am:9093]}]}, {dns_sd_configs: [{}]}]}',
      'scrape_configs:',
      '- {job_name: api, scrape_interval: 5s, metrics_path: /m, static_configs: [{targets: [a:1, b:2], labels: {env: x}}]}',
      '- job_name: pods',
      '  kubernetes_sd_configs: [{role: pod}]',
      '  metric_relabel_configs: [{action: labeldrop, regex: pod}]',
    ].join('\n')
    expect(read('prometheus.yml', text).scraping).toMatchObject({
      evaluationInterval: 15,
      ruleFiles: ['alerts/*.yml'],
      alertmanagers: ['am:9093', 'dns_sd_configs'],
      externalLabels: ['cluster'],
      jobs: [
        { name: 'api', interval: 5, timeout: 5, path: '/m', targets: ['a:1', 'b:2'], targetLabels: ['env'] },
        {
          name: 'pods',
          interval: 30,
          timeout: 10,
          path: '/metrics',
          targetLabels: undefined,
          metricRelabeling: [{ action: 'labeldrop', regex: 'pod' }],
        },
      ],
    })
  })

  test('alertmanager.yml, of which one is checked', () => {
    const text = 'route: {receiver: x}\nreceivers: [{name: x}]\n'
    expect(read('alertmanager.yml', text).notification?.config).toEqual({
      route: { receiver: 'x' },
      receivers: [{ name: 'x' }],
    })
    const two = ['a.yml', 'b.yml'].map((file) => ({ file, text, isNamed: true }))
    const both = subjectOfFiles(two, { own: model.own, foreign: [] })
    expect(faultsOf(both)).toEqual([
      expect.stringContaining('Only one Alertmanager configuration is checked at a time, and a.yml'),
    ])
  })
})

test('alerts that Grafana evaluates: their PromQL, and nothing of other languages', () => {
  const data = (refId: string, model: object, rest: object = {}) => ({ refId, model: { refId, ...model }, ...rest })
  const rules = [
    {
      title: 'Errors',
      condition: 'B',
      data: [
        data('A', { expr: 'rate(up[5m]) > 1' }, { datasourceUid: 'prometheus' }),
        data('B', { type: 'threshold', expression: 'A', expr: 'x y' }, { datasourceUid: '__expr__' }),
        data('C', { expr: '{app="x"} |= "error"', datasource: { type: 'loki', uid: 'P1' } }),
        data('D', { expr: '{app="x"} |= "error"', queryType: 'range' }, { datasourceUid: 'P2' }),
      ],
    },
    { title: 'Broken', data: [data('A', { expr: 'sum(' }, { datasourceUid: 'P3' })] },
  ]
  const text = JSON.stringify({ apiVersion: 1, groups: [{ orgId: 1, name: 'g', folder: 'F', rules }] })
  const subject = read('alerts.json', text)
  expect(placesOf(subject)).toEqual([expect.stringMatching(/ g › Errors = rate\(up\[5m\]\) > 1$/)])
  expect(subject.managed?.map(({ name }) => name)).toEqual(['Errors', 'Broken'])
  expect(toldBy(subject, 'promql-syntax', 'rate-of-gauge', 'unreadable-file', 'no-condition')).toEqual([
    expect.stringMatching(/^rate-of-gauge /),
    expect.stringMatching(/^promql-syntax /),
  ])
})

test('our catalog says nothing of files that it hardly knows', () => {
  const text = (...exprs: readonly string[]) =>
    JSON.stringify({
      groups: [{ name: 'g', rules: exprs.map((expr, at) => ({ alert: `A${at}`, expr: `${expr} > 1` })) }],
    })
  const told = (...exprs: readonly string[]) =>
    toldBy(read('r.yml', text(...exprs)), 'unknown-metric', 'unknown-label').map((each) =>
      each.replace(/^(\S+).*/, '$1'),
    )
  const theirs = 'sum(http_requests_total{handler="a"})'
  expect(told(theirs)).toEqual(['unknown-label'])
  expect(told(theirs, 'others_total')).toEqual(['unknown-label', 'unknown-metric'])
  expect(told(theirs, 'others_total', 'more_bytes')).toEqual([])
  // Slips of what is known are known.
  expect(told('http_request_total', 'redis_upp', 'more_bytes')).toHaveLength(3)
})

test('a name that its own rule reads is exposed as well, with other labels', () => {
  const exprs = [
    'sum by (status) (rate(http_requests_total[5m]) + on (status) theirs{module="x"})',
    'theirs{b="1"} > 1',
  ]
  const told = (name: string) => {
    const rules = [
      { record: name, expr: exprs[0] },
      { alert: 'A', expr: exprs[1]?.replace('theirs', name) },
    ]
    return toldBy(read('r.yml', JSON.stringify({ groups: [{ name: 'g', rules }] })), 'unknown-label')
  }
  expect(told('theirs')).toEqual([])
  expect(told('others')).toEqual([expect.stringContaining('others has no label b')])
})

test("what Loki's rules record is there, though they are left alone", () => {
  const text = (expr: string) =>
    `groups:\n- name: logs\n  rules:\n  - {record: 'app:errors:rate', expr: 'sum(rate({app="a"} |= "x" [1m]))'}\n- name: g\n  rules:\n  - {record: 'app:errors:rate1h', expr: '${expr}'}\n`
  expect(toldBy(read('r.yml', text('avg_over_time(app:errors:rate[1h])')), 'unknown-metric')).toEqual([])
  expect(toldBy(read('r.yml', text('avg_over_time(app:error:rate[1h])')), 'unknown-metric')).toHaveLength(1)
})

test("only a person's catalog is known when ours is left out", () => {
  const foreign = [
    [
      'shop_orders_total',
      { name: 'shop_orders_total', type: 'counter', unit: undefined, labels: {}, edges: undefined },
    ],
  ] as const
  const text =
    'groups:\n- name: g\n  rules:\n  - {record: a:b, expr: shop_order_total}\n  - {alert: A, expr: http_requests_total > a:b + up}\n'
  const told = (isForeignOnly: boolean) =>
    toldBy(
      subjectOfFiles([{ file: 'r.yml', text, isNamed: true }], { own: isForeignOnly ? undefined : model.own, foreign }),
      'unknown-metric',
    )
  expect(told(false)).toEqual([
    expect.stringContaining(
      '4:25 No known series is called shop_order_total; the nearest known name is shop_orders_total',
    ),
  ])
  expect(told(true)).toEqual([
    told(false)[0],
    expect.stringContaining('No known series is called http_requests_total.'),
  ])
})

describe('what is no configuration of Prometheus', () => {
  const board = JSON.stringify({ title: 'D', uid: 'd', panels: [{ title: 'P', targets: [{ expr: 'up{job="a"}' }] }] })

  test("the values of Grafana's chart have files of alerts under the name of where alerts are sent", () => {
    const values = { alerting: { 'rules.yaml': { apiVersion: 1 } }, datasources: {} }
    const subject = subjectOfFiles(
      [
        { file: 'values.yaml', text: JSON.stringify(values), isNamed: false },
        { file: 'd.json', text: board, isNamed: true },
      ],
      { own: undefined, foreign: [] },
    )
    expect(subject.scraping).toBe(undefined)
  })
})

test('data sources of two folders of provisioning are those of two Grafanas', () => {
  const file = (folder: string, name: string) => ({
    file: `${folder}/provisioning/datasources/${name}.yml`,
    text: JSON.stringify({
      apiVersion: 1,
      datasources: [{ name: 'Prometheus', uid: 'p', type: 'prometheus', isDefault: true }],
    }),
    isNamed: true,
  })
  const told = (...files: ReturnType<typeof file>[]) =>
    toldBy(subjectOfFiles(files, { own: undefined, foreign: [] }), 'provisioned-twice').length
  expect(told(file('a', 'x'), file('b', 'x'))).toBe(0)
  expect(told(file('a', 'x'), file('b', 'x'), file('c', 'x'))).toBe(0)
  expect(told(file('a', 'x'), file('a', 'y'))).toBeGreaterThan(0)
})

test.each([
  ['disk #1 is full', 1],
  ['disk #TODO', 0],
  ['disk ## of the host', 0],
])('what follows a # is a comment, which is told where it may be a slip: %s', (text, count) => {
  const rules = `groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    annotations:\n      summary: ${text}\n`
  expect(faultsOf(read('rules.yml', rules))).toHaveLength(count)
})

test.each([
  ['up{job="a"} == 0 #of the nodes', 0],
  ['up{job="a #1"} == 0', 1],
])('a query has comments of its own: %s', (expr, count) => {
  const faults = faultsOf(read('rules.yml', `groups:\n- name: g\n  rules:\n  - alert: A\n    expr: ${expr}\n`))
  expect(faults.filter((fault) => fault.includes('The text ends at'))).toHaveLength(count)
})

test.each([
  ['PrometheusRule', 1],
  ['VMRule', 0],
])('a recording rule of a %s with annotations', (kind, count) => {
  const rule = { record: 'a:b:sum', expr: 'sum(up)', annotations: { summary: 'x' } }
  const manifest = { apiVersion: 'v1', kind, spec: { groups: [{ name: 'g', rules: [rule] }] } }
  expect(faultsOf(read('rule.json', JSON.stringify(manifest)))).toHaveLength(count)
})

test.each([
  ['people and their groups', '{"username":"ann","enabled":true,"email":"a@x.org","groups":["admins"]}'],
  ['a realm without groups', '{"realm":"r","enabled":true,"users":[],"groups":[]}'],
  ['what an agent of Loki scrapes', '{"clients":[],"positions":{},"scrape_configs":[{"job_name":"a"}]}'],
  ['providers of something else', '{"providers":[{"name":"aws"},{"name":"aws"}],"images":[]}'],
  [
    'what dashboards are generated from',
    '{"uid":"a","title":"A","templating":[{"name":"job"}],"rows":[{"title":"R","panels":[{"type":"stat","title":"P","targets":[{"expr":"up"}]}]}]}',
  ],
])('%s are none of ours', (_, text) => {
  const subject = subjectOfFiles([{ file: 'a.json', text, isNamed: false }], { own: undefined, foreign: [] })
  expect(faultsOf(subject)).toEqual([])
  expect(subject.dashboards).toEqual([])
  expect([subject.provisioning, subject.scraping]).toEqual([undefined, undefined])
})

test('a variable may stand for the matchers of a selector', () => {
  const of = (expr: string) =>
    read(
      'd.json',
      JSON.stringify({ title: 'D', panels: [{ title: 'P', type: 'stat', targets: [{ refId: 'A', expr }] }] }),
    )
  expect(of('sum(rate(theirs_total{$matchers}[5m]))').unparsed).toEqual([])
  expect(of('sum(rate(theirs_total{a="b"[5m]))').unparsed).toHaveLength(1)
})

test.each([
  ['a template of Helm', 'groups:\n{{- if .Values.on }}\n- name: [\n{{- end }}\n', 0],
  ['a template of Jinja', 'groups:\n{% if on %}\n- name: [\n', 0],
  ['rules with a template in a text', 'groups:\n- name: g\n  rules: [\n# {{ $labels.x }} {{ .Value }}\n', 1],
])('%s that stands in a folder', (_, text, count) => {
  const subject = subjectOfFiles([{ file: 'a.yml', text, isNamed: false }], { own: undefined, foreign: [] })
  expect(faultsOf(subject)).toHaveLength(count)
  expect(subject.asides).toEqual(count === 0 ? ['1 template left alone'] : [])
})

test.each([
  ['SecurityContextConstraints', 0],
  ['PrometheusRule', 1],
])('a manifest of a %s that is no YAML', (kind, count) => {
  const text = `groups: []\nkind: ${kind}\nmetadata:\n  note: 'a\n  b'\n`
  expect(
    faultsOf(subjectOfFiles([{ file: 'a.yml', text, isNamed: false }], { own: undefined, foreign: [] })),
  ).toHaveLength(count)
})

test('of several compose files that stand in a folder the main one is checked', () => {
  const files = ['compose.debug.yml', 'docker-compose.yml'].map((file) => ({
    file,
    text: 'services: {}\n',
    isNamed: false,
  }))
  const subject = subjectOfFiles(files, { own: undefined, foreign: [] })
  expect(subject.compose?.place.file).toBe('docker-compose.yml')
  expect(faultsOf(subject)).toEqual([])
  expect(subject.asides).toEqual(['1 further compose file left alone'])
})
