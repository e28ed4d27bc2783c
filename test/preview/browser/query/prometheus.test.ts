import { expect, onTestFinished, test, vi } from 'vitest'
import { Prometheus } from '../../../../build/preview/app/query/prometheus.ts'
import { apiServer, matrix, success, vector } from './server.ts'

const up = { metric: { job: 'node' }, value: [1000, '1'] }
const ask = (prometheus: Prometheus, expr: string, signal?: AbortSignal) =>
  prometheus.ask({ kind: 'instant', expr, time: 1000 }, signal)

/** A promise that is settled from outside. */
function gate() {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

test('a question is asked once until a refresh, however often it comes', async () => {
  const { address, seen } = await apiServer(() => vector(up))
  const prometheus = new Prometheus(address)
  const [one, other] = await Promise.all([ask(prometheus, 'up'), ask(prometheus, 'up')])
  expect(one).toEqual({ series: [up], warnings: [], infos: [] })
  expect(other).toEqual(one)
  await ask(prometheus, 'down')
  expect(seen.map(({ form }) => form)).toEqual([
    { query: 'up', time: '1000' },
    { query: 'down', time: '1000' },
  ])
  expect(prometheus.generation).toBe(0)
  prometheus.refresh()
  await ask(prometheus, 'up')
  expect([seen.length, prometheus.generation]).toEqual([3, 1])
})

test('a slow Prometheus is asked four questions at a time', async () => {
  const go = gate()
  const four = gate()
  let open = 0
  let most = 0
  const { address, seen } = await apiServer(async () => {
    most = Math.max(most, ++open)
    if (open === 4) four.open()
    await go.promise
    open--
    return vector()
  })
  const prometheus = new Prometheus(address)
  const all = Array.from({ length: 20 }, (_, at) => ask(prometheus, `up == ${at}`))
  await four.promise
  expect(seen.length).toBe(4)
  go.open()
  await Promise.all(all)
  expect([seen.length, most]).toEqual([20, 4])
})

test('a request is aborted when the last who waits for it leaves, and not before', async () => {
  const arrived = gate()
  const gone = gate()
  const { address, seen } = await apiServer(async (_, response) => {
    if (seen.length > 1) return vector(up)
    response.once('close', gone.open)
    arrived.open()
    return gone.promise
  })
  const prometheus = new Prometheus(address)
  const [one, other] = [new AbortController(), new AbortController()]
  const answers = [ask(prometheus, 'up', one.signal), ask(prometheus, 'up', other.signal)]
  await arrived.promise
  one.abort()
  await expect(answers[0]).rejects.toThrow('aborted')
  // The other still waits: whoever comes now waits for the same request.
  const late = new AbortController()
  const third = ask(prometheus, 'up', late.signal)
  expect(seen.length).toBe(1)
  other.abort()
  late.abort()
  await expect(answers[1]).rejects.toThrow('aborted')
  await expect(third).rejects.toThrow('aborted')
  await gone.promise
  expect((await ask(prometheus, 'up')).series).toEqual([up])
  expect(seen.length).toBe(2)
})

test('a panel that asks again in the turn in which it left takes over the request', async () => {
  const go = gate()
  const { address, seen } = await apiServer(async () => {
    await go.promise
    return vector(up)
  })
  const prometheus = new Prometheus(address)
  const left = new AbortController()
  const first = ask(prometheus, 'up', left.signal)
  left.abort()
  const second = ask(prometheus, 'up', new AbortController().signal)
  await expect(first).rejects.toThrow('aborted')
  go.open()
  expect((await second).series).toEqual([up])
  expect(seen.length).toBe(1)
})

test('it is busy until what was asked is answered or aborted', async () => {
  const go = gate()
  const { address, seen } = await apiServer(async ({ form }, response) => {
    if (form.query === 'never') return new Promise((resolve) => response.once('close', resolve))
    await go.promise
    return vector(up)
  })
  const prometheus = new Prometheus(address)
  expect(prometheus.isBusy).toBe(false)
  const left = new AbortController()
  const answers = [ask(prometheus, 'up'), ask(prometheus, 'never', left.signal)]
  await vi.waitFor(() => expect(seen.length).toBe(2))
  // A refresh forgets the answers, and not that they are under way.
  prometheus.refresh()
  expect(prometheus.isBusy).toBe(true)
  left.abort()
  await expect(answers[1]).rejects.toThrow('aborted')
  expect(prometheus.isBusy).toBe(true)
  go.open()
  await answers[0]
  await vi.waitFor(() => expect(prometheus.isBusy).toBe(false))
})

test('of very many answers the oldest are forgotten', async () => {
  const { address, seen } = await apiServer(() => vector(up))
  const prometheus = new Prometheus(address)
  for (let at = 0; at < 310; at++) await ask(prometheus, `up == ${at}`)
  expect(seen.length).toBe(310)
  await ask(prometheus, 'up == 309')
  await ask(prometheus, 'up == 100')
  expect(seen.length).toBe(310)
  await ask(prometheus, 'up == 0')
  expect(seen.length).toBe(311)
})

test('what nobody waits for any more is not asked at all', async () => {
  const go = gate()
  const four = gate()
  const { address, seen } = await apiServer(async () => {
    if (seen.length === 4) four.open()
    await go.promise
    return vector()
  })
  const prometheus = new Prometheus(address)
  const busy = Array.from({ length: 4 }, (_, at) => ask(prometheus, `up == ${at}`))
  const left = new AbortController()
  const queued = ask(prometheus, 'up', left.signal)
  await four.promise
  left.abort()
  await expect(queued).rejects.toThrow('aborted')
  go.open()
  await Promise.all(busy)
  await ask(prometheus, 'last')
  expect(seen.map(({ form }) => form.query)).not.toContain('up')
})

test('who has left already asks nothing', async () => {
  const { address } = await apiServer(() => vector(up))
  const sent = vi.spyOn(globalThis, 'fetch')
  onTestFinished(() => sent.mockRestore())
  const prometheus = new Prometheus(address)
  await expect(ask(prometheus, 'up', AbortSignal.abort())).rejects.toThrow('aborted')
  await ask(prometheus, 'last')
  expect(sent).toHaveBeenCalledTimes(1)
})

test.each([
  [400, { status: 'error', errorType: 'bad_data', error: '1:4: parse error: x' }, 'bad_data: 1:4: parse error: x'],
  [
    502,
    { status: 'error', errorType: 'unavailable', error: 'Prometheus does not answer.' },
    'Prometheus does not answer.',
  ],
  [200, '<html>Log in</html>', 'Prometheus answered 200, and not with JSON: <html>Log in</html>'],
  [502, '', 'Prometheus answered 502, and not with JSON: nothing'],
  [200, 'null', 'Prometheus answered 200, and not with JSON: null'],
  [500, {}, 'Prometheus answered 500 without saying why.'],
  [200, success(null), "Prometheus' answer is not in the form of its API."],
  [200, success({ resultType: 'vector', result: [5] }), "Prometheus' answer is not in the form of its API."],
  [200, success({ resultType: 'vector', result: {} }), "Prometheus' answer is not in the form of its API."],
  [200, vector({ metric: {}, value: null }), "Prometheus' answer is not in the form of its API."],
  [200, matrix({ metric: {}, values: [null] }), "Prometheus' answer is not in the form of its API."],
])('an answer with status %s and %j is an error for people', async (status, body, message) => {
  const { address } = await apiServer((_, response) => {
    response.statusCode = status
    return body
  })
  await expect(ask(new Prometheus(address), 'up')).rejects.toThrow(
    expect.objectContaining({ name: 'QueryFailed', message }),
  )
})

test('a server that is gone is an error for people', async () => {
  // Nothing listens to the port 1.
  await expect(ask(new Prometheus('http://127.0.0.1:1'), 'up')).rejects.toThrow(
    expect.objectContaining({ name: 'QueryFailed', message: expect.stringContaining('does not answer') }),
  )
})

test('warnings and infos come with the answer, and scalars and strings are series', async () => {
  const { address } = await apiServer(({ form }) =>
    success(
      form.query === '1'
        ? { resultType: 'scalar', result: [1000, '1'] }
        : { resultType: 'string', result: [1000, 'a "b"'] },
      { warnings: ['slow'], infos: ['not a counter'] },
    ),
  )
  const prometheus = new Prometheus(address)
  expect(await ask(prometheus, '1')).toEqual({
    series: [{ metric: {}, value: [1000, '1'] }],
    warnings: ['slow'],
    infos: ['not a counter'],
  })
  expect((await ask(prometheus, '"a"')).series).toEqual([{ metric: {}, value: [1000, 'a "b"'] }])
})
