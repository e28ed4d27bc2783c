import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ourselves } from '../../build/commands/child.ts'
import { cache } from '../live/programs/find.ts'
import { root } from '../support/root.ts'
import { doWithout, testWith } from '../support/tools.ts'
import stack from './shop/stack.ts'

// A project that is not PyBase's: a shop in Go on MySQL and Kafka, behind nginx, probed from outside, with a nightly batch.

const shop = join(root, 'test', 'projects', 'shop')
const run = (...words: readonly string[]) =>
  promisify(execFile)(process.execPath, [...ourselves(...words)], { cwd: shop })
const text = (...path: readonly string[]): string => readFileSync(join(shop, 'out', ...path), 'utf8')

interface Rule {
  readonly alert?: string
  readonly expr: string
  readonly labels?: Readonly<Record<string, string>>
}

test('is found from its folder, and what is committed is what it makes', async () => {
  const { stdout } = await run('build', '--check')
  expect(stdout).toMatch(/^19 metrics of 8 jobs\n/)
  expect(stdout).toContain('out/ is up to date')
})

test('passes the checks, its definitions and its files', async () => {
  expect((await run('check')).stdout).toMatch(/^No findings in \d+ rules and \d+ panels\.\n$/)
  expect((await run('check', 'out')).stdout).toMatch(/^No findings in /)
})

testWith(['promtool', 'amtool'], 'is what Prometheus and Alertmanager take, and its rule tests pass', async () => {
  const { stdout } = await run('validate')
  expect(stdout).toMatch(/promtool {2}rule tests in \d+ files/)
})

test('the promtool of its own release plays its rule tests', { timeout: 600_000 }, async (context) => {
  const release = stack.releases[stack.versions].prometheus
  const promtool = join(cache(), `promtool-${release}`)
  if (!existsSync(promtool)) doWithout(context, [{ what: `promtool ${release}`, because: [] }], true)
  const folder = join(shop, 'out', 'tests')
  const files = readdirSync(folder)
  const { stdout } = await promisify(execFile)(promtool, ['test', 'rules', ...files], { cwd: folder })
  expect(stdout.match(/SUCCESS/g)).toHaveLength(files.length)
})

test('four objectives have all pairs of windows, and slow trouble an alert each', () => {
  const rules = readdirSync(join(shop, 'out', 'alerts')).flatMap((file) => {
    const { groups } = parse(text('alerts', file)) as {
      readonly groups: readonly { readonly rules: readonly Rule[] }[]
    }
    return groups.flatMap((group) => group.rules)
  })
  const pairs = rules
    .filter(({ alert }) => alert?.endsWith('BurnsFast') || alert?.endsWith('BurnsSlowly'))
    .map(({ labels, expr }) => [labels?.objective, expr.match(/ratio_rate\w+/g)?.length] as const)
  for (const objective of ['99%', '99.5%', '99.9%', '99.95%'])
    expect(pairs.filter(([of]) => of === objective)).toEqual([
      [objective, 4],
      [objective, 4],
    ])
  expect(rules.map(({ alert }) => alert)).toEqual(
    expect.arrayContaining([
      'ShopErrorsCreep',
      'ShopErrorsOfTheWeek',
      'ShopVersionsMixed',
      'ShopTrafficHalved',
      'ShopCertificateExpires',
      'ShopSettlementOverdue',
      'ShopDiskFull',
    ]),
  )
})

test('nothing of PyBase is in it but the name of the compiler', () => {
  const files = readdirSync(join(shop, 'out'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(shop, 'out').length + 1))
  const named = files.filter(
    (file) => !file.startsWith('reference/') && /pybase/i.test(text(file).replaceAll('PyBase Monitoring', '')),
  )
  expect(named).toEqual([])
  expect(files.filter((file) => /compose|\.env|runbooks\/|instrumentation/.test(file))).toEqual([])
})

test('a prober is asked about its targets, discovered instances are looked up, and a gateway keeps whose a batch is', () => {
  const { scrape_configs } = parse(text('prometheus.yml')) as {
    readonly scrape_configs: readonly { job_name: string }[]
  }
  const of = (name: string) => scrape_configs.find(({ job_name }) => job_name === name)
  expect(of('blackbox')).toMatchObject({
    metrics_path: '/probe',
    params: { module: ['http_2xx'] },
    static_configs: [{ targets: ['https://shop.example', 'https://shop.example/checkout'] }],
    relabel_configs: [
      { source_labels: ['__address__'], target_label: '__param_target' },
      { source_labels: ['__param_target'], target_label: 'instance' },
      { target_label: '__address__', replacement: 'blackbox.shop.internal:9115' },
    ],
  })
  expect(of('api')).toMatchObject({ dns_sd_configs: [{ names: ['api.shop.internal'], type: 'A', port: 8080 }] })
  expect(of('api')).not.toHaveProperty('static_configs')
  expect(of('pushgateway')).toMatchObject({ honor_labels: true })
  expect(text('alerts', 'trouble.yml')).toContain('max(time() - shop_batch_last_success_timestamp_seconds)')
})
