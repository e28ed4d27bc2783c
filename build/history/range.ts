import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Client } from '../doctor/client/client.ts'
import { Unanswered } from '../doctor/client/unanswered.ts'
import { ask, numberOf } from '../doctor/prometheus/api.ts'
import type { LabelSet, Sample } from '../promql/evaluate/series.ts'

/** Moments one interval apart. All in Unix milliseconds; `until` is one of them. */
export interface Moments {
  readonly from: number
  readonly until: number
  readonly interval: number
}

/** What a condition answered at some neighbouring moments; what is not in `at` was empty. */
export interface Piece extends Moments {
  readonly at: ReadonlyMap<number, readonly Sample[]>
  /** Why it has no answer: an evaluation at this one moment fails. */
  readonly failed?: string
}

/** Prometheus refuses a query whatever it remembers. */
export class NoQuery extends Error {}

/** Prometheus answers no more than 11,000 points of a series at once. */
const mostPoints = 10_000
/** Milliseconds before each further try, where the network or a proxy failed. */
const waits = [500, 2000, 5000]

const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: z.record(z.string(), z.string()),
      values: z.array(z.tuple([z.number(), z.string()])).default([]),
    }),
  ),
})

/**
 * Asks a query over a long time in pieces, one after the other, in the order of time. A piece that is too much for the server
 * is halved, down to one moment, which then has failed. Throws `NoQuery`, and `Unanswered` where the server is gone.
 */
export async function* range(client: Client, query: string, { from, until, interval }: Moments): AsyncGenerator<Piece> {
  let most = mostPoints
  let points = most
  for (let start = from; start <= until; ) {
    const end = Math.min(until, start + (points - 1) * interval)
    const piece = await pieceOf(client, query, { from: start, until: end, interval })
    if (typeof piece === 'string') {
      points = Math.max(1, Math.floor(((end - start) / interval + 1) / 2))
      // What is slow here is slow everywhere; what fails here need not fail elsewhere.
      if (piece === 'slow') most = points
      continue
    }
    points = piece.failed === undefined ? Math.min(most, points * 2) : most
    yield piece
    start = end + interval
  }
}

async function pieceOf(client: Client, query: string, moments: Moments): Promise<Piece | 'slow' | 'fails'> {
  for (const wait of [...waits, undefined]) {
    try {
      return { ...moments, at: await answer(client, query, moments) }
    } catch (error) {
      if (!(error instanceof Unanswered) || error.isOver) throw error
      if (error.status === 400) throw new NoQuery(error.what)
      const isSlow = error.isTooLong || error.status === 503 || error.status === 504
      if (isSlow || error.status === 422) {
        if (moments.from === moments.until) return { ...moments, at: new Map(), failed: error.what }
        return isSlow ? 'slow' : 'fails'
      }
      if (wait === undefined || !isPassing(error)) throw error
      await sleep(wait)
    }
  }
  throw new Error('the last try answers or throws')
}

/** What may be otherwise in a moment: a connection that was lost, a proxy without its server, a limit of questions. */
const isPassing = ({ status }: Unanswered): boolean => status === undefined || status === 429 || status >= 500

async function answer(client: Client, query: string, { from, until, interval }: Moments) {
  const parameters = { query, start: seconds(from), end: seconds(until), step: seconds(interval) }
  const { result } = await ask(client.anew(), matrix, 'query_range', parameters)
  const at = new Map<number, Sample[]>()
  for (const { metric, values } of result)
    for (const [time, value] of values) {
      const moment = Math.round(time * 1000)
      const samples = at.get(moment) ?? []
      at.set(moment, samples)
      samples.push({ labels: metric as LabelSet, value: numberOf(value) })
    }
  return at
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)
