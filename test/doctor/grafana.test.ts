import { expect, test } from 'vitest'
import { compile } from '../../build/compile.ts'
import { connect } from '../../build/doctor/client/connect.ts'
import { type Examined, examine } from '../../build/doctor/examine.ts'
import { grafanaExaminations } from '../../build/doctor/grafana/all.ts'
import type { Panel } from '../../build/language/panel.ts'
import { stat } from '../../build/language/panels.ts'
import { promql } from '../../build/language/raw.ts'
import { parse } from '../../build/promql/parse.ts'
import { printLine } from '../../build/promql/print.ts'
import { dataSources } from '../../build/targets/provisioning.ts'
import { root } from '../support/root.ts'
import { type Stored, startGrafana } from './grafana.ts'

const built = await compile(root, 'none')
const files = built.artifacts.filter(({ path }) => path.startsWith('grafana-dashboards/'))
const overview = 'pybase-overview'

/** A Grafana that has loaded what was generated. It adds numbers of its own to each dashboard. */
function healthy(): Stored {
  const { datasources } = dataSources(built.model.stack)
  return {
    version: '13.2.2',
    database: 'ok',
    token: 'a-token',
    dataSources: new Map(
      datasources.map((each, at) => [
        each.uid,
        { id: at + 1, orgId: 1, typeLogoUrl: '', isDefault: false, readOnly: true, ...each },
      ]),
    ),
    sourceHealth: new Map([['prometheus', { status: 200, body: { status: 'OK', message: 'Successfully queried.' } }]]),
    dashboards: new Map(
      files.map(({ text }, at) => {
        const dashboard = { ...JSON.parse(text), id: at + 10, version: 3 }
        return [dashboard.uid, { dashboard, meta: { provisioned: true, version: 3, updatedBy: '', updated: '' } }]
      }),
    ),
  }
}

async function examined(stored: Stored, token = stored.token): Promise<readonly Examined[]> {
  const client = connect({ insecure: false, environment: { GRAFANA_TOKEN: token } })
  const servers = {
    prometheus: client('prometheus', 'http://127.0.0.1:1'),
    grafana: client('grafana', await startGrafana(stored)),
  }
  return examine({ ...built, servers }, grafanaExaminations)
}

const findingsOf = (all: readonly Examined[]) => all.flatMap(({ findings }) => findings)
const told = (all: readonly Examined[]): readonly string[] =>
  findingsOf(all).map(({ severity, where, what }) => `${severity}  ${where}: ${what}`)

/** Changes the dashboard that Grafana stores, as somebody does in its editor. */
function edit(stored: Stored, uid: string, change: (text: string) => string): void {
  const entry = stored.dashboards.get(uid)
  const before = JSON.stringify(entry?.dashboard)
  const after = change(before)
  expect(after).not.toBe(before)
  const meta = { ...entry?.meta, updatedBy: 'ada', updated: '2026-01-02T03:04:05Z' }
  stored.dashboards.set(uid, { dashboard: JSON.parse(after), meta })
}

test('a healthy one', async () => {
  const all = await examined(healthy())
  expect(told(all)).toEqual([])
  expect(all.map(({ id, status, facts }) => [id.replace('grafana-', ''), status, ...facts.slice(-1)])).toEqual([
    ['reachable', 'passed', expect.stringMatching(/^http:/)],
    ['version', 'passed', 'version 13.2.2'],
    ['data-sources', 'passed', 'uid alertmanager'],
    ['dashboards', 'passed', '5 dashboards compared'],
  ])
})

test.each<readonly [string, (stored: Stored) => void, readonly string[]]>([
  [
    'an old one',
    (stored) => {
      stored.version = '10.4.1'
    },
    ['error  Grafana: Version 10.4.1 runs, and the generated files need 11.0.0 or later.'],
  ],
  [
    'a newer one',
    (stored) => {
      stored.version = '14.0.0'
    },
    ['warning  Grafana: Version 14.0.0 runs, and the generated files are for 11.0.0 up to, and without, 14.0.0.'],
  ],
  [
    'one that hides its version',
    (stored) => {
      stored.version = undefined
    },
    [],
  ],
  [
    'no data source',
    (stored) => void stored.dataSources.delete('prometheus'),
    [
      'error  Grafana › data source prometheus: Grafana has no data source with the uid prometheus, which every dashboard names: its panels stay empty.',
    ],
  ],
  [
    'another address',
    (stored) =>
      void stored.dataSources.set('prometheus', {
        ...stored.dataSources.get('prometheus'),
        uid: 'prometheus',
        name: 'Prometheus',
        type: 'prometheus',
        url: 'http://localhost:9090',
      }),
    [
      'error  Grafana › data source prometheus: Its url is http://localhost:9090, and generated is http://prometheus:9090.',
    ],
  ],
  [
    'another interval',
    (stored) =>
      void stored.dataSources.set('prometheus', {
        ...stored.dataSources.get('prometheus'),
        jsonData: {
          httpMethod: 'POST',
          prometheusType: 'Prometheus',
          prometheusVersion: '3.14.0',
          manageAlerts: true,
          alertmanagerUid: 'alertmanager',
        },
      }),
    ['warning  Grafana › data source prometheus: Its timeInterval is nothing, and generated is 15s.'],
  ],
  [
    'a Prometheus that Grafana cannot reach',
    (stored) =>
      void stored.sourceHealth.set('prometheus', {
        status: 400,
        body: { status: 'ERROR', message: 'dial tcp: lookup prometheus: no such host' },
      }),
    [
      'error  Grafana › data source prometheus: Grafana cannot ask Prometheus through it: dial tcp: lookup prometheus: no such host.',
    ],
  ],
  [
    'no dashboard',
    (stored) => void stored.dashboards.delete(overview),
    ['error  Grafana › dashboard PyBase / Overview: Grafana has no dashboard with the uid pybase-overview.'],
  ],
  [
    'an imported dashboard',
    (stored) => {
      const entry = stored.dashboards.get(overview)
      if (entry !== undefined) stored.dashboards.set(overview, { ...entry, meta: { provisioned: false } })
    },
    ['warning  Grafana › dashboard PyBase / Overview: It was imported by hand: no new build reaches it.'],
  ],
])('%s', async (_, change, findings) => {
  const stored = healthy()
  change(stored)
  expect(told(await examined(stored))).toEqual(findings)
})

test('what somebody edited in Grafana, with the lines to take back into code', async () => {
  const stored = healthy()
  edit(stored, overview, (text) => {
    const dashboard = JSON.parse(text)
    const [panel] = dashboard.panels.filter(({ targets }: { targets?: unknown }) => targets !== undefined)
    panel.targets[0].expr =
      'sum(rate(http_requests_total{endpoint!="/health", instance=~"$api_instance"}[$__rate_interval]))'
    dashboard.panels.push({
      id: 99,
      type: 'timeseries',
      title: "Ada's",
      targets: [{ refId: 'A', expr: 'sum by (operation) (increase(db_query_errors_total[5m]))' }],
      gridPos: { x: 0, y: 99, w: 12, h: 8 },
    })
    return JSON.stringify(dashboard)
  })
  const [finding, ...others] = findingsOf(await examined(stored))
  expect(others).toEqual([])
  expect(finding?.what).toBe('It is not the generated one; last saved by ada at 2026-01-02T03:04:05Z.')
  expect(finding?.next).toContain(
    '`npm run import -- --again --from-grafana URL` brings what was edited back into dashboards/overview.ts',
  )
  expect(finding?.details).toMatchInlineSnapshot(`
    [
      "panel 'Targets down': the query changed",
      "panel 'Ada's' is new in row 'Monitoring itself' (timeseries)",
      "Lines for dashboards/overview.ts:",
      "'Targets down': openPromql({ labels: [], unit: 'count/s' })\`sum(rate(http_requests_total{endpoint!="/health"}[$__rate_interval]))\`",
      "timeseries('Ada\\'s', promql({ labels: ['operation'], unit: 'count' })\`sum by (operation) (increase(db_query_errors_total[5m]))\`, 'What it shows, and when it is bad.'),",
    ]
  `)
})

test('the lines are code: they say the query that was asked for', async () => {
  const asked = `count(http_requests_total{endpoint=~"a\\\\d|\`\${b}\`"})`
  const stored = healthy()
  edit(stored, overview, (text) => {
    const dashboard = JSON.parse(text)
    const panel = { id: 99, type: 'stat', title: "a\\'b", targets: [{ refId: 'A', expr: asked }] }
    return JSON.stringify({ ...dashboard, panels: [...dashboard.panels, panel] })
  })
  const [finding] = findingsOf(await examined(stored))
  const line = finding?.details?.at(-1) ?? ''
  const made: Panel = new Function('promql', 'stat', `return [${line}][0]`)(promql, stat)
  expect(made.title).toBe("a\\'b")
  expect(made.targets.map(({ expr }) => printLine(expr))).toEqual([printLine(parse(asked))])
})

test('a copy that somebody saved', async () => {
  const stored = healthy()
  const copy = JSON.stringify(stored.dashboards.get(overview)?.dashboard).replace(
    '"PyBase / Overview"',
    '"PyBase / Overview Copy"',
  )
  stored.dashboards.set('adcfe1', {
    dashboard: { ...JSON.parse(copy), uid: 'adcfe1', refresh: '5s' },
    meta: { provisioned: false },
  })
  const all = await examined(stored)
  expect(told(all)).toEqual([
    'note  Grafana › dashboard PyBase / Overview Copy: It is a copy of PyBase / Overview, with the uid adcfe1: no new build reaches it.',
  ])
  expect(findingsOf(all)[0]?.details).toMatchInlineSnapshot(`
    [
      "the dashboard: refresh 30s → 5s",
    ]
  `)
  expect(all.every(({ status }) => status === 'passed')).toBe(true)
})

test.each<readonly [string, Record<string, unknown>]>([
  ['empty', {}],
  [
    'of other shapes',
    { title: 5, tags: 'pybase', panels: [{ id: {}, targets: 'x', gridPos: [] }, null, 7], templating: null },
  ],
  [
    'endless',
    {
      title: 'x'.repeat(1e6),
      panels: Array.from({ length: 2_000 }, (_, id) => ({ id, title: `p${id}`, type: 'stat' })),
    },
  ],
])('a dashboard that is nonsense is told as one: %s', async (_, nonsense) => {
  const stored = healthy()
  stored.dashboards.set(overview, { dashboard: nonsense, meta: {} })
  const [finding, ...others] = findingsOf(await examined(stored))
  expect(finding?.what).toBe('It is not the generated one.')
  expect(Math.max(...(finding?.details ?? []).map(({ length }) => length))).toBeLessThan(1_010)
  expect(others).toEqual([])
})

test('a token that it does not take', async () => {
  const all = await examined(healthy(), 'another')
  expect(told(all)).toEqual([
    expect.stringContaining('/api/datasources/uid/prometheus with 401: it wants to know who asks'),
    expect.stringContaining('/api/dashboards/uid/'),
  ])
  expect(findingsOf(all)[0]?.next).toBe(
    'Set GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD, or the same with _FILE.',
  )
})

test('one that does not answer, whose later steps are pointless', async () => {
  const stored = healthy()
  stored.database = 'failing'
  const all = await examined(stored)
  expect(told(all)).toEqual([expect.stringContaining('/api/health with 503')])
  expect(all.map(({ status }) => status)).toEqual(['failed', 'skipped', 'skipped', 'skipped'])
})
