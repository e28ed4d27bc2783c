import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cli, copyOfRepository } from '../commands/cli.ts'
import { always, serve } from '../doctor/serve.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'

interface Panel {
  [key: string]: unknown
  title: string
  type: string
  targets: { expr: string; [key: string]: unknown }[]
  fieldConfig: {
    defaults: { unit?: string; thresholds?: { mode: string; steps: { color: string; value: number | null }[] } }
  }
}
interface Dashboard {
  [key: string]: unknown
  uid: string
  panels: Panel[]
}

const read = (path: string): Dashboard => JSON.parse(readFileSync(path, 'utf8')) as Dashboard

/** As Grafana saves a dashboard: with what it writes by itself. */
function saved(dashboard: Dashboard): Dashboard {
  for (const panel of dashboard.panels) {
    if (panel.type === 'row') continue
    panel.pluginVersion = '13.2.2'
    const first = panel.fieldConfig?.defaults.thresholds?.steps[0]
    if (first !== undefined) first.value = 0
    for (const target of panel.targets ?? []) target.editorMode = 'code'
  }
  return { ...dashboard, id: 12, version: 7, preload: false }
}

const panel = ({ panels }: Dashboard, title: string): Panel => {
  const found = panels.find((each) => each.title === title)
  if (found === undefined) throw new Error(`There is no panel ${title}.`)
  return found
}

/** The lines that only one of two texts has. */
function changed(before: string, after: string) {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return { removed: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) }
}

const folder = temporaryFolder((remove) => afterAll(remove))

describe('an imported dashboard', () => {
  const project = join(folder, 'shop')
  const file = join(project, 'dashboards', 'shop-traffic.ts')
  const edited = join(folder, 'edited.json')
  let before = ''

  beforeAll(async () => {
    const shop = join(root, 'test', 'projects', 'shop')
    mkdirSync(project)
    for (const name of ['package.json', 'stack.ts', 'queries', 'dashboards', 'alerts'])
      cpSync(join(shop, name), join(project, name), { recursive: true })
    const hand = join(root, 'test', 'import', 'handwritten')
    const { code, stderr } = await cli(['import', hand, '--into', 'shop'], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    before = readFileSync(file, 'utf8')
    const dashboard = saved(read(join(hand, 'dashboards', 'shop-traffic.json')))
    panel(dashboard, 'Requests by route').title = 'Requests by road'
    panel(dashboard, 'Requests by road').fieldConfig.defaults.unit = 'cps'
    const answers = panel(dashboard, 'Answers by class')
    for (const target of answers.targets)
      target.expr = 'sum by (code) (rate(shop_http_requests_total{route="/cart"}[5m]))'
    answers.fieldConfig.defaults.thresholds = {
      mode: 'absolute',
      steps: [
        { color: 'green', value: 0 },
        { color: 'red', value: 3 },
      ],
    }
    dashboard.panels = dashboard.panels.filter(({ title }) => title !== 'Today and a week ago')
    dashboard.panels.push({
      id: 77,
      type: 'stat',
      title: 'Carts, all',
      gridPos: { x: 0, y: 90, w: 6, h: 4 },
      datasource: answers.datasource,
      targets: [{ refId: 'A', expr: 'max(shop_orders_total)' }],
      fieldConfig: { defaults: {} },
    })
    writeFileSync(edited, JSON.stringify({ dashboard, meta: { slug: 'shop' } }))
  }, 120_000)

  test('nothing is written where nobody can be asked', async () => {
    const { code, stdout, stderr } = await cli(['import', '--again', edited], { cwd: project })
    expect(code).toBe(2)
    expect(stdout).toContain("panel 'Requests by route' is now called 'Requests by road'")
    expect(stderr).toContain('add --yes to write without being asked')
    expect(readFileSync(file, 'utf8')).toBe(before)
  }, 60_000)

  test('what was edited comes back in the lines of its panels, and compiled it is equal', async () => {
    const { code, stdout } = await cli(['import', '--again', edited, '--yes'], { cwd: project })
    expect({ code, told: stdout.includes('Not brought back') }).toEqual({ code: 0, told: false })
    expect(stdout).toContain('Compiled, the definitions are equal to what Grafana has then.')
    const { removed, added } = changed(before, readFileSync(file, 'utf8'))
    expect(removed.join('\n')).toContain("drawn('timeseries', 'Requests by route', {")
    expect(added.map((line) => line.trim())).toEqual([
      "drawn('timeseries', 'Requests by road', {",
      "unit: 'cps',",
      "expr: sum(rate(catalog.recorded.shopHttpRequests.where({ route: '/cart' }))).by('code').over('5m'),",
      "legendFormat: '{{code}}',",
      "[3, 'red'],",
      "drawn('stat', 'Carts, all', {",
      'id: 77,',
      'at: [0, 90, 6, 4],',
      "targets: [{ refId: 'A', expr: aggregate('max', catalog.recorded.shopOrders) }],",
    ])
    expect(await cli(['build'], { cwd: project })).toMatchObject({ code: 0 })
    const made = join('out', 'grafana-dashboards', 'dashboards', 'shop-traffic.json')
    const compared = await cli(['diff', '--exit-code', edited, made], { cwd: project })
    expect({ code: compared.code, stdout: compared.stdout }).toMatchObject({ code: 0 })
  }, 120_000)

  test('a second time there is nothing to bring back', async () => {
    const { code, stdout } = await cli(['import', '--again', edited], { cwd: project })
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'The dashboard is what the definitions make: there is nothing to bring back.\n',
    })
  }, 60_000)

  test('lines that somebody laid out or took out of line stay as they are', async () => {
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text
        .replace("      unit: 'cps',", "      // of the proxy\n      unit: 'cps',")
        .replace(/drawn\('stat', 'Errors',/, "named('stat', 'Errors',")
        .replace('export default', 'const named = drawn\n\nexport default'),
    )
    const dashboard = read(edited) as unknown as { dashboard: Dashboard }
    panel(dashboard.dashboard, 'Requests by road').fieldConfig.defaults.unit = 'reqps'
    panel(dashboard.dashboard, 'Errors').title = 'Mistakes'
    writeFileSync(edited, JSON.stringify(dashboard))
    const { code, stdout } = await cli(['import', '--again', edited, '--yes'], { cwd: project })
    expect(code).toBe(0)
    expect(stdout).toContain("'Errors' is now called 'Mistakes'; it is not written out in the file")
    expect(readFileSync(file, 'utf8')).toContain("      // of the proxy\n      unit: 'reqps',")
  }, 60_000)

  test('what no definition makes is refused, and so is one dashboard twice', async () => {
    put(
      folder,
      'other.json',
      JSON.stringify({ ...read(join(root, 'test/import/handwritten/dashboards/shop-stores.json')), uid: 'else' }),
    )
    put(folder, 'half.json', '{"panels": [')
    for (const [words, told] of [
      [['../other.json'], 'No definition of this project makes a dashboard with the uid else.'],
      [['../half.json'], 'half.json'],
      [[edited, edited.replace('edited', 'twice')], 'one of the two can be brought back'],
      [[], 'No dashboard is named.'],
      [[edited, '--into', 'x'], '--into is for what is imported for the first time.'],
    ] as const) {
      if (words.length === 2) cpSync(edited, edited.replace('edited', 'twice'))
      const { code, stderr } = await cli(['import', '--again', '--yes', ...words], { cwd: project })
      expect({ words, isRefused: code === 1 || code === 2, stderr }).toEqual({
        words,
        isRefused: true,
        stderr: expect.stringContaining(told),
      })
      expect(stderr).not.toMatch(/\n\s+at /)
    }
  }, 120_000)
})

describe("PyBase's own dashboards", () => {
  const copy = copyOfRepository(join(folder, 'copy'))
  cpSync(join(root, 'biome.json'), join(copy, 'biome.json'))
  const file = join(copy, 'dashboards', 'overview.ts')
  const before = readFileSync(file, 'utf8')
  const dashboard = saved(read(join(root, 'out', 'grafana-dashboards', 'overview.json')))
  const requests = panel(dashboard, 'Request rate')
  requests.title = 'Requests'
  for (const target of requests.targets) {
    target.expr = target.expr.replace('by (status)', 'by (method)')
    target.legendFormat = '{{method}}'
  }
  const limit = panel(dashboard, 'Warnings').fieldConfig.defaults.thresholds?.steps[1]
  if (limit !== undefined) limit.value = 75
  panel(dashboard, 'Queue depth').fieldConfig.defaults.unit = 's'
  dashboard.panels = dashboard.panels.filter(({ title }) => title !== 'Redis memory')
  dashboard.panels.push({
    id: 99,
    type: 'timeseries',
    title: 'Cache reads that found something',
    description: 'Reads per second.',
    gridPos: { x: 0, y: 200, w: 24, h: 8 },
    targets: [
      {
        refId: 'A',
        expr: 'sum(rate(redis_keyspace_hits_total{instance=~"$redis_instance",job="redis"}[$__rate_interval]))',
        legendFormat: 'Cache reads that found something',
      },
    ],
    fieldConfig: { defaults: { unit: 'ops' } },
  })

  test('words say what words can, and what they cannot is told with what to do', async () => {
    const stored = { dashboard, meta: {} }
    const { url } = await serve((request, response) => {
      const isOurs = request.url === `/api/dashboards/uid/${dashboard.uid}`
      const [body, status] = isOurs ? [stored, 200] : [{ message: 'Dashboard not found' }, 404]
      always(JSON.stringify(body), { status })(request, response)
    })
    const { code, stdout, stderr } = await cli(['import', '--again', '--from-grafana', url, '--yes'], {
      repository: copy,
      env: { GRAFANA_TOKEN: 'viewer' },
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain("panel 'Queue depth': unit short → s\n    A unit is that of the query")
    const after = readFileSync(file, 'utf8')
    const { removed, added } = changed(before, after)
    const lines = added.map((line) => line.trim())
    expect(lines).toEqual(
      expect.arrayContaining([
        "'Requests',",
        "http.requestRate.by('method'),",
        "{ stacked: true, key: 'request-rate' },",
        'warning: 75,',
      ]),
    )
    expect(after).toContain(
      "timeseries('Cache reads that found something', sum(rate(redis.keyspaceHits)), 'Reads per second.')",
    )
    expect(removed.join('\n')).toContain("gauge('Redis memory'")
    expect(after).not.toMatch(/Redis memory|redisMemoryHigh/)
    expect(lines.length).toBeLessThan(16)
  }, 180_000)
})
