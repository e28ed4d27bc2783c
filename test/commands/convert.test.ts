import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  dashboard,
  grid,
  ifVariable,
  item,
  labels,
  panel,
  row,
  rows,
  shownIf,
  tab,
  tabs,
} from '../documents/convert/inputs.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { cli } from './cli.ts'
import { here } from './here.ts'

const v2 = (uid: string, layout: object = tabs(tab('Shop', grid(item('a'))))) => ({
  ...dashboard({ elements: { a: panel(1, 'A') }, layout }),
  metadata: { name: uid },
})
const classic = { uid: 'old', title: 'Old', panels: [{ id: 1, type: 'text', title: 'T' }], schemaVersion: 42 }

function files(contents: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder()
  for (const [path, content] of Object.entries(contents))
    put(folder, path, typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

const json = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8'))

/** Everything below a folder, as paths with their contents. */
const everything = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  )

test('a file becomes a file, and what is lost is printed', async () => {
  const folder = files({ 'shop.json': v2('shop') })
  const { code, stdout, stderr } = await cli(['convert', 'shop.json', 'new/shop.json'], {
    cwd: folder,
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(
    "shop.json → new/shop.json\n  tab 'Shop' is a row now.\n\n1 dashboard written, 1 thing lost or changed.\n",
  )
  expect(json(folder, 'new/shop.json')).toMatchObject({
    uid: 'shop',
    schemaVersion: 42,
    panels: [{ type: 'row' }, { id: 1 }],
  })
})

test('the page about it shows what it prints', async () => {
  const shop = rows(row('Traffic', grid(item('a'))), row('Disks', grid(item('b')), shownIf(ifVariable('disks', 'yes'))))
  const variables = [labels('route')]
  const input = dashboard({
    elements: { a: panel(1, 'A'), b: panel(2, 'B'), c: panel(3, 'C') },
    layout: tabs(tab('Shop', shop, { variables }), tab('Back office', grid(item('c')), { variables })),
  })
  const folder = files({ 'shop-v2.json': input })
  const { stdout } = await here(['convert', 'shop-v2.json', 'grafana/dashboards/shop.json'], { cwd: folder })
  const docs = readFileSync(join(root, 'docs', 'convert.md'), 'utf8')
  expect(docs).toContain(`$ npm run convert -- shop-v2.json grafana/dashboards/shop.json\n${stdout}\`\`\``)
})

test('a folder becomes a folder: resources, lists, manifests and classic dashboards, of JSON and YAML', async () => {
  const resource = (name: string, spec: object) => ({
    apiVersion: 'dashboard.grafana.app/v1',
    kind: 'Dashboard',
    metadata: { name },
    spec,
  })
  const folder = files({
    'in/a.json': v2('a', grid(item('a'))),
    'in/deep/b.yaml': `kind: GrafanaManifest\nspec:\n  template: ${JSON.stringify(v2('b', grid(item('a'))))}\n`,
    'in/c.json': resource('c', { ...classic, uid: undefined }),
    'in/d.json': { ...classic, uid: 'd' },
    'in/e.json': { kind: 'DashboardList', items: [v2('e1', grid(item('a'))), v2('e2', grid(item('a')))] },
    'in/rules.yml': 'groups: []',
    'in/package.json': { name: 'x' },
  })
  const { code, stdout } = await here(['convert', join(folder, 'in'), join(folder, 'out')])
  expect(code).toBe(0)
  expect(stdout).toContain('6 dashboards written, nothing lost.')
  expect(stdout).toContain('d.json: classic already')
  const written = everything(join(folder, 'out'))
  expect(Object.keys(written)).toEqual(['a.json', 'c.json', 'd.json', 'deep/b.json', 'e-e1.json', 'e-e2.json'])
  expect(Object.values(written).map((text) => JSON.parse(text).uid)).toEqual(['a', 'c', 'd', 'b', 'e1', 'e2'])
  const again = await here(['convert', join(folder, 'in'), join(folder, 'out')])
  expect(again.code).toBe(0)
  expect(everything(join(folder, 'out'))).toEqual(written)
})

test('what is converted stays as it is when it is converted again', async () => {
  const folder = files({ 'in/a.json': v2('a', rows(row('R', grid(item('a')), { variables: [labels('v')] }))) })
  await here(['convert', join(folder, 'in'), join(folder, 'once')])
  await here(['convert', join(folder, 'once'), join(folder, 'twice')])
  expect(everything(join(folder, 'twice'))).toEqual(everything(join(folder, 'once')))
})

describe('is refused, and nothing is written:', () => {
  const many = (count: number) => v2('many', grid(...Array.from({ length: count }, (_, at) => item('a', 0, at))))

  test.each([
    ['one path', { 'a.json': v2('a') }, ['a.json'], 2, 'are expected, and 1 paths are named'],
    ['three paths', { 'a.json': v2('a') }, ['a.json', 'b.json', 'c.json'], 2, 'and 3 paths are named'],
    ['what is not there', {}, ['nothing.json', 'out.json'], 2, 'There is no such file or folder.'],
    ['the input itself', { 'a.json': v2('a') }, ['a.json', './a.json'], 2, 'This would overwrite what is converted.'],
    ['its own folder', { 'in/a.json': v2('a') }, ['in', 'in'], 2, 'It lies in in, so what is written would be read'],
    ['a folder inside', { 'in/a.json': v2('a') }, ['in', 'in/new'], 2, 'It lies in in'],
    ['the folder of its file', { 'in/a.json': v2('a') }, ['in/a.json', 'in'], 2, 'This would overwrite'],
    ['a folder onto a file', { 'in/a.json': v2('a'), out: 'x' }, ['in', 'out'], 2, 'and this is a file'],
    [
      'a folder in the place of a file',
      { 'in/a.json': v2('a'), 'out/a.json/x': 'x' },
      ['in', 'out'],
      2,
      'and this is a folder',
    ],
    ['two of one name', { 'in/a.json': v2('a'), 'in/a.yaml': JSON.stringify(v2('b')) }, ['in', 'out'], 2, 'a.json and'],
    [
      'two with one uid',
      { 'in/a.json': v2('a'), 'in/b.json': v2('a') },
      ['in', 'out'],
      1,
      'The uid a is that of a dashboard in',
    ],
    ['half a dashboard', { 'a.json': '{"spec": {"elements": {' }, ['a.json', 'out.json'], 1, 'JSON needs'],
    ['one of several that is broken', { 'in/a.json': v2('a'), 'in/b.json': '{' }, ['in', 'out'], 1, 'b.json:1:2'],
    ['no dashboard', { 'a.json': { groups: [] } }, ['a.json', 'out.json'], 1, 'This is no dashboard.'],
    ['a folder without one', { 'in/a.json': {} }, ['in', 'out'], 1, 'There is no dashboard in it.'],
    [
      'a kind that steers the terminal',
      { 'a.json': v2('a', { kind: '\u001b[2J' }) },
      ['a.json', 'o.json'],
      1,
      'of the kind  [2J',
    ],
    ['an unknown layout', { 'a.json': v2('a', { kind: 'Hex' }) }, ['a.json', 'out.json'], 1, 'is of the kind Hex'],
    ['5,000 panels', { 'a.json': many(5000) }, ['a.json', 'out.json'], 1, 'has 5000 panels and rows, and at most 2000'],
    ['a file as a folder', { 'a.json': v2('a'), x: 'x' }, ['a.json', 'x/out.json'], 1, 'Nothing was written: '],
  ])('%s', async (_, contents, words, exitCode, sentence) => {
    const folder = files(contents)
    const before = everything(folder)
    const { code, stdout, stderr } = await here(['convert', ...words], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(stderr).not.toContain('\u001b')
    expect(everything(folder)).toEqual(before)
  })

  test('the input through a link', async () => {
    const folder = files({ 'in/a.json': v2('a') })
    symlinkSync(join(folder, 'in'), join(folder, 'link'))
    const { code, stderr } = await here(['convert', 'in/a.json', 'link/a.json'], { cwd: folder })
    expect([code, stderr]).toEqual([2, expect.stringContaining('This would overwrite what is converted.')])
  })
})

test('a file in the way is replaced, a folder that is there is filled, and titles steer no terminal', async () => {
  const folder = files({ 'a.json': v2('a', tabs(tab('Evil \u001b[2J', grid(item('a'))))), 'out/a.json': 'old' })
  mkdirSync(join(folder, 'other'))
  expect((await here(['convert', 'a.json', 'out'], { cwd: folder })).code).toBe(0)
  expect(json(folder, 'out/a.json').uid).toBe('a')
  const { stdout } = await here(['convert', 'a.json', 'other/'], { cwd: folder })
  expect(existsSync(join(folder, 'other', 'a.json'))).toBe(true)
  expect(stdout).not.toContain('\u001b')
})
