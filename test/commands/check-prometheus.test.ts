import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { always, serve } from '../doctor/serve.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { eventually } from '../support/until.ts'
import { type Answer, cli } from './cli.ts'
import { here } from './here.ts'

const exposed = [
  '# TYPE shop_orders_total counter',
  'shop_orders_total{status="paid",shop="north"} 3',
  'shop_orders_total{status="failed",shop="north"} 1',
  '# TYPE shop_pay_seconds histogram',
  'shop_pay_seconds_bucket{le="0.5"} 1',
  'shop_pay_seconds_bucket{le="2"} 2',
  'shop_pay_seconds_bucket{le="+Inf"} 3',
  'shop_pay_seconds_sum 7',
  'shop_pay_seconds_count 3',
  '# TYPE shop_carts gauge',
  ...Array.from({ length: 1_200 }, (_, at) => `shop_carts{cart="${at}"${at % 2 === 0 ? ',gift="yes"' : ''}} 1`),
  '',
].join('\n')

const rulesOf = (exprs: Readonly<Record<string, string>>): string =>
  JSON.stringify({ groups: [{ name: 'g', rules: Object.entries(exprs).map(([record, expr]) => ({ record, expr })) }] })

const rules = rulesOf({
  right: 'sum by (shop) (rate(shop_orders_total{status="failed"}[5m]))',
  self: 'rate(shop_orders_total{status="failed"}[5m]) / rate(shop_orders_total[5m]) > 0.1',
  name: 'rate(shop_order_total[5m])',
  label: 'sum by (shoq) (rate(shop_orders_total[5m]))',
  value: 'rate(shop_orders_total{status="Failed"}[5m])',
  job: 'rate(shop_orders_total{job="shq"}[5m])',
  other: 'rate(shop_orders_total{job="self"}[5m])',
  window: 'rate(shop_orders_total[2s])',
  bucket: 'histogram_quantile(0.9, sum by (le) (rate(shop_pay_seconds_bucket[5m]))) > 3',
  past: 'rate(shop_orders_total[5m] offset 90d)',
  many: 'sum by (basket) (shop_carts)',
  newer: 'mad_over_time(shop_carts[5m])',
})
const wanted = [
  ['self', 'self-ratio'],
  ['name', 'unknown-metric'],
  ['label', 'unknown-label'],
  ['value', 'unknown-label-value'],
  ['job', 'unknown-job'],
  ['other', 'unknown-job'],
  ['window', 'short-window'],
  ['bucket', 'beyond-last-bucket'],
  ['past', 'window-beyond-retention'],
  ['many', 'unknown-label'],
  ['newer', 'promql-types'],
]

/** Which check says something of which rule. */
const told = ({ stdout }: Answer): unknown =>
  JSON.parse(stdout)
    .findings.filter(({ check }: { check: string }) => check !== 'recording-unused')
    .map(({ path, check }: { path: string[]; check: string }) => [path[1], check])

testWith(
  ['prometheus'],
  'files are held against what a running Prometheus has, and against what was kept of it',
  async (tools) => {
    const { url: shop } = await serve(always(exposed, { type: 'text/plain; version=0.0.4' }))
    const job = (name: string) =>
      `{ job_name: ${name}, static_configs: [{ targets: ["${shop.replace('http://', '')}"] }]`
    const config = [
      'global: { scrape_interval: 1s, evaluation_interval: 1s }',
      'scrape_configs:',
      `- ${job('shop')} }`,
      `- ${job('self')}, metric_relabel_configs: [{ source_labels: [__name__], regex: shop_.*, action: drop }] }`,
    ].join('\n')
    await using server = await startPrometheus(tools.prometheus, { config })
    const hasScraped = async (): Promise<boolean> => {
      const query = 'count(up == 1) == 2 and count(shop_carts) == 1200'
      const { result } = (await server.api('query', { query })) as { result: unknown[] }
      return result.length === 1
    }
    await eventually(hasScraped, () => 'Prometheus scrapes nothing.')
    const folder = temporaryFolder()
    put(folder, 'rules.yml', rules)
    const live = await here(['check', 'rules.yml', '--prometheus', server.url, '--format', 'json'], { cwd: folder })
    expect({ code: live.code, stderr: live.stderr }).toEqual({ code: 1, stderr: '' })
    expect(told(live)).toEqual(wanted)
    expect(JSON.parse(live.stdout).note).toMatch(
      /^The Prometheus \d+\.\d+\.\d+ at http:\/\/127\.0\.0\.1:\d+ has \d+ metrics/,
    )

    const save = (file: string) => here(['check', '--prometheus', server.url, '--save-catalog', file], { cwd: folder })
    expect(await save('kept.json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--only-catalog --catalog kept.json'),
    })
    const offline = await here(['check', 'rules.yml', '--only-catalog', '--catalog', 'kept.json', '--format', 'json'], {
      cwd: folder,
    })
    expect(told(offline)).toEqual(wanted)
    // As people start it: the packages that it needs are in the bundle.
    expect(await cli(['check', join(folder, 'rules.yml'), '--prometheus', server.url])).toMatchObject({
      code: 1,
      stderr: '',
    })

    await save('again.json')
    const shopIn = (file: string) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"shop_'))
    expect(shopIn('again.json')).toEqual(shopIn('kept.json'))
  },
)

describe('a Prometheus that does not answer is told of', () => {
  const asked = async (url: string, env = {}) => {
    const folder = temporaryFolder()
    put(folder, 'rules.yml', rules)
    return here(['check', 'rules.yml', '--prometheus', url, '--timeout', '1'], { cwd: folder, env })
  }
  const saysOf = async (...answer: Parameters<typeof always>) => {
    const { code, stdout, stderr } = await asked((await serve(always(...answer))).url)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    return stderr
  }

  test('where nothing listens', async () => {
    expect(await asked('http://127.0.0.1:1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nothing listens there'),
    })
  })

  test('where it wants to know who asks', async () => {
    expect(await saysOf('', { status: 401 })).toContain('Set PROMETHEUS_TOKEN, or PROMETHEUS_USER')
  })

  test('where something else answers, or only half', async () => {
    expect(await saysOf('<!doctype html>', { type: 'text/html' })).toContain('with a web page')
    expect(await saysOf('{"status":"success","data":{"version":"2.4')).toContain('with text that is no JSON')
    expect(await saysOf('{"status":"success","data":[]}')).toContain('JSON of another shape')
  })

  test('where it breaks off in the middle of the metrics', async () => {
    const { url } = await serve((request, response) => {
      const answers: Readonly<Record<string, unknown>> = {
        '/api/v1/label/__name__/values': ['shop_orders_total'],
        '/api/v1/metadata': {},
      }
      const path = request.url?.split('?')[0] ?? ''
      const data = answers[path]
      if (data !== undefined) return void response.end(JSON.stringify({ status: 'success', data }))
      if (path.startsWith('/api/v1/query')) return void response.writeHead(200, { 'content-length': 99 }).destroy()
      response.writeHead(404).end()
    })
    const { code, stdout, stderr } = await asked(url)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('closes the connection before it has answered')
  })

  test('with credentials from the environment, and never in the address', async () => {
    const { url, requests } = await serve(always('', { status: 403 }))
    await asked(url, { PROMETHEUS_TOKEN: 'sesame' })
    expect(requests[0]?.headers.authorization).toBe('Bearer sesame')
    expect((await asked(url.replace('//', '//ada:secret@'))).stderr).not.toContain('secret')
  })
})

test.each([
  ['--save-catalog says how', ['rules.yml', '--save-catalog', 'x.json']],
  ['--prometheus and a catalog contradict', ['rules.yml', '--prometheus', 'http://x', '--no-catalog']],
  ['no file is named', ['--prometheus', 'http://x']],
])('refuses what makes no sense together: %s', async (sentence, words) => {
  expect(await here(['check', ...words])).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) })
})

test.each([
  ['of another format', '{ "format": "monitoring-catalog/9" }', 'has the format monitoring-catalog/9'],
  ['that is cut off', '{ "format": "monitoring-catalog/1", "server": {', 'JSON needs'],
])('a kept catalog %s is told of', async (_, text, sentence) => {
  const folder = temporaryFolder()
  put(folder, 'rules.yml', rules)
  put(folder, 'kept.json', text)
  const { code, stdout } = await here(['check', 'rules.yml', '--only-catalog', '--catalog', 'kept.json'], {
    cwd: folder,
  })
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining(sentence) })
})
