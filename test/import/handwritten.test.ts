import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cli } from '../commands/cli.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { testWith } from '../support/tools.ts'

// What a team of the shop kept by hand beside its definitions, imported into a copy of its project.

const folder = temporaryFolder((remove) => afterAll(remove))
const text = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8')
let said = ''

beforeAll(async () => {
  const shop = join(root, 'test', 'projects', 'shop')
  mkdirSync(join(folder, 'shop'))
  for (const name of ['package.json', 'stack.ts', 'queries', 'dashboards', 'alerts'])
    cpSync(join(shop, name), join(folder, 'shop', name), { recursive: true })
  cpSync(join(root, 'test', 'import', 'handwritten'), join(folder, 'hand'), { recursive: true })
  const { code, stdout, stderr } = await cli(['import', 'hand', '--into', 'shop'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  said = stdout
}, 120_000)

test('every panel has its queries in definitions, and nearly all of these are in words', () => {
  expect(said).toContain('2 dashboards with 19 panels, 10 rules in 1 rule file.')
  expect(said).toContain('19 of 19 panels with their queries in definitions, 0 as they were.')
  const counts = /(\d+) different queries: (\d+) in words, (\d+) in words that say PromQL as it is/.exec(said)
  const [all = 0, own = 0, plain = 0] = (counts ?? []).slice(1).map(Number)
  expect(all).toBeGreaterThan(30)
  expect((own + plain) / all).toBeGreaterThan(0.9)
})

test('the project builds with them, and what it makes is equal for anybody who asks diff', async () => {
  expect(said).toMatch(/Compiled, it is equal to what was imported\.\n$/)
  expect(await cli(['build'], { cwd: join(folder, 'shop') })).toMatchObject({ code: 0 })
  for (const [before, after] of [
    ['dashboards/shop-traffic.json', 'grafana-dashboards/dashboards/shop-traffic.json'],
    ['dashboards/shop-stores.json', 'grafana-dashboards/dashboards/shop-stores.json'],
    ['rules/shop-team.yml', 'alerts/shop-team.yml'],
  ] as const) {
    const compared = ['diff', '--exit-code', join('hand', before), join('shop', 'out', after)]
    const { code, stdout } = await cli(compared, { cwd: folder })
    expect({ before, code, stdout: stdout.trim().split('\n').length }).toEqual({ before, code: 0, stdout: 1 })
  }
}, 120_000)

test('a metric that the project declares is used, and not declared a second time', async () => {
  const panel = (id: number, expr: string) => ({
    id,
    type: 'timeseries',
    title: `Panel ${id}`,
    targets: [{ refId: 'A', expr }],
    gridPos: { x: 0, y: id * 8, w: 12, h: 8 },
  })
  const panels = [
    panel(1, 'max(shop_kafka_lag_messages)'),
    panel(2, 'sum by (cpu) (rate(node_cpu_seconds_total{mode="user"}[5m]))'),
    panel(3, 'time() - max(shop_batch_last_success_timestamp_seconds)'),
  ]
  const dashboard = (uid: string, shown: readonly object[]) => JSON.stringify({ uid, title: uid, panels: shown })
  put(folder, 'second.json', dashboard('second', panels))
  put(folder, 'third.json', dashboard('third', panels.slice(1)))
  const before = text('shop', 'queries', 'catalog.ts')
  const namesIn = (catalog: string): readonly string[] => catalog.match(/'[a-z]+_\w+'/g) ?? []
  const { code, stdout, stderr } = await cli(['import', 'second.json', '--into', 'shop'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('1 metric, 1 of them guessed: see what is marked in queries/catalog.ts.')
  const added = namesIn(text('shop', 'queries', 'catalog.ts')).filter((name) => !namesIn(before).includes(name))
  expect(added).toEqual(["'shop_kafka_lag_messages'"])
  expect(text('shop', 'dashboards', 'second.ts')).toMatch(/catalog\.nodeCpuSeconds\b[\s\S]*batch\.finished/)

  const again = await cli(['import', 'third.json', '--into', 'shop'], { cwd: folder })
  expect(again.stdout).toContain('Every metric is declared by the project already.')
  expect(existsSync(join(folder, 'shop', 'queries', 'catalog-2.ts'))).toBe(false)
  const taken = await cli(['import', 'third.json', '--into', 'shop'], { cwd: folder })
  expect(taken).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The uid third is that of dashboards/third.ts'),
  })
}, 120_000)

testWith(['promtool'], 'Prometheus takes the rules', ({ promtool }) => {
  const made = join(folder, 'shop', 'out', 'alerts', 'shop-team.yml')
  expect(execFileSync(promtool, ['check', 'rules', made]).toString()).toContain('SUCCESS: 10 rules found')
})

test('comments of YAML stand where they stood', () => {
  const alerts = text('shop', 'alerts', 'shop-team.ts')
  expect(alerts).toMatch(/^\/\/ Rules of the shop team, kept by hand since the first summer sale\.\n\/\/ Whoever/)
  expect(alerts).toContain("  // all of these page\n  ruleGroup(\n    'shop.customers',")
  expect(alerts).toContain("      // a deployment takes six\n      for: '10m',")
  expect(alerts).toContain('      // Between two and five nobody buys anyway.\n      when: ')
  expect(alerts).toContain(
    '    // Too loud in the sales of last winter:\n    // - alert: ShopTeamCartsAbandoned\n    //   expr: sum(',
  )
  expect(alerts).toMatch(/\n\)\n\n\/\/ End of what is ours; the platform team has rules of its own\.\n$/)
  const written = text('hand', 'rules', 'shop-team.yml').match(/#(?!shop-alerts)/g)
  expect(alerts.match(/^ *\/\//gm)).toHaveLength(written?.length ?? 0)
})

test('a comment is words: it gives the compiler no orders and ends nowhere but at its end', async () => {
  const groups = (name: string, comments: string) => `${comments}groups:\n  - name: ${name}\n    rules: [] # none yet\n`
  put(
    folder,
    'told.yml',
    `${groups('a', '# @ts-nocheck\n#biome-ignore-all lint: no\n# a\u2028process.exit(3)\n')}---\n${groups('b', '# Second.\n')}# Last.\n`,
  )
  const { code, stderr } = await cli(['import', 'told.yml', '--into', 'told'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [first, second, third, ...others] = text('told', 'alerts', 'told.ts').split('\n')
  expect([first, second, third]).toEqual(["// '@ts-nocheck'", "// 'biome-ignore-all lint: no'", '// a process.exit(3)'])
  expect(others.join('\n')).toContain("  // Second.\n  // none yet\n  ruleGroup('b', {}),\n)\n\n// Last.\n")
}, 120_000)
