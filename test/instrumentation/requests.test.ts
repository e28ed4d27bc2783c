import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'vitest'
import { counted, differences, samples } from './contract.ts'
import { installPackage } from './package.ts'
import { environment, eventually, type Server, serve } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const scrape = async ({ url }: Server): Promise<string> => (await fetch(`${url}/api/v1/metrics`)).text()
const requests = 'http_requests_total'
const series = (method: string, endpoint: string, status: number): string =>
  `${requests}{endpoint=${JSON.stringify(endpoint)},method="${method}",status="${status}"}`

type Row = readonly [method: string, path: string, endpoint: string, status: number]
const answered: readonly Row[] = [
  ['GET', '/parts/7?color=red', '/parts/{part_id}', 200],
  ['POST', '/parts', '/parts', 201],
  ['DELETE', '/parts/7', '/parts/{part_id}', 405],
  ['OPTIONS', '/parts', '/parts', 405],
  ['GET', '/broken', '/broken', 500],
  ['GET', '/stream', '/stream', 200],
  ['GET', '/v2/files/a/b.dxf', '/v2/files/{name:path}', 200],
  ['GET', '/admin/acme/users/5', '/admin/{tenant}/users/{user_id}', 200],
  ['GET', '/admin/acme/nothing', 'unmatched', 404],
  ['GET', '/assets/css/site.css', '/assets', 200],
  ['GET', '/silent/file', '/silent', 500],
  ['HEAD', '/docs', '/docs', 200],
  ['GET', '/nowhere', 'unmatched', 404],
  ['GET', '/parts/7/', '/parts/{part_id}', 307],
  ['PUT', '/api/v1/parts', '/api/{path:path}', 405],
  ['GET', '/api/v1/parts', '/api/{path:path}', 200],
  ['GET', '/added/later', '/added/{when}', 200],
]

testOnEach([], 'each request is counted and timed by its method, template and status', async ({ python }) => {
  const server = await serve(python, environment(installPackage()), 'api:app')
  for (const [method, path, , status] of answered) {
    const answer = await fetch(server.url + path, { method, redirect: 'manual' })
    await answer.arrayBuffer().catch(() => undefined)
    expect(answer.status, `${method} ${path}`).toBe(status)
  }
  const text = await scrape(server)
  const expected = new Map<string, number>()
  for (const [method, , endpoint, status] of answered) {
    const name = series(method, endpoint, status)
    expected.set(name, (expected.get(name) ?? 0) + 1)
  }
  expect(counted(text, requests)).toEqual(Object.fromEntries(expected))
  const timed = answered.map(
    ([method, , endpoint]) =>
      `http_request_duration_seconds_count{endpoint=${JSON.stringify(endpoint)},method="${method}"}`,
  )
  expect(Object.keys(counted(text, 'http_request_duration_seconds_count')).sort()).toEqual([...new Set(timed)].sort())
  expect(differences(text, 'pybase-api')).toEqual([])
})

testOnEach([], 'every route starts at 0 for 200 and 500, with its own methods', async ({ python }) => {
  const server = await serve(python, environment(installPackage()), 'api:app')
  const found = new Set(
    [...samples(await scrape(server)).keys()]
      .filter((name) => name.startsWith(requests))
      .map((name) => name.slice(requests.length)),
  )
  const zero = (method: string, endpoint: string) =>
    [200, 500].map((status) => series(method, endpoint, status).slice(requests.length))
  const routes: readonly (readonly [string, string])[] = [
    ['GET', '/parts/{part_id}'],
    ['POST', '/parts'],
    ['GET', '/broken'],
    ['GET', '/broken-midway'],
    ['GET', '/stream'],
    ['GET', '/endless'],
    ['GET', '/background'],
    ['GET', '/cancelled'],
    ['GET', '/pid'],
    ['POST', '/upload'],
    ['GET', '/v2/files/{name:path}'],
    ['GET', '/admin/{tenant}/users/{user_id}'],
    ['GET', '/api/{path:path}'],
    ['GET', '/added/{when}'],
  ]
  const documentation = ['', '/admin/{tenant}'].flatMap((prefix) =>
    ['/openapi.json', '/docs', '/docs/oauth2-redirect', '/redoc'].flatMap((path) =>
      ['GET', 'HEAD'].map((method) => [method, prefix + path] as const),
    ),
  )
  const expected = [...routes, ...documentation].flatMap(([method, endpoint]) => zero(method, endpoint))
  expect([...found].sort()).toEqual(expected.sort())
})

testOnEach([], 'the scrape is neither counted nor in the schema, whatever its method', async ({ python }) => {
  const server = await serve(python, environment(installPackage()), 'api:app')
  const first = await fetch(`${server.url}/api/v1/metrics`)
  expect(first.headers.get('content-type')).toMatch(/^text\/plain; version=(0\.0\.4|1\.0\.0); charset=utf-8$/)
  await fetch(`${server.url}/api/v1/metrics`, { method: 'HEAD' })
  await fetch(`${server.url}/api/v1/metrics`, { method: 'POST' })
  expect(counted(await scrape(server), requests)).toEqual({})
  expect(await (await fetch(`${server.url}/openapi.json`)).text()).not.toContain('metrics')
})

testOnEach([], 'an answer that breaks off is a failure, one that nobody waits for is not', async ({ python }) => {
  const server = await serve(python, environment(installPackage()), 'api:app')
  await expect(fetch(`${server.url}/broken-midway`).then((answer) => answer.text())).rejects.toThrow()
  await hangUp(server, 'GET /endless HTTP/1.1\r\nHost: x\r\n\r\n')
  await hangUp(server, 'POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', false)
  await fetch(`${server.url}/cancelled`).catch(() => undefined)
  const expected = {
    [series('GET', '/broken-midway', 500)]: 1,
    [series('GET', '/endless', 200)]: 1,
    [series('POST', '/upload', 499)]: 1,
    [series('GET', '/cancelled', 499)]: 1,
  }
  const text = await eventually(
    () => scrape(server),
    (answer) => Object.keys(counted(answer, requests)).length === 4,
  )
  expect(counted(text, requests)).toEqual(expected)
})

testOnEach([], 'background tasks are no part of the answer', async ({ python }) => {
  const server = await serve(python, environment(installPackage()), 'api:app')
  // The task waits for ever: a request that ended with it would never be counted.
  await (await fetch(`${server.url}/background`)).text()
  expect(counted(await scrape(server), requests)).toEqual({ [series('GET', '/background', 200)]: 1 })
})

testOnEach([], 'a method that HTTP does not define is answered, not recorded', async ({ python }) => {
  const server = await serve(python, environment(installPackage()), 'api:app', '--http', 'h11')
  await hangUp(server, 'BREW /parts/7 HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(counted(await scrape(server), requests)).toEqual({})
})

/** Sends a request and closes the connection, at the first bytes of the answer if `mayAnswer`. */
async function hangUp({ port }: Server, request: string, mayAnswer = true): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  if (mayAnswer) {
    socket.write(request)
    await once(socket, 'data')
    socket.destroy()
  } else {
    socket.end(request)
    socket.resume()
    await once(socket, 'close')
  }
}
