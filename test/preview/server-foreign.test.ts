import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { readDashboards } from '../../build/preview/server/foreign.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'

const dashboard = (more: object = {}): object => ({ title: 'Theirs', panels: [{ id: 1, type: 'timeseries' }], ...more })

/** Files of these contents; texts are written as they are. */
function files(contents: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder()
  for (const [path, content] of Object.entries(contents))
    put(folder, path, typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

const shown = (folder: string, ...paths: readonly string[]) =>
  readDashboards(paths.length === 0 ? [folder] : paths.map((path) => join(folder, path))).map(
    ({ uid, title, file }) => `${uid} | ${title} | ${file?.slice(folder.length + 1)}`,
  )

function refusal(read: () => unknown): Refused {
  try {
    read()
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
  throw new Error('This was not refused.')
}

test('a dashboard is read alone, in an envelope and as an answer of the API, as it is written', () => {
  const folder = files({
    'a.json': dashboard({ uid: 'a', unknown: { kept: [1] } }),
    'b.json': { dashboard: dashboard({ uid: 'b' }), overwrite: true },
    'c.json': { meta: { slug: 'c' }, dashboard: dashboard({ uid: 'c' }) },
    'd.json': { apiVersion: 'dashboard.grafana.app/v1beta1', kind: 'Dashboard', spec: dashboard({ uid: 'd' }) },
  })
  const read = readDashboards(['a', 'b', 'c', 'd'].map((name) => join(folder, `${name}.json`)))
  expect(read.map(({ uid }) => uid)).toEqual(['a', 'b', 'c', 'd'])
  expect(read[0]?.json).toEqual(dashboard({ uid: 'a', unknown: { kept: [1] } }))
  expect(read[3]?.json).toEqual(dashboard({ uid: 'd' }))
})

test('a dashboard of version 2 is shown as the classic one that it converts to', () => {
  const panel = { kind: 'Panel', spec: { id: 1, title: 'Up', vizConfig: { group: 'stat', spec: {} } } }
  const item = { kind: 'GridLayoutItem', spec: { x: 0, y: 0, width: 8, height: 4, element: { name: 'up' } } }
  const spec = { title: 'New', elements: { up: panel }, layout: { kind: 'GridLayout', spec: { items: [item] } } }
  const folder = files({
    'a.json': { apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', metadata: { name: 'new' }, spec },
    'b.yaml': `apiVersion: dashboard.grafana.app/v2beta1\nkind: Dashboard\nmetadata: {name: yaml}\nspec: ${JSON.stringify(spec)}`,
    'c.json': spec,
  })
  expect(shown(folder)).toEqual(['new | New | a.json', 'yaml | New | b.yaml', 'c | New | c.json'])
  expect(readDashboards([folder])[0]?.json).toMatchObject({
    schemaVersion: 42,
    panels: [{ id: 1, type: 'stat', title: 'Up', gridPos: { h: 4, w: 8, x: 0, y: 0 } }],
  })
})

test('a folder is read with the folders in it, and what is no dashboard is passed by', () => {
  const folder = files({
    'deep/er/a.json': dashboard({ uid: 'a' }),
    'b.json': dashboard({ uid: 'b' }),
    'manifest.json': { files: {} },
    'rules.yml': 'groups: []',
    'node_modules/c.json': dashboard({ uid: 'c' }),
  })
  expect(shown(folder)).toEqual(['b | Theirs | b.json', 'a | Theirs | deep/er/a.json'])
})

test('each has a uid of its own that an address can hold, and a title', () => {
  const folder = files({
    'No uid.json': dashboard({ uid: null, title: '' }),
    'a/x.json': dashboard({ uid: 'same' }),
    'b/x.json': dashboard({ uid: 'same', title: 'Other' }),
    'c.json': dashboard({ uid: '../a b' }),
  })
  expect(shown(folder)).toEqual([
    'No-uid | No uid | No uid.json',
    'same | Theirs | a/x.json',
    'same-2 | Other | b/x.json',
    '-a-b | Theirs | c.json',
  ])
})

test('our own dashboards are read from out/', () => {
  const folder = join(root, 'out', 'grafana-dashboards')
  const overview = readDashboards([folder]).find(({ uid }) => uid === 'pybase-overview')
  expect(overview?.json).toEqual(JSON.parse(readFileSync(join(folder, 'overview.json'), 'utf8')))
})

test('a dashboard of Grafana 4 has its panels in rows', () => {
  const folder = files({ 'old.json': { title: 'Old', rows: [{ panels: [{ id: 1 }] }] } })
  expect(readDashboards([folder]).map(({ title }) => title)).toEqual(['Old'])
})

test.each([
  ['broken.json', '{"panels": [,]}', 'broken.json:1:13', 'JSON needs a value here', 'Correct the file'],
  ['empty.json', '', 'empty.json:1:1', 'JSON needs', 'Correct the file'],
  ['list.json', '[1, 2]', 'list.json', 'This is no dashboard.', 'Name dashboards'],
  ['rules.yml', 'groups: []', 'rules.yml', 'This is no dashboard.', 'Name dashboards'],
  ['none.json', dashboard({ panels: [] }), 'none.json', 'has no panel', 'Save it in Grafana'],
  ['nulls.json', dashboard({ panels: [null, 'x'] }), 'nulls.json', 'has no panel', 'Save it in Grafana'],
  ['rows.json', { title: 'x', rows: [{ panels: [] }] }, 'rows.json', 'has no panel', 'Save it in Grafana'],
  [
    'v2.json',
    { apiVersion: 'dashboard.grafana.app/v2beta1', spec: { elements: {}, layout: {} } },
    'v2.json',
    'The layout of the dashboard has no kind',
    'Export the dashboard from Grafana again',
  ],
  [
    'bare.json',
    { elements: {}, layout: { kind: 'GridLayout', spec: { items: [] } } },
    'bare.json',
    'has no panel',
    'Save it',
  ],
])('%s is refused, with the file and the next step', (name, content, where, what, next) => {
  const folder = files({ [name]: content })
  const { problems, exitCode } = refusal(() => readDashboards([join(folder, name)]))
  expect(problems).toEqual([
    { where: join(folder, where), what: expect.stringContaining(what), next: expect.stringContaining(next) },
  ])
  expect(exitCode).toBe(2)
})

test('every file that is wrong is told at once', () => {
  const folder = files({ 'a.json': '{', 'b.json': dashboard({ panels: [] }), 'c.json': dashboard() })
  expect(refusal(() => readDashboards([folder])).problems).toHaveLength(2)
})

test('a folder without a dashboard and a path that does not exist are refused', () => {
  const folder = files({ 'manifest.json': { files: {} } })
  expect(refusal(() => readDashboards([folder])).message).toContain('There is no dashboard in it.')
  expect(refusal(() => readDashboards([join(folder, 'nothing')])).message).toContain('There is no such file or folder.')
})
