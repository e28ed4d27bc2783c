import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cli } from '../commands/cli.ts'
import { put, temporaryFolder } from '../output/folder.ts'

const folder = temporaryFolder((remove) => afterAll(remove))
const text = (...path: readonly string[]): string => readFileSync(join(folder, 'stack', ...path), 'utf8')
const alert = (name: string, expr: string): string =>
  `      - { alert: ${name}, expr: '${expr}', labels: { severity: page } }\n`
const record = (name: string, expr: string): string => `      - { record: '${name}', expr: '${expr}' }\n`
const rules = (name: string, ...all: readonly string[]): string =>
  `groups:\n  - name: ${name}\n    rules:\n${all.join('')}`

async function bring(name: string, ...all: readonly string[]): Promise<string> {
  put(folder, `${name}.yml`, rules(name, ...all))
  const { code, stdout, stderr } = await cli(['import', `${name}.yml`, '--into', 'stack'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/Compiled, it is equal to what was imported\.\n$/)
  return stdout
}

beforeAll(async () => {
  await bring(
    'one',
    alert('Errors', 'sum by (code) (rate(shop_requests_total[5m])) > 1'),
    alert('Deep', 'shop_queue_depth > 5'),
  )
}, 120_000)

test('a later import says in the same catalog what an earlier one did not know', async () => {
  const said = await bring(
    'two',
    alert('Pods', 'sum by (pod) (rate(shop_requests_total{verb="GET"}[5m])) > 1'),
    alert('Queues', 'max by (queue) (shop_queue_depth) > 9'),
    alert('Old', 'max(shop_batch_age_seconds) > 9'),
    record('pod:shop_requests:rate5m', 'sum by (pod) (rate(shop_requests_total[5m]))'),
    alert('Recorded', 'pod:shop_requests:rate5m > 1'),
  )
  expect(said).toContain('different queries: 5 in words,')
  const catalog = text('queries', 'catalog.ts')
  expect(catalog).toContain('labels: { code: open, pod: open, verb: open }')
  expect(catalog).toContain("somebody.gauge('shop_queue_depth', { help, guessed, labels: { queue: open } })")
  expect(catalog).toContain("somebody.gauge('shop_batch_age_seconds'")
  expect(catalog).toContain("stored('pod:shop_requests:rate5m'")
  expect(catalog.match(/^const /gm)).toHaveLength(3)
}, 120_000)

test('what somebody wrote into the catalog stays, and what is no guess any more is not made one', async () => {
  const before = text('queries', 'catalog.ts')
    .replace('labels: { queue: open }', 'labels: { queue: open /* as the broker calls it */ }')
    .replace(
      /export const shopBatchAgeSeconds = .*/,
      "export const shopBatchAgeSeconds = somebody.gauge('shop_batch_age_seconds', { help: 'Since the last batch.' })",
    )
    .replace('/** What the imported rules store', '// Ours.\n\n/** What the imported rules store')
  put(folder, 'stack/queries/catalog.ts', before)
  await bring(
    'three',
    alert('Hosts', 'max by (host) (shop_queue_depth) > 9'),
    alert('Batches', 'max by (batch) (shop_batch_age_seconds) > 9'),
    record('host:shop_queue_depth:max', 'max by (host) (shop_queue_depth)'),
    alert('Stored', 'host:shop_queue_depth:max > 1'),
    alert('Space', 'min(shop_disk_free_bytes) < 10'),
  )
  const catalog = text('queries', 'catalog.ts')
  expect(catalog).toContain('labels: { queue: open, host: open /* as the broker calls it */ }')
  expect(catalog).toContain("{ help: 'Since the last batch.' })")
  expect(catalog).toContain('// Ours.\n')
  expect(catalog.match(/stored\('[a-z:_0-9]+'/g)).toEqual([
    "stored('pod:shop_requests:rate5m'",
    "stored('host:shop_queue_depth:max'",
  ])
  expect(catalog).toContain("somebody.gauge('shop_disk_free_bytes'")
  expect(await cli(['build'], { cwd: join(folder, 'stack') })).toMatchObject({ code: 0 })
}, 120_000)
