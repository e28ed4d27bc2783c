import type { IncomingMessage, ServerResponse } from 'node:http'
import { listening } from '../../../support/listening.ts'

/** A request as it arrived: `query_range`, and its form. */
export interface Seen {
  readonly path: string
  readonly form: Readonly<Record<string, string>>
}

/** Speaks Prometheus' API on loopback until the test is over: `answer` gives the body, as JSON or as text. */
export async function apiServer(answer: (seen: Seen, response: ServerResponse) => unknown) {
  const seen: Seen[] = []
  const address = await listening(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const form = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)) : url.searchParams
    const one = { path: url.pathname.replace('/api/v1/', ''), form: Object.fromEntries(form) }
    seen.push(one)
    const body = await answer(one, response)
    if (!response.writableEnded) response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  return { address, seen }
}

export const success = (data: unknown, more: object = {}) => ({ status: 'success', data, ...more })
export const vector = (...result: readonly unknown[]) => success({ resultType: 'vector', result })
export const matrix = (...result: readonly unknown[]) => success({ resultType: 'matrix', result })

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}
