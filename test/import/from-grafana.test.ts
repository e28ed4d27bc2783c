import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli } from '../commands/cli.ts'
import { always, serve } from '../doctor/serve.ts'
import { dashboard, grid, item, panel as panelV2, tab, tabs } from '../documents/convert/inputs.ts'
import { temporaryFolder } from '../output/folder.ts'
import { current, panel, target } from './inputs.ts'

const board = (uid: string, more: object = {}) => ({ ...current, uid, title: uid, id: 7, version: 3, ...more })
const small = (uid: string) => board(uid, { panels: [panel(1, 'Depth', [target('A', 'max(shop_queue_length)')])] })
const hit = (uid: string, more: object = {}) => ({
  id: 1,
  uid,
  title: uid,
  type: 'dash-db',
  url: `/d/${uid}/${uid}`,
  ...more,
})

const hits = [
  hit('traffic', { url: '/grafana/d/traffic/shop-traffic', folderUid: 'inner', folderTitle: 'Front end' }),
  hit('other', { url: '/grafana/d/other/shop-traffic', folderUid: 'inner', folderTitle: 'Front end' }),
  hit('general'),
  hit('new', { folderUid: 'hidden', folderTitle: 'Shared / 仪表' }),
  hit('gone'),
  hit('empty'),
]

const resource = {
  ...dashboard({ elements: { a: panelV2(1, 'A') }, layout: tabs(tab('Shop', grid(item('a')))) }),
  metadata: { name: 'new' },
}

const managed = {
  apiVersion: 1,
  groups: [
    {
      orgId: 1,
      name: 'evaluated by Grafana',
      folder: 'Front end',
      interval: '1m',
      rules: [
        {
          uid: 'r1',
          title: 'QueueLong',
          condition: 'C',
          data: [
            { refId: 'A', datasourceUid: 'prom', model: { expr: 'max(shop_queue_length)', refId: 'A' } },
            { refId: 'C', datasourceUid: '__expr__', model: { type: 'math', expression: '$A > $B', refId: 'C' } },
          ],
          noDataState: 'NoData',
          execErrState: 'Error',
          for: '5m',
        },
      ],
    },
  ],
}

/** What a Grafana answers, as its documentation has it, below `/grafana`; a number is a status without a story. */
const answers: Readonly<Record<string, unknown>> = {
  '/api/search': hits,
  '/api/folders/inner': { uid: 'inner', title: 'Front end', parents: [{ uid: 'outer', title: 'Team A' }] },
  '/api/folders/hidden': [403, { message: 'Access denied' }],
  '/api/dashboards/uid/traffic': { dashboard: board('traffic'), meta: { folderTitle: 'Front end' } },
  '/api/dashboards/uid/other': { dashboard: small('other'), meta: {} },
  '/api/dashboards/uid/general': { dashboard: small('general'), meta: {} },
  '/api/dashboards/uid/new': [
    406,
    {
      message:
        'dashboard api version not supported, use /apis/dashboard.grafana.app/v2beta1/namespaces/default/dashboards/new instead',
    },
  ],
  '/apis/dashboard.grafana.app/v2beta1/namespaces/default/dashboards/new': resource,
  '/api/dashboards/uid/empty': { dashboard: { uid: 'empty', title: 'Empty', schemaVersion: 41 }, meta: {} },
  '/api/v1/provisioning/alert-rules/export': managed,
}

const grafana =
  (changed: Readonly<Record<string, unknown>> = {}): RequestListener =>
  (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://grafana')
    const path = pathname.replace(/^\/grafana/, '')
    const isAllowed = request.headers.authorization === 'Bearer secret' && request.method === 'GET'
    const answer = isAllowed
      ? ({ ...answers, ...changed }[path] ?? [404, { message: 'Not found' }])
      : [401, { message: 'Unauthorized' }]
    const [status, body] = Array.isArray(answer) && typeof answer[0] === 'number' ? answer : [200, answer]
    response.writeHead(Number(status), { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

const env = { GRAFANA_TOKEN: 'secret' }
const ask = (url: string, cwd: string, more: readonly string[] = [], how: NodeJS.ProcessEnv = env) =>
  cli(['import', '--from-grafana', url, '--into', 'new', ...more], { cwd, env: how })

test('what a Grafana stores becomes definitions, each in its folder, and nothing is written there', async () => {
  const here = temporaryFolder()
  const { url, requests } = await serve(grafana())
  const { code, stdout, stderr } = await ask(`${url}/grafana/`, here)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('4 dashboards with')
  expect(stdout).toMatch(/Compiled, it is equal to what was imported\.\n$/)
  expect(requests.map(({ method }) => method)).toEqual(requests.map(() => 'GET'))

  const text = (name: string) => readFileSync(join(here, 'new', 'dashboards', name), 'utf8')
  expect(readdirSync(join(here, 'new', 'dashboards')).sort()).toEqual([
    'general.ts',
    'new.ts',
    'shop-traffic-other.ts',
    'shop-traffic.ts',
  ])
  expect(text('shop-traffic.ts')).toContain("folder: 'Team A/Front end',")
  expect(text('shop-traffic.ts')).toContain("uid: 'traffic',")
  expect(text('new.ts')).toContain("folder: 'Shared - 仪表',")
  expect(text('general.ts')).not.toContain('folder:')

  expect(stdout).toContain('left out: the name of the folder Shared / 仪表: it is Shared - 仪表 now.')
  expect(stdout).toContain('left out: the dashboard gone (gone): it is gone meanwhile.')
  expect(stdout).toContain('left out: the dashboard empty (empty): it has no panels.')
  expect(stdout).toContain(' › QueueLong: Grafana evaluates this alert itself, and it computes.')

  const built = await cli(['build'], { cwd: join(here, 'new') })
  expect(built).toMatchObject({ code: 0 })
  expect(existsSync(join(here, 'new', 'out', 'grafana-dashboards', 'Team A', 'Front end', 'shop-traffic.json'))).toBe(
    true,
  )
}, 120_000)

test('rules that nobody may read are said, and pages are asked until one is not full', async () => {
  const here = temporaryFolder()
  const first = Array.from({ length: 1000 }, (_, at) => hit(`d${at}`))
  const pages: string[] = []
  const { url } = await serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://grafana')
    if (pathname !== '/api/search')
      return grafana({
        '/api/dashboards/uid/last': { dashboard: small('last'), meta: {} },
        '/api/v1/provisioning/alert-rules/export': [403, { message: 'Access denied' }],
      })(request, response)
    pages.push(searchParams.get('page') ?? '')
    response.end(JSON.stringify(searchParams.get('page') === '1' ? first : [hit('last')]))
  })
  const { code, stdout } = await ask(url, here)
  expect(code).toBe(0)
  expect(pages).toEqual(['1', '2'])
  expect(stdout).toContain('1 dashboard with 1 panel,')
  expect(stdout).toContain('left out: its alert rules: who asks may not read them')
}, 120_000)

describe('refused, with nothing written:', () => {
  const hangs: RequestListener = () => undefined
  test.each<readonly [string, RequestListener, readonly string[], number, string]>([
    ['an unknown reader', grafana(), ['wrong'], 2, 'Set GRAFANA_TOKEN'],
    ['a web page', always('<html>Log in</html>', { type: 'text/html' }), [], 2, 'with a web page'],
    ['another shape', always('{"hits": []}'), [], 2, 'with JSON of another shape'],
    ['half an answer', always('[{"uid": "a", '), [], 2, 'with text that is no JSON'],
    ['a fault', always('{"message":"database is locked"}', { status: 500 }), [], 2, 'and says "database is locked"'],
    [
      'a circle of redirects',
      (request, response) => response.writeHead(302, { location: request.url }).end(),
      [],
      2,
      'in a circle',
    ],
    ['silence', hangs, ['--timeout', '0.2'], 2, 'took longer than 0.2 s'],
    [
      'nothing there',
      grafana({ '/api/search': [], '/api/v1/provisioning/alert-rules/export': [404, {}] }),
      [],
      1,
      'no',
    ],
    [
      'a dashboard that nobody may read',
      grafana({ '/api/dashboards/uid/general': [403, { message: 'Access denied' }] }),
      [],
      2,
      'who asks may not read this',
    ],
    [
      'a path that leads elsewhere',
      grafana({ '/api/dashboards/uid/new': [406, { message: 'use /api/admin/settings' }] }),
      [],
      2,
      'answers',
    ],
  ])('%s', async (_, listener, words, code, part) => {
    const here = temporaryFolder()
    const { url } = await serve(listener)
    const isWrong = words[0] === 'wrong'
    const answer = await ask(url, here, isWrong ? [] : words, isWrong ? { GRAFANA_TOKEN: 'guess' } : env)
    expect(answer).toMatchObject({ code, stdout: '' })
    expect(answer.stderr).toContain(part)
    expect(answer.stderr).not.toContain('    at ')
    expect(answer.stderr).not.toMatch(/secret|guess/)
    expect(readdirSync(here)).toEqual([])
  })

  test('a time for servers of which none is named', async () => {
    const { code, stderr } = await cli(['import', 'a.json', '--timeout', '3'], { cwd: temporaryFolder() })
    expect(code).toBe(2)
    expect(stderr).toContain('command line › import\n  --timeout says how a server is asked, and none is named.')
  })

  test.each([
    ['no URL', 'grafana:3000', 'grafana:3000 is no URL'],
    ['a password', 'http://ada:lovelace@localhost:3000', 'The URL holds a user or a password'],
  ])('%s', async (_, url, part) => {
    const here = temporaryFolder()
    const { code, stderr } = await ask(url, here)
    expect(code).toBe(2)
    expect(stderr).toContain('command line › --from-grafana')
    expect(stderr).toContain(part)
    expect(stderr).not.toContain('lovelace')
    expect(readdirSync(here)).toEqual([])
  })
})

test('panels of libraries stand where references to them stood, and what is not to be seen stays one', async () => {
  const here = temporaryFolder()
  const reference = (id: number, uid: string) => ({
    id,
    title: '',
    gridPos: { x: 0, y: id * 8, w: 12, h: 8 },
    libraryPanel: { uid, name: `The ${uid} one` },
  })
  const closed = { id: 9, type: 'row', title: 'Closed', collapsed: true, gridPos: { x: 0, y: 50, w: 24, h: 1 } }
  const panels = [reference(1, 'shared'), reference(2, 'hidden'), { ...closed, panels: [reference(3, 'shared')] }]
  const { gridPos: _, ...model } = panel(70, 'Depth of all', [target('A', 'max(shop_queue_length)')])
  const { url, requests } = await serve(
    grafana({
      '/api/search': [hit('library')],
      '/api/dashboards/uid/library': { dashboard: board('library', { panels }), meta: {} },
      '/api/library-elements/shared': { result: { uid: 'shared', kind: 1, name: 'The shared one', model } },
      '/api/library-elements/hidden': [403, { message: 'Access denied' }],
    }),
  )
  const { code, stdout } = await ask(url, here)
  expect(code).toBe(0)
  const text = readFileSync(join(here, 'new', 'dashboards', 'library.ts'), 'utf8')
  expect(
    text.match(/drawn\('timeseries', 'Depth of all', \{\n\s+id: [13],\n\s+at: \[0, (?:8|24), 12, 8\]/g),
  ).toHaveLength(2)
  expect(text).toContain("libraryPanel: { uid: 'hidden', name: 'The hidden one' }")
  expect(stdout).toContain('left out: the dashboard library (library): the library panel The shared one as a reference')
  expect(stdout).toContain('the library panel The hidden one: it is not to be seen')
  expect(requests.filter(({ url: path }) => path?.includes('/shared'))).toHaveLength(1)
}, 60_000)
