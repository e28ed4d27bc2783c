import type { IncomingMessage } from 'node:http'
import type { DataSource } from '../../data/source.ts'
import { messageOf } from '../../findings/problem.ts'
import { type Exchange, sendJson, sendRefusal } from './answer.ts'

/** What may be asked; a Prometheus also has paths that change it. */
const known = /^\/prometheus\/api\/v1\/(query|query_range|series|label\/[a-zA-Z_]\w*\/values)$/

/** In bytes: the longest query of a dashboard is a hundredth of it. */
const largest = 64 << 10

/** Answers a question of the page from the data source. An error is answered as Prometheus would. */
export async function sendAnswer(exchange: Exchange, source: DataSource | undefined, url: URL): Promise<void> {
  const { request, response } = exchange
  const [, path] = known.exec(url.pathname) ?? []
  if (path === undefined) return sendRefusal(exchange, { status: 404, why: 'Only queries are answered here.' })
  const form = request.method === 'POST' ? await formOf(exchange) : url.searchParams
  if (form === undefined) return
  if (source === undefined) return sendJson(exchange, 503, failure('There is no data yet.'))
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    const { status, body } = await source.answer(path, form, gone.signal)
    sendJson(exchange, status, body)
  } catch (error) {
    sendJson(exchange, 502, failure(messageOf(error)))
  }
}

const failure = (error: string): string => JSON.stringify({ status: 'error', errorType: 'unavailable', error })

/** The fields of a form; `undefined` where the request was refused. */
async function formOf(exchange: Exchange): Promise<URLSearchParams | undefined> {
  const { request } = exchange
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
    sendRefusal(exchange, { status: 415, why: 'Queries are sent as application/x-www-form-urlencoded.' })
    return undefined
  }
  const body = await bodyOf(request)
  if (body !== undefined) return new URLSearchParams(body)
  const why = `A query has at most ${largest >> 10} kB.`
  sendRefusal(exchange, { status: 413, why, headers: { Connection: 'close' } })
  return undefined
}

/** The body of a request; `undefined` where it is too large. Reads no further than that. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return undefined
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop must not cut the connection before the refusal is sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
