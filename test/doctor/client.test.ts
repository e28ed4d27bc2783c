import type { RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import type { Client } from '../../build/doctor/client/client.ts'
import { type Connection, connect } from '../../build/doctor/client/connect.ts'
import { Unanswered } from '../../build/doctor/client/unanswered.ts'
import { always, selfSigned, serve, serveSecurely } from './serve.ts'

const clientOf = (url: string, connection: Partial<Connection> = {}): Client =>
  connect({ insecure: false, environment: {}, ...connection })('prometheus', url)

const shape = z.object({ data: z.object({ version: z.string() }) })
const good = '{"data":{"version":"1"}}'

/** What the client says of a server, cause and next step. */
async function said(client: Client): Promise<string> {
  try {
    return JSON.stringify(await client.json(shape, '/api'))
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    return `${error.what} ${error.next}`
  }
}
const saidOf = async (listener: RequestListener, connection?: Partial<Connection>) =>
  said(clientOf((await serve(listener)).url, connection))

const endless: RequestListener = (_, response) => {
  const chunk = Buffer.alloc(1 << 20, ' ')
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    response.once('drain', more)
  }
  more()
}

describe('an answer that is none is told in a sentence:', () => {
  test.each<[name: string, listener: RequestListener, sentence: RegExp]>([
    [
      'a web page',
      always('<!doctype html><p>Log in', { type: 'text/html' }),
      /with a web page\..*must be Prometheus itself/,
    ],
    ['nothing', always(''), /with nothing\./],
    ['garbage', always('\u0000\u0001{'), /with text that is no JSON: /],
    ['half an answer', always(good.slice(0, 10)), /with text that is no JSON/],
    ['another type', always('{"data":{"version":2}}'), /another shape: data\.version is not as documented/],
    ['a missing field', always('{"data":{}}'), /another shape: data\.version is not as documented/],
    ['no object', always('null'), /another shape: the whole is not as documented/],
    ['400', always('{"error":"bad \\u001b[31mquery"}', { status: 400 }), /with 400, and says "bad \[31mquery"\./],
    [
      '401',
      always('', { status: 401 }),
      /with 401: it wants to know who asks.*Set PROMETHEUS_TOKEN, or PROMETHEUS_USER/,
    ],
    ['403', always('', { status: 403 }), /with 403: who asks may not read this/],
    [
      '404',
      always('<html>', { status: 404, type: 'text/html' }),
      /with 404: it has no such path.*with its path prefix/,
    ],
    ['503', always('Service Unavailable', { status: 503 }), /with 503\..*Look at the log/],
    ['a hang', () => undefined, /took longer than 0\.2 s to answer/],
    ['a hang in the middle', (_, response) => response.write('{'), /took longer than 0\.2 s to answer/],
    [
      'a connection that is closed',
      (request) => request.socket.destroy(),
      /closes the connection before it has answered/,
    ],
    ['a redirect to nowhere', redirect('http://'), /redirects to http:\/\/, which is no URL/],
    ['a redirect to a file', redirect('file:///etc/passwd'), /redirects to file:\/\/\/etc\/passwd, which is no URL/],
    ['a redirect in a circle', redirect('/api'), /redirects in a circle: .*\/api → .*\/api/],
    [
      'redirects without end',
      (request, response) => redirect(`${request.url}/`)(request, response),
      /more than 5 times/,
    ],
  ])('%s', async (_, listener, sentence) => {
    expect(await saidOf(listener, { timeout: '0.2' })).toMatch(sentence)
  })

  test('an endless answer is cut off', async () => {
    expect(await saidOf(endless)).toMatch(/with more than 32 MB, and the rest was not read\./)
  })

  test('nobody listens', async () => {
    expect(await said(clientOf('http://127.0.0.1:1'))).toMatch(
      /nothing listens there\. Start it, or correct the host and port/,
    )
  })

  test('the host has no address', async () => {
    expect(await said(clientOf('http://no-such-host.invalid'))).toMatch(/no address belongs to that host name/)
  })

  test('another kind of server', async () => {
    const server = createServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { readonly port: number }
    expect(await said(clientOf(`http://127.0.0.1:${port}`))).toMatch(/answers something that is no HTTP/)
    expect(await said(clientOf(`https://127.0.0.1:${port}`))).toMatch(/does not speak TLS.*http:\/\/ instead/)
  })

  test('the time for all answers is up', async () => {
    const { url } = await serve(always(good))
    const client = clientOf(url)
    const late = connect({ insecure: false, environment: {}, timeout: '0.1' })(
      'prometheus',
      (await serve(() => undefined)).url,
    )
    expect(await said(client)).toBe(good)
    const all = Array.from({ length: 31 }, (_, at) => at)
    for (const at of all) await late.ask(`/${at}`).catch(() => undefined)
    expect(await said(late)).toMatch(/took too long in all/)
  })
})

function redirect(location: string): RequestListener {
  return (_, response) => {
    response.writeHead(302, { location }).end()
  }
}

describe('TLS', () => {
  const ca = fileURLToPath(selfSigned)

  test('an unknown authority is refused, unless its certificate is given', async () => {
    const { url } = await serveSecurely(always(good))
    expect(await said(clientOf(url))).toMatch(/certificate that no known authority has signed\. Give .* --ca FILE/)
    expect(await said(clientOf(url, { ca }))).toBe(good)
    expect(await said(clientOf(url, { insecure: true }))).toBe(good)
  })

  test('http:// where the port wants https://', async () => {
    const { url } = await serveSecurely(always(good))
    expect(await said(clientOf(url.replace('https', 'http')))).toMatch(/(?:https:\/\/|no HTTP)/)
  })
})

describe('credentials', () => {
  const environment = { PROMETHEUS_TOKEN: 'secret' }

  test('go to the server', async () => {
    const { url, requests } = await serve(always(good))
    await said(clientOf(url, { environment }))
    await said(
      clientOf(url, {
        environment: {
          PROMETHEUS_USER: 'me',
          PROMETHEUS_PASSWORD_FILE: fileURLToPath(new URL('fixtures/password', import.meta.url)),
        },
      }),
    )
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer secret',
      `Basic ${Buffer.from('me:from a file').toString('base64')}`,
    ])
  })

  test('follow a redirect of the server itself, and never go to another one', async () => {
    const other = await serve(always(good))
    const there = await serve((request, response) =>
      redirect(request.url === '/api' ? '/moved' : `${other.url}/api`)(request, response),
    )
    expect(await said(clientOf(there.url, { environment }))).toBe(good)
    expect(there.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', 'Bearer secret'])
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  test.each([
    [{ PROMETHEUS_USER: 'me' }, /PROMETHEUS_PASSWORD is missing/],
    [{ PROMETHEUS_PASSWORD: 'x' }, /PROMETHEUS_USER is missing/],
    [{ PROMETHEUS_TOKEN: 'x', PROMETHEUS_USER: 'me' }, /one of them would be ignored/],
    [{ PROMETHEUS_TOKEN: 'x', PROMETHEUS_TOKEN_FILE: '/y' }, /are both set/],
    [{ PROMETHEUS_TOKEN_FILE: '/no/such/file' }, /The file \/no\/such\/file cannot be read \(ENOENT\)/],
    [{ PROMETHEUS_TOKEN: 'a\nb' }, /more than one line/],
  ])('%j is refused', (environment, sentence) => {
    expect(() => clientOf('http://localhost:9090', { environment })).toThrow(sentence)
  })
})

test('the same question is asked once, and only with GET', async () => {
  const { url, requests } = await serve(always(good))
  const client = clientOf(`${url}/prefix/`)
  await Promise.all([said(client), said(client), client.ask('/api', { 'match[]': ['a', 'b'] })])
  expect(requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
    'GET /prefix/api',
    'GET /prefix/api?match%5B%5D=a&match%5B%5D=b',
  ])
})

test.each([
  ['localhost:9090', /is no URL that starts with http/],
  ['//localhost', /is no URL that starts with http/],
  ['ftp://localhost', /is no URL that starts with http/],
  ['http://', /is no URL/],
  ['http://user:secret@localhost', /holds a user or a password.*PROMETHEUS_USER|holds a user or a password/],
  ['http://localhost:9090?x=1', /ends in \?x=1/],
  ['http://localhost:9090/#/graph', /ends in #\/graph/],
])('the URL %s is refused', (url, sentence) => {
  expect(() => clientOf(url)).toThrow(sentence)
})

test.each([
  [{ timeout: '0' }, /0 is no number of seconds/],
  [{ timeout: 'ten' }, /ten is no number of seconds/],
  [{ ca: '/no/such/file' }, /cannot be read \(ENOENT\)/],
  [{ ca: fileURLToPath(import.meta.url) }, /holds no certificate/],
])('the connection %j is refused', (connection, sentence) => {
  expect(() => clientOf('http://localhost:9090', connection)).toThrow(sentence)
})

test('a secret in a URL is not repeated', () => {
  expect(() => clientOf('htp://user:secret@localhost')).toThrow(/^(?!.*secret)/)
  expect(() => clientOf('http://user:secret@localhost')).toThrow(/^(?!.*secret)/)
})
