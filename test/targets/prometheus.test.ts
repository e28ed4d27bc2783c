import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { targetOf } from '../../build/language/job.ts'
import type { Stack } from '../../build/stack/schema.ts'
import { composeConfig } from '../../build/targets/compose.ts'
import { prometheus } from '../../build/targets/prometheus.ts'
import { type Prometheus, startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { debian12, jobs, pinned, reaching } from './stack.ts'

const schema = z.object({
  global: z.strictObject({ scrape_interval: z.string(), scrape_timeout: z.string(), evaluation_interval: z.string() }),
  rule_files: z.array(z.string()),
  alerting: z.unknown(),
  scrape_configs: z.array(
    z.object({
      job_name: z.string(),
      metrics_path: z.string().default('/metrics'),
      static_configs: z.tuple([z.object({ targets: z.tuple([z.string()]) })]),
    }),
  ),
})
const read = (stack: Stack) => schema.parse(parse(prometheus(stack, jobs).text))

describe('prometheus.yml', () => {
  test('scrapes every job where the settings say', () => {
    expect(
      read(pinned).scrape_configs.map((each) => [each.job_name, each.static_configs[0].targets[0], each.metrics_path]),
    ).toEqual(jobs.map((job) => [job.name, targetOf(pinned, job).address, targetOf(pinned, job).path]))
  })

  test('sends the API the token of its metrics, over TLS where that is set', () => {
    const api = { ...pinned.targets['pybase-api'], tokenFile: '/run/secrets/metrics_token', scheme: 'https' as const }
    const stack = { ...pinned, targets: { ...pinned.targets, 'pybase-api': api } }
    const written = z.object({ scrape_configs: z.array(z.looseObject({ job_name: z.string() })) })
    const jobsOf = (of: Stack) => written.parse(parse(prometheus(of, jobs).text)).scrape_configs
    expect(jobsOf(stack).find((each) => each.job_name === 'pybase-api')).toMatchObject({
      scheme: 'https',
      authorization: { credentials_file: '/run/secrets/metrics_token' },
    })
    const usual = jobsOf(pinned).filter((each) => 'scheme' in each || 'authorization' in each)
    expect(usual).toEqual([])
    const { services, secrets } = composeConfig(stack, jobs)
    expect(services).toMatchObject({ prometheus: { secrets: ['metrics_token'] } })
    expect(Object.keys(secrets)).toContain('metrics_token')
    expect(Object.keys(composeConfig(pinned, jobs).secrets)).not.toContain('metrics_token')
  })

  test('leaves out what the releases do not have', () => {
    const names = read(debian12).scrape_configs.map((each) => each.job_name)
    expect(names).not.toContain('cadvisor')
    expect(names).not.toContain('grafana')
    expect(names).toContain('postgres')
  })

  test('takes times and the Alertmanager from the settings, and rules from beside it', () => {
    const stack = { ...reaching({ alertmanager: 'alerts:1234' }), evaluationInterval: '30s' }
    const { global, alerting, rule_files } = read(stack)
    expect(global).toEqual({ scrape_interval: '15s', scrape_timeout: '10s', evaluation_interval: '30s' })
    expect(alerting).toEqual({ alertmanagers: [{ static_configs: [{ targets: ['alerts:1234'] }] }] })
    expect(rule_files).toEqual(['alerts/*.yml'])
  })

  testWith(['promtool'], 'is accepted by promtool', ({ promtool }) => {
    const folder = mkdtempSync(join(tmpdir(), 'promtool-'))
    try {
      for (const stack of [pinned, debian12]) {
        const path = join(folder, 'prometheus.yml')
        writeFileSync(path, prometheus(stack, jobs).text)
        expect(execFileSync(promtool, ['check', 'config', path], { encoding: 'utf8' })).toContain('SUCCESS')
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const exposition = `
http_requests_total{endpoint="/",user_id="7",email="a@example.org",token="x"} 1
http_requests_created{endpoint="/"} 1.7e9
series_created_total 1
container_memory_rss{id="/system.slice",name=""} 1
container_memory_rss{id="/docker/1",name="backend"} 2
container_tasks_state{id="/docker/1",name="backend",state="running"} 3
container_network_tcp6_usage_total{id="/docker/1",name="backend"} 4
container_network_receive_bytes_total{id="/docker/1",name="backend"} 5
container_scrape_error 0
machine_memory_bytes 6
`

/** Every name and label set that a job ends up with, without Prometheus' own. */
async function seriesOf(server: Prometheus, job: string): Promise<readonly string[]> {
  const data = z.array(z.record(z.string(), z.string()))
  const found = data.parse(await server.api('series', { 'match[]': `{job="${job}"}` }))
  return found
    .map(({ __name__: name = '', job: _job, instance: _instance, ...labels }) => ({ name, labels }))
    .filter(({ name }) => !/^(up$|scrape_)/.test(name))
    .map(({ name, labels }) => `${name}${JSON.stringify(labels)}`)
    .sort()
}

testWith(['prometheus'], 'a real Prometheus drops what nobody reads and keeps the rest', async (tools) => {
  const target = createServer((_, response) =>
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(exposition),
  )
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
  const address = `127.0.0.1:${(target.address() as AddressInfo).port}`
  const stack = {
    ...reaching({ 'pybase-api': address, node: address, cadvisor: address }),
    scrape: { interval: '1s', timeout: '1s' },
  }
  const scraped = jobs.filter(({ name }) => ['pybase-api', 'node', 'cadvisor'].includes(name))
  const server = await startPrometheus(tools.prometheus, { config: prometheus(stack, scraped).text })
  try {
    const up = z.object({ result: z.array(z.unknown()) })
    for (let attempt = 0; attempt < 300; attempt++) {
      if (up.parse(await server.api('query', { query: 'up == 1' })).result.length === scraped.length) break
      await sleep(100)
    }
    const others = [
      'container_memory_rss{"id":"/docker/1","name":"backend"}',
      'container_network_receive_bytes_total{"id":"/docker/1","name":"backend"}',
      'container_scrape_error{}',
      'http_requests_total{"endpoint":"/"}',
      'machine_memory_bytes{}',
      'series_created_total{}',
    ]
    const slice = 'container_memory_rss{"id":"/system.slice"}'
    const noise = [
      'container_network_tcp6_usage_total{"id":"/docker/1","name":"backend"}',
      'container_tasks_state{"id":"/docker/1","name":"backend","state":"running"}',
    ]
    const timestamp = 'http_requests_created{"endpoint":"/"}'
    expect(await seriesOf(server, 'cadvisor')).toEqual([...others, timestamp].sort())
    expect(await seriesOf(server, 'pybase-api')).toEqual([...others, ...noise, slice].sort())
    expect(await seriesOf(server, 'node')).toEqual([...others, ...noise, slice, timestamp].sort())
  } finally {
    await server.stop()
    target.close()
    target.closeAllConnections()
  }
})
