import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { connect } from '../../build/doctor/client/connect.ts'
import { NoQuery, type Piece, range } from '../../build/history/range.ts'
import { serve } from '../doctor/serve.ts'

const interval = 15_000
const from = 1_700_000_000_123
const until = from + 24_999 * interval

interface Asked {
  readonly start: number
  readonly end: number
  /** How many moments. */
  readonly points: number
}

/** Answers a range as Prometheus does, with 1 at each moment, unless `refuse` has answered otherwise. */
async function asked(refuse: (asked: Asked, response: ServerResponse, nth: number) => boolean) {
  const questions: Asked[] = []
  const { url } = await serve((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    const [start = 0, end = 0, step = 1] = ['start', 'end', 'step'].map((name) =>
      Math.round(Number(searchParams.get(name)) * 1000),
    )
    const question = { start, end, points: Math.round((end - start) / step) + 1 }
    questions.push(question)
    if (refuse(question, response, questions.length)) return
    const values = Array.from({ length: question.points }, (_, at) => [(start + at * step) / 1000, '1'])
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }),
    )
  })
  const client = connect({ insecure: false, environment: {} })('prometheus', url)
  const pieces: Piece[] = []
  for await (const piece of range(client, 'up', { from, until, interval })) pieces.push(piece)
  return { pieces, questions }
}

const error = (response: ServerResponse, status: number, type: string, message: string): true => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ status: 'error', errorType: type, error: message }))
  return true
}

/** Every moment, once and in order. */
const momentsOf = (pieces: readonly Piece[]): readonly number[] => pieces.flatMap(({ at }) => [...at.keys()])
const all = Array.from({ length: 25_000 }, (_, at) => from + at * interval)

test('a long past is asked in pieces of at most ten thousand moments', async () => {
  const { pieces, questions } = await asked(() => false)
  expect(questions.map(({ points }) => points)).toEqual([10_000, 10_000, 5_000])
  expect(momentsOf(pieces)).toEqual(all)
})

test('what takes too long is halved, once and for all', async () => {
  const { pieces, questions } = await asked(
    ({ points }, response) => points > 3_000 && error(response, 503, 'timeout', 'query timed out'),
  )
  expect(momentsOf(pieces)).toEqual(all)
  expect(questions.filter(({ points }) => points > 3_000)).toHaveLength(2)
})

test('an evaluation that fails is one moment, and the others have their answers', async () => {
  const bad = from + 12_345 * interval
  const { pieces, questions } = await asked(
    ({ start, end }, response) =>
      start <= bad && bad <= end && error(response, 422, 'execution', 'many-to-many matching not allowed'),
  )
  expect(momentsOf(pieces)).toEqual(all.filter((at) => at !== bad))
  expect(pieces.filter(({ failed }) => failed !== undefined)).toMatchObject([
    { from: bad, until: bad, failed: expect.stringContaining('many-to-many matching not allowed') },
  ])
  expect(questions.length).toBeLessThan(60)
})

test('a connection that is lost is tried again', async () => {
  const { pieces, questions } = await asked((_, response, nth) => {
    if (nth === 2) response.socket?.destroy()
    return nth === 2
  })
  expect(momentsOf(pieces)).toEqual(all)
  expect(questions).toHaveLength(4)
})

test('what Prometheus does not understand is asked once', async () => {
  await expect(
    asked((_, response) => error(response, 400, 'bad_data', 'unknown function with name "mad"')),
  ).rejects.toThrow(NoQuery)
})
