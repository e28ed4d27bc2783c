import type { IncomingMessage, ServerResponse } from 'node:http'
import { commonHeaders, type Refusal } from './guard.ts'

/** A request and where its answer goes. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Sends an answer as a whole; to HEAD only its headers. */
export function send(
  { request, response }: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): void {
  if (response.headersSent || response.destroyed) return
  const length = String(Buffer.byteLength(body))
  response.writeHead(status, { ...commonHeaders, 'Cache-Control': 'no-store', ...headers, 'Content-Length': length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

export const sendJson = (exchange: Exchange, status: number, body: string | Uint8Array): void =>
  send(exchange, status, { 'Content-Type': 'application/json; charset=utf-8' }, body)

export const sendText = (exchange: Exchange, body: string): void =>
  send(exchange, 200, { 'Content-Type': 'text/plain; charset=utf-8' }, body)

export const sendRefusal = (exchange: Exchange, { status, why, headers }: Refusal): void =>
  send(exchange, status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, `${why}\n`)
