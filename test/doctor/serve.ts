import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { onTestFinished } from 'vitest'

/** A server that does what a test wants. */
export interface Served {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** What was asked, in order. */
  readonly requests: readonly IncomingMessage[]
}

const start = async (server: Server, scheme: string, requests: IncomingMessage[]): Promise<Served> => {
  server.on('request', (request) => requests.push(request))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return { url: `${scheme}://127.0.0.1:${address.port}`, requests }
}

/** Serves on a free port of the loopback interface until the test is finished. */
export const serve = (listener: RequestListener): Promise<Served> => start(createServer(listener), 'http', [])

/** The certificate of `serveSecurely` and its key. */
export const selfSigned = new URL('fixtures/self-signed.pem', import.meta.url)

/** The same over TLS, with a certificate that nobody else has signed. */
export const serveSecurely = (listener: RequestListener): Promise<Served> => {
  const pem = readFileSync(selfSigned)
  return start(createSecureServer({ key: pem, cert: pem }, listener), 'https', [])
}

/** Answers everything alike. */
export const always =
  (body: string, { status = 200, type = 'application/json' } = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }
