import { request as http, type IncomingMessage } from 'node:http'
import { request as https } from 'node:https'
import { rootCertificates } from 'node:tls'

/** What a server sent, read to its end. */
export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

export interface Transport {
  /** Sent with the request: credentials, in `authorization`. */
  readonly headers: Readonly<Record<string, string>>
  readonly tls: { readonly ca?: string; readonly insecure: boolean }
  /** For the whole answer, in milliseconds. */
  readonly timeout: number
  /** In bytes; a longer answer is cut off. */
  readonly longest: number
  /** Ends all requests. */
  readonly signal: AbortSignal
}

/** Why an answer could not be read, where the network does not say so itself. */
export class Interrupted extends Error {
  readonly why: 'timeout' | 'length' | 'deadline'

  constructor(why: Interrupted['why']) {
    super(why)
    this.name = 'Interrupted'
    this.why = why
  }
}

/** Sends one GET. Redirects are not followed. Throws `Interrupted` or the error of the network. */
export async function get(url: string, transport: Transport): Promise<Received> {
  const { headers, tls, timeout, longest, signal } = transport
  const late = AbortSignal.timeout(timeout)
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        // A compressed answer could be much longer than it looks.
        headers: { accept: 'application/json', 'accept-encoding': 'identity', ...headers },
        signal: AbortSignal.any([signal, late]),
        agent: false as const,
        ...(tls.ca !== undefined && { ca: [...rootCertificates, tls.ca] }),
        rejectUnauthorized: !tls.insecure,
      }
      const sent = url.startsWith('https:') ? https(url, options, resolve) : http(url, options, resolve)
      sent.once('error', reject).end()
    })
    return { status: response.statusCode ?? 0, headers: response.headers, body: await bodyOf(response, longest) }
  } catch (error) {
    if (signal.aborted) throw new Interrupted('deadline')
    throw late.aborted ? new Interrupted('timeout') : error
  }
}

async function bodyOf(response: IncomingMessage, longest: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    // Leaving the loop closes the connection.
    if (length > longest) throw new Interrupted('length')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
