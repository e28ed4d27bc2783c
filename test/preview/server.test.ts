// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, describe as group, onTestFinished, test } from 'vitest'
import type { DataSource } from '../../build/data/source.ts'
import { Refused } from '../../build/findings/problem.ts'
import { Board } from '../../build/preview/server/board.ts'
import { type Serving, serve } from '../../build/preview/server/serve.ts'
import { cookieAt } from '../../build/preview/server/token.ts'
import { put, temporaryFolder } from '../output/folder.ts'

interface Asked {
  readonly path: string
  readonly form: string
}

/** Answers with the question; remembers every question and whether the last one was given up. */
class Echo implements DataSource {
  readonly says = 'Echo'
  readonly now = 1_700_000_000_000
  readonly asked: Asked[] = []
  signal: AbortSignal | undefined

  async answer(path: string, form: URLSearchParams, signal: AbortSignal) {
    this.signal = signal
    this.asked.push({ path, form: form.toString() })
    if (form.get('query') === 'fails') throw new Error('the disk is gone')
    if (form.get('query') === 'slow') await new Promise((done) => signal.addEventListener('abort', done))
    return { status: form.get('query') === 'bad' ? 400 : 200, body: JSON.stringify({ path, form: form.toString() }) }
  }

  close = async () => undefined
}

const token = 'of-this-test'

interface Fixture {
  readonly board: Board
  readonly source: Echo
  readonly serving: Serving
}

async function served(): Promise<Fixture> {
  const folder = temporaryFolder()
  put(folder, 'secret.json', '{"secret":true}')
  put(folder, 'dist/index.html', '<!doctype html><title>Page</title>')
  put(folder, 'dist/assets/main-BjX_3-9a.js', 'page()')
  put(folder, 'dist/public/build/img/icons/unicons/angle-down.svg', '<svg/>')
  put(folder, 'dist/.preview-stamp', 'hash')
  const board = new Board('embedded', 'Not yet')
  const serving = await serve({ board, dist: join(folder, 'dist'), port: 0, token })
  onTestFinished(serving.close)
  return { board, source: new Echo(), serving }
}

async function connected(): Promise<Fixture> {
  const fixture = await served()
  fixture.board.connect({ source: fixture.source, scrapeInterval: 15, kind: 'embedded' })
  return fixture
}

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | readonly string[]
}

interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** What a browser sends that was admitted. */
const cookieOf = ({ url }: Serving): string => `${cookieAt(new URL(url).port)}=${token}`

/** A request of somebody admitted; its path and headers go out as they are written, unlike those of `fetch`. */
function ask({ serving }: Fixture, path: string, { method = 'GET', headers = {}, body = [] }: Sent = {}): Promise<Got> {
  const { port } = new URL(serving.url)
  const all = { Cookie: cookieOf(serving), ...headers }
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: all }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more
      })
      response.once('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.once('error', fail)
    for (const each of [body].flat()) sent.write(each)
    sent.end()
  })
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const query = '/prometheus/api/v1/query'

group('the page', () => {
  test.each([
    '/',
    '/?from=now-1h',
    '/d/pybase-overview',
    '/d/pybase-overview/a-title?viewPanel=3',
    '/d-solo/x%2Fy?panelId=2',
  ])('is at %s', async (path) => {
    const { status, headers, text } = await ask(await served(), path)
    expect({ status, text }).toEqual({ status: 200, text: '<!doctype html><title>Page</title>' })
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
  })

  test('keeps its hashed files for long, and others only while they are the same', async () => {
    const fixture = await served()
    const script = await ask(fixture, '/assets/main-BjX_3-9a.js')
    expect(script).toMatchObject({ status: 200, text: 'page()' })
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    const icon = await ask(fixture, '/public/build/img/icons/unicons/angle-down.svg')
    expect(icon.headers).toMatchObject({ 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': 'no-cache' })
  })

  test('answers HEAD with the headers alone', async () => {
    const { status, headers, text } = await ask(await served(), '/', { method: 'HEAD' })
    expect({ status, text, length: headers['content-length'] }).toEqual({ status: 200, text: '', length: '34' })
  })

  test.each(['/', '/api/state', '/nothing', `${query}?query=up`])(
    'says on %s what it may load and who may read it',
    async (path) => {
      const { headers } = await ask(await connected(), path)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'; script-src 'self';")
      expect(policy).toContain("connect-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https?:|\*/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      if (path !== '/') expect(headers['cache-control']).toBe('no-store')
    },
  )

  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/%2e%2e/%2e%2e/secret.json',
    '/..\\secret.json',
    '/assets/..%5c..%5csecret.json',
    '/secret.json%00.js',
    '//secret.json',
    '/.preview-stamp',
    '/assets',
    '/assets/',
    '/d/',
    '/nothing.js',
  ])('is all that is served: not %s', async (path) => {
    const { status, text } = await ask(await served(), path)
    expect([400, 404]).toContain(status)
    expect(text).not.toContain('secret')
  })
})

group('only the page itself may ask', () => {
  test.each(['localhost', 'localhost:8080', 'LOCALHOST:3100', '127.0.0.1', '127.0.0.1:3100', '[::1]:3100'])(
    'as host %s',
    async (host) => {
      expect((await ask(await served(), '/api/state', { headers: { Host: host } })).status).toBe(200)
    },
  )

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.2',
    '0.0.0.0',
    'evil.example:3100',
    'localhost@evil.example',
  ])('not as host %j', async (host) => {
    for (const path of ['/', '/api/state', '/api/events', `${query}?query=up`])
      expect((await ask(await connected(), path, { headers: { Host: host } })).status).toBe(403)
  })

  test.each([
    [{ Origin: 'http://localhost:3100' }, 200],
    [{ Origin: 'http://localhost:5000' }, 403],
    [{ Origin: 'https://localhost:3100' }, 403],
    [{ Origin: 'http://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' }, 200],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }, 403],
  ])('with %j is answered %i', async (headers, status) => {
    const fixture = await connected()
    const all = { Host: 'localhost:3100', ...headers }
    expect((await ask(fixture, '/api/state', { headers: all })).status).toBe(status)
    expect((await ask(fixture, query, { method: 'POST', headers: { ...form, ...all }, body: 'query=up' })).status).toBe(
      status,
    )
    expect(fixture.source.asked).toHaveLength(status === 200 ? 1 : 0)
  })

  test('but a link from elsewhere leads to a dashboard', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
    const fixture = await served()
    expect((await ask(fixture, '/d/pybase-overview', { headers })).status).toBe(200)
    expect((await ask(fixture, '/x/../api/state', { headers })).status).toBe(403)
    expect(
      (await ask(fixture, '/assets/main-BjX_3-9a.js', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status,
    ).toBe(403)
  })

  test.each([
    ['POST', '/api/state', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['PUT', query, 'GET, HEAD, POST'],
    ['DELETE', query, 'GET, HEAD, POST'],
    ['OPTIONS', query, 'GET, HEAD, POST'],
    ['TRACE', '/', 'GET, HEAD'],
  ])('%s %s is refused', async (method, path, allowed) => {
    const { status, headers } = await ask(await connected(), path, { method })
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: allowed })
  })
})

group('only who knows the token may look', () => {
  const paths = [
    '/',
    '/d/pybase-overview',
    '/assets/main-BjX_3-9a.js',
    '/api/state',
    '/api/events',
    `${query}?query=up`,
  ]

  test.each(paths)('at %s', async (path) => {
    const fixture = await connected()
    const other = `${cookieAt(new URL(fixture.serving.url).port)}=`
    for (const Cookie of ['', other, `${other}of-this-tesT`, `${other}${token}x`, `pybase-preview-1=${token}`]) {
      const { status, text } = await ask(fixture, path, { headers: { Cookie } })
      expect({ status, text }).toEqual({
        status: 403,
        text: 'Open the address that `npm run preview` printed: it has a token.\n',
      })
    }
    expect(fixture.source.asked).toEqual([])
    expect(
      (await ask(fixture, path === '/api/events' ? '/' : path, { headers: { Cookie: `a=1; ${other}${token}` } }))
        .status,
    ).toBe(200)
  })

  test('who comes with it is led on without it, and is known from then on, to no script and to no other page', async () => {
    const fixture = await served()
    const Cookie = ''
    const { status, headers } = await ask(fixture, `/d/a?from=now-1h&token=${token}&to=now`, { headers: { Cookie } })
    const cookie = `${cookieOf(fixture.serving)}; Path=/; HttpOnly; SameSite=Lax`
    expect({ status, ...headers }).toMatchObject({
      status: 303,
      location: '/d/a?from=now-1h&to=now',
      'set-cookie': [cookie],
    })
    expect(fixture.serving.entry).toBe(`${fixture.serving.url}/?token=${token}`)
    const elsewhere = await ask(fixture, `/x/..//evil.example/?token=${token}`, { headers: { Cookie } })
    expect(elsewhere).toMatchObject({ status: 303, headers: { location: '/evil.example/' } })
    for (const wrong of ['x', '', token.slice(1)])
      expect((await ask(fixture, `/?token=${wrong}`, { headers: { Cookie } })).status).toBe(403)
  })

  test('each preview has a token of its own, too long to be guessed', async () => {
    const { board } = await served()
    const entries = await Promise.all(
      [1, 2].map(async () => {
        const serving = await serve({ board, dist: '.', port: 0 })
        onTestFinished(serving.close)
        return new URL(serving.entry).searchParams.get('token') ?? ''
      }),
    )
    expect(new Set(entries).size).toBe(2)
    for (const entry of entries) expect(entry).toMatch(/^[\w-]{32}$/)
  })
})

group('queries', () => {
  test.each([
    ['GET', '/query?query=up&time=1', '', { path: 'query', form: 'query=up&time=1' }],
    ['POST', '/query', 'query=up&time=1', { path: 'query', form: 'query=up&time=1' }],
    ['POST', '/query_range', 'query=a%2Bb&step=15', { path: 'query_range', form: 'query=a%2Bb&step=15' }],
    ['GET', '/series?match%5B%5D=a&match%5B%5D=b', '', { path: 'series', form: 'match%5B%5D=a&match%5B%5D=b' }],
    ['GET', '/label/job/values', '', { path: 'label/job/values', form: '' }],
  ])('%s %s %s reach the data source', async (method, path, body, asked) => {
    const fixture = await connected()
    const { status, headers, text } = await ask(fixture, `/prometheus/api/v1${path}`, { method, headers: form, body })
    expect({ status, answer: JSON.parse(text), asked: fixture.source.asked }).toEqual({
      status: 200,
      answer: asked,
      asked: [asked],
    })
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test.each([
    '/prometheus/',
    '/prometheus/api/v1/',
    '/prometheus/api/v1/admin/tsdb/delete_series?match[]=up',
    '/prometheus/-/quit',
    '/prometheus/api/v1/query/../../../-/quit',
    '/prometheus/api/v1/label/a/b/values',
    '/prometheus/api/v1/label/%2e%2e/values',
    '/prometheus/api/v1/status/config',
    '/prometheus/api/v1/rules',
    '/prometheus/api/v1/write',
  ])('nothing else does: %s', async (path) => {
    const fixture = await connected()
    expect((await ask(fixture, path, { method: 'GET' })).status).toBe(404)
    expect(fixture.source.asked).toEqual([])
  })

  test('an error of the data source is passed on, and a failure of its own is told as Prometheus would', async () => {
    const fixture = await connected()
    expect((await ask(fixture, `${query}?query=bad`)).status).toBe(400)
    const { status, text } = await ask(fixture, `${query}?query=fails`)
    expect(status).toBe(502)
    expect(JSON.parse(text)).toEqual({ status: 'error', errorType: 'unavailable', error: 'the disk is gone' })
  })

  test('without data the answer says so', async () => {
    const { status, text } = await ask(await served(), `${query}?query=up`)
    expect(status).toBe(503)
    expect(JSON.parse(text)).toMatchObject({ status: 'error', error: 'There is no data yet.' })
  })

  test('of more than 64 kB are refused, whether or not their length is told', async () => {
    const fixture = await connected()
    const large = `query=${'x'.repeat(64 << 10)}`
    const told = { ...form, 'Content-Length': String(large.length) }
    expect((await ask(fixture, query, { method: 'POST', headers: told, body: large })).status).toBe(413)
    const chunks = Array.from({ length: 70 }, () => 'x'.repeat(1024))
    expect((await ask(fixture, query, { method: 'POST', headers: form, body: chunks })).status).toBe(413)
    expect(fixture.source.asked).toEqual([])
    const just = `query=${'x'.repeat((64 << 10) - 'query='.length)}`
    expect((await ask(fixture, query, { method: 'POST', headers: form, body: just })).status).toBe(200)
  })

  test('are forms', async () => {
    const headers = { 'Content-Type': 'application/json' }
    const { status } = await ask(await connected(), query, { method: 'POST', headers, body: '{"query":"up"}' })
    expect(status).toBe(415)
  })

  test('that nobody waits for any more are given up', async () => {
    const { serving, source } = await connected()
    const asking = new AbortController()
    const answer = fetch(`${serving.url}${query}?query=slow`, {
      signal: asking.signal,
      headers: { Cookie: cookieOf(serving) },
    })
    await expect.poll(() => source.asked.length).toBe(1)
    asking.abort()
    await expect(answer).rejects.toThrow()
    await expect.poll(() => source.signal?.aborted).toBe(true)
  })
})

group('a runbook', () => {
  const text = '# A\n\n<script>alert(1)</script>\n'

  test('is a text, and its page is that of the dashboards', async () => {
    const fixture = await served()
    expect(await ask(fixture, '/api/runbooks/A')).toMatchObject({ status: 404, text: 'There is no such runbook.\n' })
    fixture.board.keep({ url: 'http://grafana:3000/runbooks', texts: { A: text } })
    const got = await ask(fixture, '/api/runbooks/A')
    expect(got).toMatchObject({ status: 200, text })
    expect(got.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self';/),
    })
    expect(await ask(fixture, '/runbooks/A')).toMatchObject({ status: 200, text: '<!doctype html><title>Page</title>' })
  })

  test.each(['B', 'toString', '__proto__', 'A/B', '..%2Fsecret.json', ''])('is not %j', async (name) => {
    const fixture = await served()
    fixture.board.keep({ url: 'http://grafana:3000/runbooks', texts: { A: text } })
    expect(await ask(fixture, `/api/runbooks/${name}`)).toMatchObject({ status: 404 })
  })
})

group('the state', () => {
  const dashboard = { uid: 'a', title: 'A', json: { panels: [] } }

  test('tells dashboards, problems and data, with a version that grows', async () => {
    const fixture = await served()
    const state = async () => JSON.parse((await ask(fixture, '/api/state')).text)
    const first = await state()
    expect(first).toMatchObject({ dashboards: [], problems: [], data: { source: 'embedded', says: 'Not yet' } })
    fixture.board.show([dashboard])
    const second = await state()
    expect(second).toMatchObject({ dashboards: [dashboard], problems: [] })
    fixture.board.show(fixture.board.state.dashboards, ['error  x'])
    expect(await state()).toMatchObject({ dashboards: [dashboard], problems: ['error  x'] })
    fixture.board.connect({ source: fixture.source, scrapeInterval: 30, kind: 'prometheus' })
    const last = await state()
    expect(last.data).toEqual({
      source: 'prometheus',
      revision: 2,
      says: 'Echo',
      now: 1_700_000_000_000,
      scrapeInterval: 30,
    })
    expect(first.version < second.version && second.version < last.version).toBe(true)
  })

  test('has links to the runbooks of the definitions here, wherever they are published', async () => {
    const fixture = await served()
    const there = 'http://grafana:3000/public/runbooks'
    const urls = [
      `${there}/PyBaseTargetDown.md`,
      `${there}/\${__field.labels.alertname}.md`,
      `${there}-of-others/A.md`,
      'https://example.org/A.md',
    ]
    const linked = (links: readonly string[]) => ({
      ...dashboard,
      json: { panels: [{ title: urls[0], links: links.map((url) => ({ url })) }] },
    })
    fixture.board.show([linked(urls)])
    const shown = async () => JSON.parse((await ask(fixture, '/api/state')).text).dashboards
    expect(await shown()).toEqual([linked(urls)])
    fixture.board.keep({ url: there, texts: {} })
    const here = ['/runbooks/PyBaseTargetDown', '/runbooks/${__field.labels.alertname}', ...urls.slice(2)]
    expect(await shown()).toEqual([linked(here)])
    expect(fixture.board.state.dashboards).toEqual([linked(urls)])
  })

  test('is told as events, at once and at each change, until the page is closed', async () => {
    const { board, serving } = await served()
    const events = await fetch(`${serving.url}/api/events`, { headers: { Cookie: cookieOf(serving) } })
    expect(events.headers.get('content-type')).toBe('text/event-stream')
    let text = ''
    const reading = (async () => {
      for await (const chunk of events.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk
    })().catch(() => 'closed')
    await expect.poll(() => text).toBe(`data: {"version":${board.version}}\n\n`)
    board.show([dashboard])
    await expect.poll(() => text).toContain(`data: {"version":${board.version}}\n\n`)
    await serving.close()
    await reading
  })

  test('forgets the pages that were closed', async () => {
    const { board, serving } = await served()
    const closing = new AbortController()
    await fetch(`${serving.url}/api/events`, { signal: closing.signal, headers: { Cookie: cookieOf(serving) } })
    expect(board.listeners).toBe(1)
    closing.abort()
    await expect.poll(() => board.listeners).toBe(0)
  })
})

test('a port that is taken is named, with the way to another one', async () => {
  const { board, serving } = await served()
  const port = Number(new URL(serving.url).port)
  const error = await serve({ board, dist: '.', port }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Refused)
  expect((error as Refused).problems[0]).toMatchObject({
    what: `The preview cannot listen on 127.0.0.1:${port}: another program has it, perhaps another preview.`,
    next: expect.stringContaining('--port N'),
  })
})
