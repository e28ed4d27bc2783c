import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import type { Stack } from '../../build/stack/schema.ts'
import { composeConfig } from '../../build/targets/compose.ts'
import { prometheus } from '../../build/targets/prometheus.ts'
import { temporaryFolder } from '../output/folder.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { jobs, pinned } from './stack.ts'

const sendingTo = (url: string, tokenFile: string): Stack => ({
  ...pinned,
  environment: 'staging',
  remoteWrite: [
    { name: 'long-term', url, tokenFile, tenant: 'team-a', queue: { batchSendDeadline: '1s', maxShards: 2 } },
  ],
})

test('without a setting nothing is sent, and nothing says so', () => {
  expect(parse(prometheus(pinned, jobs).text)).not.toHaveProperty('remote_write')
  expect(JSON.stringify(composeConfig(pinned, jobs))).not.toContain('retention.size')
})

test('a size is kept beside the time, and a token is a secret of Prometheus', () => {
  const stack = { ...sendingTo('https://mimir.example/api/v1/push', '/run/secrets/long_term'), retentionSize: '50GB' }
  const { services, secrets } = composeConfig(stack, jobs)
  expect(services).toMatchObject({
    prometheus: {
      command: expect.arrayContaining(['--storage.tsdb.retention.time=15d', '--storage.tsdb.retention.size=50GB']),
    },
  })
  expect(Object.keys(secrets ?? {})).toContain('long_term')
})

testWith(['prometheus'], 'a real Prometheus sends its samples, with token, tenant and environment', async (paths) => {
  const folder = temporaryFolder()
  const token = join(folder, 'token')
  writeFileSync(token, 'hush')
  const server = createServer()
  const received = new Promise<{ readonly headers: IncomingHttpHeaders; readonly body: string }>((done) => {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        done({ headers: request.headers, body: Buffer.concat(chunks).toString('latin1') })
        response.writeHead(204).end()
      })
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const {
    rule_files: _,
    alerting: __,
    ...config
  } = parse(prometheus(sendingTo(`http://127.0.0.1:${port}/push`, token), []).text)
  const itself = {
    job_name: 'prometheus',
    scrape_interval: '1s',
    scrape_timeout: '1s',
    static_configs: [{ targets: ['127.0.0.1:1'] }],
  }
  await using _server = await startPrometheus(paths.prometheus, {
    config: JSON.stringify({ ...config, scrape_configs: [itself] }),
  })
  const { headers, body } = await received
  const isDebians = /\+ds/.test(execFileSync(paths.prometheus, ['--version'], { encoding: 'utf8' }))
  expect(headers).toMatchObject({
    authorization: 'Bearer hush',
    'content-encoding': 'snappy',
  })
  // Debian's packages of 2.42 and 2.45 send no such header: prometheus/prometheus#13030.
  if (!isDebians) expect(headers).toMatchObject({ 'x-scope-orgid': 'team-a' })
  // Compressed, but short words stand in it as they are.
  expect(body).toContain('environment')
  expect(body).toContain('staging')
})
