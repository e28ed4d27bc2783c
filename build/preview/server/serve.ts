import { createServer, type Server } from 'node:http'
import { Refused } from '../../findings/problem.ts'
import { type Exchange, sendJson, sendRefusal, sendText } from './answer.ts'
import type { Board } from './board.ts'
import { sendEvents } from './events.ts'
import { sendFile } from './files.ts'
import { refusalOf } from './guard.ts'
import { sendAnswer } from './prometheus.ts'
import { runbookAt, stateText } from './runbooks.ts'
import { admission, isAdmitted, isSame, newToken, parameter } from './token.ts'

export interface Served {
  /** What is shown. */
  readonly board: Board
  /** The folder of the built page. */
  readonly dist: string
  /** 0 takes any free one. */
  readonly port: number
  /** What admits to it; a new one, if not given. */
  readonly token?: string
}

/** A server that listens. */
export interface Serving {
  /** `http://127.0.0.1:3100` */
  readonly url: string
  /** The address that admits a browser: `http://127.0.0.1:3100/?token=…`. */
  readonly entry: string
  /** Ends every connection. */
  close(): Promise<void>
}

/**
 * Serves the page, what it shows and the data, on loopback only and to browsers that have the token. Throws `Refused` where
 * the port cannot be had.
 */
export async function serve({ board, dist, port, token = newToken() }: Served): Promise<Serving> {
  const server = createServer((request, response) => {
    const exchange = { request, response }
    answer(exchange, { board, dist, token }).catch((error: unknown) => {
      // A connection that is cut while it is read concerns nobody.
      if (!request.destroyed) console.error(`${request.method} ${request.url}: ${String(error)}`)
      sendRefusal(exchange, { status: 500, why: 'The preview failed to answer; its terminal says more.' })
    })
  })
  await listen(server, port)
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://127.0.0.1:${taken}`,
    entry: `http://127.0.0.1:${taken}/?${parameter}=${token}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function answer(exchange: Exchange, { board, dist, token }: Required<Omit<Served, 'port'>>): Promise<void> {
  const url = urlOf(exchange.request.url)
  if (url === undefined) return sendRefusal(exchange, { status: 400, why: 'The address cannot be read.' })
  const refusal = refusalOf(exchange.request, url.pathname)
  if (refusal !== undefined) return sendRefusal(exchange, refusal)
  if (!isAdmitted(exchange.request, exchange.request.socket.localPort ?? 0, token)) return admit(exchange, url, token)
  if (url.pathname === '/api/state') return sendJson(exchange, 200, stateText(board.state, board.runbooks))
  if (url.pathname === '/api/events') return sendEvents(exchange, board)
  if (url.pathname.startsWith('/api/runbooks/')) {
    const text = runbookAt(url.pathname, board.runbooks)
    return text === undefined
      ? sendRefusal(exchange, { status: 404, why: 'There is no such runbook.' })
      : sendText(exchange, text)
  }
  if (url.pathname.startsWith('/prometheus/')) return sendAnswer(exchange, board.source, url)
  return sendFile(exchange, dist, url.pathname)
}

/** Admits a browser that comes with the token, and leads it on without: addresses are copied, kept and looked at. */
function admit(exchange: Exchange, url: URL, token: string): void {
  const { method, socket } = exchange.request
  if (method === 'GET' && isSame(url.searchParams.get(parameter) ?? '', token)) {
    url.searchParams.delete(parameter)
    const headers = {
      // Two slashes would begin another host.
      Location: `${url.pathname.replace(/^\/+/, '/')}${url.search}`,
      'Set-Cookie': admission(socket.localPort ?? 0, token),
    }
    sendRefusal(exchange, { status: 303, why: 'Admitted.', headers })
  } else sendRefusal(exchange, { status: 403, why: 'Open the address that `npm run preview` printed: it has a token.' })
}

/** Only addresses of this server: a proxy's would be whole URLs. */
const urlOf = (path = ''): URL | undefined =>
  path.startsWith('/') && !path.startsWith('//') && URL.canParse(path, 'http://127.0.0.1')
    ? new URL(path, 'http://127.0.0.1')
    : undefined

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(refused(port, error)))
    server.listen(port, '127.0.0.1', () => done())
  })

function refused(port: number, { code, message }: NodeJS.ErrnoException): Refused {
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program has it, perhaps another preview',
    EACCES: 'the system reserves it',
  }
  return new Refused({
    where: `port ${port}`,
    what: `The preview cannot listen on 127.0.0.1:${port}: ${why[code ?? ''] ?? message}.`,
    next: 'Name another port with --port N, or --port 0 for any that is free.',
  })
}
