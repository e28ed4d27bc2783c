import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cli } from '../commands/cli.ts'
import { dashboard, grid, item, panel as panelV2, tab, tabs } from '../documents/convert/inputs.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { testWith } from '../support/tools.ts'
import * as inputs from './inputs.ts'

const shop2 = {
  ...dashboard({ elements: { a: panelV2(1, 'A') }, layout: tabs(tab('Shop', grid(item('a')))) }),
  metadata: { name: 'shop-v2' },
}

const files: Readonly<Record<string, unknown>> = {
  'boards/today.json': inputs.current,
  'boards/old.json': inputs.old,
  'boards/resource.json': inputs.resource,
  'boards/mixed.json': inputs.mixed,
  'boards/hostile.json': inputs.hostile,
  'boards/team/v2.json': shop2,
  'boards/wrapped.json': { dashboard: { ...inputs.current, uid: 'shop-wrapped' }, meta: {} },
  'boards/inside.yaml': inputs.configMap,
  'rules/shop.yml': inputs.rules,
  'rules/queue.yaml': inputs.prometheusRule,
  'rules/tenants.yml': inputs.mimir,
  'rules/global.yml': inputs.thanos,
}

const folder = temporaryFolder((remove) => afterAll(remove))
const text = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8')
let said = ''

beforeAll(async () => {
  for (const [path, content] of Object.entries(files))
    put(folder, path, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  const { code, stdout, stderr } = await cli(['import', 'boards', 'rules', '--into', 'shop'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  said = stdout
}, 120_000)

test('twelve files of every shape become definitions that compile to what was imported', () => {
  expect(said).toContain('8 dashboards with')
  expect(said).toContain('rules in 4 rule files.\n')
  expect(said).toMatch(/Compiled, it is equal to what was imported\.\n$/)
})

test('what the classic form cannot hold is said', () => {
  expect(said).toContain("left out: boards/team/v2.json: tab 'Shop' is a row now.")
  expect(existsSync(join(folder, 'shop', 'dashboards', 'v2.ts'))).toBe(true)
})

test('the project builds, and what it makes is equal for anybody who asks diff', async () => {
  const built = await cli(['build'], { cwd: join(folder, 'shop') })
  expect(built).toMatchObject({ code: 0 })
  for (const [before, after] of [
    ['boards/today.json', 'grafana-dashboards/today.json'],
    ['boards/old.json', 'grafana-dashboards/old.json'],
    ['boards/mixed.json', 'grafana-dashboards/mixed.json'],
    ['boards/hostile.json', 'grafana-dashboards/hostile.json'],
    ['boards/wrapped.json', 'grafana-dashboards/wrapped.json'],
    ['rules/shop.yml', 'alerts/shop.yml'],
    ['rules/tenants.yml', 'alerts/tenants.yml'],
  ] as const) {
    const { code, stdout } = await cli(['diff', '--exit-code', before, join('shop', 'out', after)], { cwd: folder })
    expect({ before, code, stdout: stdout.trim().split('\n').length }).toEqual({ before, code: 0, stdout: 1 })
  }
}, 120_000)

testWith(['promtool'], 'Prometheus takes the rules', ({ promtool }) => {
  for (const file of ['shop.yml', 'queue.yml'])
    expect(
      execFileSync(promtool, ['check', 'rules', join(folder, 'shop', 'out', 'alerts', file)]).toString(),
    ).toContain('SUCCESS')
})

test('what is asked stands in words, what several ask once, under a name', () => {
  const today = text('shop', 'dashboards', 'today.ts')
  expect(today).toContain("section(\n    'Traffic',")
  expect(today).toContain(".shopRequestsRate.by('route'), legendFormat: '{{route}}' }")
  expect(text('shop', 'queries', 'shop.ts')).toContain('export const shopRequestsRate')
  const alerts = text('shop', 'alerts', 'shop.ts')
  expect(alerts).toContain("when: catalog.up.where({ job: 'shop' }).is(0),")
  expect(alerts).toContain("when: age(catalog.shopBatchLastSuccessTimestampSeconds).above('1d'),")
  expect(alerts).toContain("recorded('job:shop_requests:rate5m',")
})

test('what no word says is PromQL with handles, and a panel whose query nobody can read stays as it is', () => {
  const mixed = text('shop', 'dashboards', 'mixed.ts')
  expect(mixed.match(/\basIs\(/g)).toHaveLength(1)
  expect(mixed).toContain("expr: '$by(shop_queue_length) by (queue)'")
  expect(mixed).toContain('within(')
})

test('foreign text is data: it ends no literal, and no key of it is a prototype', () => {
  const hostile = text('shop', 'dashboards', 'hostile.ts')
  expect(hostile).toContain("['__proto__']: { polluted: true }")
  expect(hostile).not.toContain('\u2028')
  const made = JSON.parse(text('shop', 'out', 'grafana-dashboards', 'hostile.json')) as { title: string }
  expect(made.title).toBe((inputs.hostile as { title: string }).title)
  expect(Object.hasOwn(made, 'polluted')).toBe(false)
})

test('each guess is marked in one place, and nothing else is guessed', () => {
  const catalog = text('shop', 'queries', 'catalog.ts')
  expect(catalog).toContain(
    "export const shopRequests = somebody.counter('shop_requests_total', {\n  help,\n  guessed,",
  )
  expect(catalog).toContain("export const shopLatencySeconds = somebody.histogram('shop_latency_seconds', {")
  expect(catalog).toContain("stored('job:shop_requests:rate5m'")
  for (const name of readdirSync(join(folder, 'shop', 'queries')).filter((each) => each !== 'catalog.ts'))
    expect(text('shop', 'queries', name)).not.toContain('guessed')
})

test('a change of a definition is a difference, so the proof sees something', async () => {
  const file = join(folder, 'shop', 'alerts', 'queue.ts')
  const before = readFileSync(file, 'utf8')
  writeFileSync(file, before.replace("for: '15m'", "for: '16m'"))
  await cli(['build'], { cwd: join(folder, 'shop') })
  const { code, stdout } = await cli(['diff', '--exit-code', 'rules/queue.yaml', 'shop/out/alerts/queue.yml'], {
    cwd: folder,
  })
  writeFileSync(file, before)
  expect(code).toBe(1)
  expect(stdout).toContain('QueueLong')
}, 120_000)

test('an exposition tells what would be guessed, and its labels are checked then', async () => {
  put(
    folder,
    'shop.prom',
    '# TYPE shop_requests_total counter\nshop_requests_total{route="/",status="200",instance="a",job="b"} 1\n',
  )
  const { code } = await cli(['import', 'rules/shop.yml', '--catalog', 'shop.prom', '--into', 'told'], { cwd: folder })
  expect(code).toBe(0)
  expect(text('told', 'queries', 'catalog.ts')).toContain(
    "somebody.counter('shop_requests_total', {\n  help: known,\n  labels: { route: open, status: open },\n}",
  )
}, 120_000)

test('what is imported into a project stands beside what it has', async () => {
  const project = join(folder, 'shop')
  const more = { ...inputs.current, uid: 'shop-more', title: 'Shop, more' }
  put(folder, 'more.json', JSON.stringify(more))
  const again = await cli(['import', 'more.json', '--into', 'shop'], { cwd: folder })
  expect(again).toMatchObject({ code: 0 })
  expect(existsSync(join(project, 'dashboards', 'more.ts'))).toBe(true)
  expect(await cli(['build'], { cwd: project })).toMatchObject({ code: 0 })
  // The same once more: neither its uid nor its file is free.
  const taken = await cli(['import', 'more.json', '--into', 'shop'], { cwd: folder })
  expect(taken.code).toBe(1)
  expect(taken.stderr).toContain('The uid shop-more is that of dashboards/more.ts of this project.')
}, 120_000)

describe('refused, with nothing written:', () => {
  const board = { uid: 'u', title: 'A', schemaVersion: 41, panels: [] }
  test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[], number, readonly string[]]>([
    ['no file', {}, [], 2, ['No file is named.']],
    ['a file that is not there', {}, ['none.json'], 2, ['There is no such file or folder.']],
    ['no dashboard', { 'a.json': { a: 1 } }, ['a.json'], 1, ['There is no dashboard and no rule in this file.']],
    [
      'half a dashboard',
      { 'a.json': '{"title":"x","panels":[' },
      ['a.json'],
      1,
      ['a.json:1:', 'not the end of the file'],
    ],
    [
      'two with one uid',
      { 'a.json': board, 'b.json': board },
      ['a.json', 'b.json'],
      1,
      ['The uid u is that of a dashboard in a.json already'],
    ],
    [
      'a rule without an expression',
      { 'a.yml': 'groups: [{name: g, rules: [{alert: A}]}]' },
      ['a.yml'],
      1,
      ['a.yml › g › A', 'This rule has no expr.'],
    ],
    [
      'a folder that holds files',
      { 'a.json': board, 'new/x.txt': 'x' },
      ['a.json'],
      1,
      ['The folder holds files, and is no project'],
    ],
    ['a file in the place of the folder', { 'a.json': board, new: 'x' }, ['a.json'], 1, ['This is no folder.']],
    [
      'a metric of two types',
      { 'a.json': board, '1.prom': '# TYPE up gauge\nup 1\n', '2.prom': '# TYPE up counter\nup 1\n' },
      ['a.json', '--catalog', '1.prom', '--catalog', '2.prom'],
      1,
      ['up is a counter here, and a gauge in 1.prom.'],
    ],
  ])('%s', async (_, contents, words, code, parts) => {
    const here = temporaryFolder()
    for (const [path, content] of Object.entries(contents))
      put(here, path, typeof content === 'string' ? content : JSON.stringify(content))
    const before = readdirSync(here, { recursive: true })
    const answer = await cli(['import', ...words, '--into', 'new'], { cwd: here })
    expect(answer).toMatchObject({ code, stdout: '' })
    for (const part of parts) expect(answer.stderr).toContain(part)
    expect(answer.stderr).not.toContain('    at ')
    expect(readdirSync(here, { recursive: true })).toEqual(before)
  })
})

test('the page about it, and the README, show what comes of their example', async () => {
  const docs = readFileSync(join(root, 'docs', 'import.md'), 'utf8')
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(docs) ?? []
  put(folder, 'example/shop.yml', yaml)
  const { code } = await cli(['import', 'example/shop.yml', '--into', 'example/new'], { cwd: folder })
  expect(code).toBe(0)
  const alerts = text('example', 'new', 'alerts', 'shop.ts')
  const catalog = text('example', 'new', 'queries', 'catalog.ts')
  const blocks = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  expect(blocks).toHaveLength(2)
  expect(alerts).toContain(blocks[0])
  expect(catalog).toContain(blocks[1])
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, shown = ''] = /```ts\n( {4}rule\('ShopErrors'[\s\S]*?)```/.exec(readme) ?? []
  expect(alerts).toContain(shown)
  expect(yaml).toContain(/```yaml\n( {6}- alert: ShopErrors[\s\S]*?)```/.exec(readme)?.[1])
}, 120_000)

test('names that collide, or are no identifiers, each get one of their own', async () => {
  const board = (uid: string) => ({
    ...inputs.current,
    uid,
    title: uid,
    panels: [
      inputs.panel(1, 'A', [
        inputs.target('A', `sum by (a) (rate(x_${uid}_total[5m])) / sum by (a) (rate(x_all_total[5m]))`),
      ]),
    ],
  })
  const named = ['a-b', 'a.b', 'rate', 'catalog', '1st', 'Überblick', '仪表']
  for (const [at, name] of named.entries()) put(folder, `names/${name}.json`, JSON.stringify(board(`u${at}`)))
  const { code, stdout, stderr } = await cli(['import', 'names', '--into', 'named'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('Compiled, it is equal to what was imported.')
  expect(readdirSync(join(folder, 'named', 'dashboards'))).toHaveLength(named.length)
}, 120_000)
