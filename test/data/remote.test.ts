import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openPrometheus } from '../../build/data/remote.ts'
import { freePort } from '../../build/free-port.ts'
import { listening } from '../support/listening.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'

const { signal } = new AbortController()

async function answerOf(
  url: string,
  path: string,
  params: Readonly<Record<string, string>>,
  timeout = 10_000,
  headers: Readonly<Record<string, string>> = {},
) {
  const { status, body } = await openPrometheus(url, { timeout, headers }).answer(
    path,
    new URLSearchParams(params),
    signal,
  )
  return { code: status, ...JSON.parse(Buffer.from(body).toString()) } as Readonly<Record<string, unknown>>
}

/** Host and port of a server that answers so. */
const serving = async (listener: RequestListener): Promise<string> => new URL(await listening(listener)).host

testWith(['prometheus'], 'a real Prometheus answers, and its errors pass unchanged', async ({ prometheus }) => {
  await using server = await startPrometheus(prometheus)
  expect(await answerOf(server.url, 'query', { query: 'vector(2)', time: '100' })).toStrictEqual({
    code: 200,
    status: 'success',
    data: { resultType: 'vector', result: [{ metric: {}, value: [100, '2'] }] },
  })
  expect(await answerOf(`${server.url}/`, 'label/job/values', { 'match[]': 'up' })).toMatchObject({
    code: 200,
    data: [],
  })
  expect(await answerOf(server.url, 'query', { query: 'sum(' })).toMatchObject({
    code: 400,
    errorType: 'bad_data',
    error: expect.stringContaining('parse error'),
  })
})

test('the path of the address and the credentials are used', async () => {
  let seen: readonly unknown[] = []
  const host = await serving(({ url, method, headers }, response) => {
    seen = [method, url, headers.authorization]
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"success"}')
  })
  const address = `http://${host}/monitoring/`
  const authorization = 'Bearer of-the-environment'
  expect(openPrometheus(address).says).toBe(`Prometheus at http://${host}/monitoring`)
  const ask = (path: string, params: Readonly<Record<string, string>>) =>
    answerOf(address, path, params, 10_000, { authorization })
  expect(await ask('query', { query: 'up' })).toStrictEqual({ code: 200, status: 'success' })
  expect(seen).toStrictEqual(['POST', '/monitoring/api/v1/query', authorization])
  await ask('label/job/values', { 'match[]': 'up' })
  expect(seen).toStrictEqual(['GET', '/monitoring/api/v1/label/job/values?match%5B%5D=up', authorization])
})

test.each([301, 302, 307, 308])(
  'a Prometheus that redirects with %d is told of with its new address',
  async (status) => {
    let asked = 0
    const host = await serving(({ url }, response) => {
      asked += 1
      response.writeHead(status, { location: `/prometheus${url}`, 'content-type': 'application/json' }).end('{}')
    })
    const error = `Prometheus at http://${host} redirects to http://${host}/prometheus: give that address to --prometheus.`
    for (const path of ['query', 'label/job/values'])
      expect(await answerOf(`http://${host}`, path, { query: 'up' })).toStrictEqual({
        code: 502,
        status: 'error',
        errorType: 'unavailable',
        error,
      })
    expect(asked).toBe(2)
  },
)

test('a login before a Prometheus is told of without what it is to remember', async () => {
  const host = await serving((_, response) => {
    response.writeHead(302, { location: 'https://login.example.org/start?token=secret' }).end()
  })
  expect(await answerOf(`http://${host}`, 'query', { query: 'up' })).toMatchObject({
    code: 502,
    error: `Prometheus at http://${host} redirects to https://login.example.org/start: is this its address?`,
  })
})

test('a Prometheus that is down', async () => {
  const host = `127.0.0.1:${await freePort()}`
  expect(await answerOf(`http://${host}`, 'query', { query: 'up' })).toStrictEqual({
    code: 502,
    status: 'error',
    errorType: 'unavailable',
    error: `Prometheus at http://${host} does not answer: connect ECONNREFUSED ${host}`,
  })
})

test('something that is no Prometheus', async () => {
  const host = await serving(
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hi</h1>'),
  )
  expect(await answerOf(`http://${host}`, 'query', { query: 'up' })).toMatchObject({
    code: 502,
    errorType: 'unavailable',
    error: expect.stringContaining('answers nothing that a Prometheus would (status 200, text/html)'),
  })
})

test.each([
  ['as it is', (text: Buffer) => text, {}],
  ['packed into a thousandth', (text: Buffer) => gzipSync(text), { 'content-encoding': 'gzip' }],
] as const)('an answer of 256 MB is given up after 32: %s', async (_, pack, encoding) => {
  const piece = pack(Buffer.alloc(1 << 20, ' '))
  let sent = 0
  const host = await serving((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...encoding })
    const more = (): void => {
      while (sent < 256 && !response.destroyed) {
        sent += 1
        if (!response.write(piece)) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  })
  const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().external
  const before = held()
  expect(await answerOf(`http://${host}`, 'query', { query: 'up' })).toStrictEqual({
    code: 502,
    status: 'error',
    errorType: 'unavailable',
    error: `Prometheus at http://${host} answers with more than 32 MB, and the rest was not read.`,
  })
  expect(held() - before).toBeLessThan(200 << 20)
})

test('an answer that ends in the middle', async () => {
  const host = await serving((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{')
    setTimeout(() => response.destroy(), 50)
  })
  expect(await answerOf(`http://${host}`, 'query', { query: 'up' })).toMatchObject({
    code: 502,
    errorType: 'unavailable',
  })
})

test('a Prometheus that is slow', async () => {
  const host = await serving(() => undefined)
  expect(await answerOf(`http://${host}`, 'query', { query: 'up' }, 100)).toStrictEqual({
    code: 504,
    status: 'error',
    errorType: 'timeout',
    error: `Prometheus at http://${host} has not answered for 0.1 s.`,
  })
})
