import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ourselves } from '../../build/commands/child.ts'
import { root } from '../support/root.ts'
import { testWith } from '../support/tools.ts'

// A project that is not PyBase's: a shop in Go on MySQL and Kafka, behind nginx, probed from outside, with a nightly batch.

const shop = join(root, 'test', 'projects', 'shop')
const run = (...words: readonly string[]) =>
  promisify(execFile)(process.execPath, [...ourselves(...words)], { cwd: shop })
const text = (...path: readonly string[]): string => readFileSync(join(shop, 'out', ...path), 'utf8')

test('is found from its folder, and what is committed is what it makes', async () => {
  const { stdout } = await run('build', '--check')
  expect(stdout).toMatch(/^18 metrics of 8 jobs\n/)
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
