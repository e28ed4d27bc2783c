import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** Why a request is refused. */
export interface Refusal {
  readonly status: number
  readonly why: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The page reads data that may be confidential: nothing of it may run or be framed elsewhere, and nothing leaves. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    // The components write their styles when they are drawn.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** What is wrong with where a request comes from or what it wants to do; `undefined` for those of the page itself. */
export function refusalOf({ method = '', headers }: IncomingMessage, path: string): Refusal | undefined {
  const allowed = path.startsWith('/prometheus/') ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD']
  // A name that an attacker's name server points at this machine would make his page ours.
  if (!isLoopback(headers.host)) return forbidden('This server answers only to localhost and 127.0.0.1.')
  if (isForeign(headers, path)) return forbidden('This server answers only to its own page.')
  if (!allowed.includes(method))
    return { status: 405, why: `Only ${allowed.join(', ')}.`, headers: { Allow: allowed.join(', ') } }
  return undefined
}

const forbidden = (why: string): Refusal => ({ status: 403, why })

const isLoopback = (host = ''): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host)

/** Whether another page makes the request. A link from another page to one of ours is followed. */
function isForeign(headers: IncomingHttpHeaders, path: string): boolean {
  const { origin, host } = headers
  if (origin !== undefined && origin !== `http://${host}`) return true
  const site = headers['sec-fetch-site'] ?? 'none'
  const isLink = headers['sec-fetch-mode'] === 'navigate' && !/^\/(?:api|prometheus)\//.test(path)
  return site !== 'none' && site !== 'same-origin' && !isLink
}
