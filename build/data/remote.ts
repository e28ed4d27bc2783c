import { failed } from './json.ts'
import type { Answer, DataSource } from './source.ts'

/** How long a Prometheus may take for an answer, in milliseconds; less than the half minute after which pages refresh. */
const patience = 20_000

/** In bytes, unpacked: a hundred times what a panel can draw. */
const longest = 32 << 20

interface Options {
  /** Milliseconds; 20 seconds, if not given. */
  readonly timeout?: number
  /** Sent with every question: credentials. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Passes on what a Prometheus answers, errors too. What is no answer of a Prometheus becomes an error as it would write
 * one: `unavailable` with status 502, `timeout` with 504. So does a redirection: a query would get lost on its way; and an answer
 * that is too long, of which no more is read. The address may hold a path.
 */
export function openPrometheus(address: string, { timeout = patience, headers: added = {} }: Options = {}): DataSource {
  const shown = address.replace(/\/+$/, '')
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...added }
  const who = `Prometheus at ${shown}`

  async function answer(path: string, form: URLSearchParams, signal: AbortSignal): Promise<Answer> {
    const late = AbortSignal.timeout(timeout)
    const asked = `${shown}/api/v1/${path}`
    const posted = ['query', 'query_range', 'series'].includes(path)
    const both = { headers, signal: AbortSignal.any([signal, late]), redirect: 'manual' } as const
    const request = posted
      ? fetch(asked, { ...both, method: 'POST', body: form.toString() })
      : fetch(`${asked}?${form}`, both)
    try {
      const response = await request
      const body = await bodyOf(response)
      if (body === undefined)
        return failed('unavailable', `${who} answers with more than ${longest >> 20} MB, and the rest was not read.`)
      const elsewhere = redirectionOf(response, asked)
      if (elsewhere !== undefined) return failed('unavailable', `${who} redirects to ${adviceOf(elsewhere, path)}`)
      if (isJson(response)) return { status: response.status, body }
      const what = `status ${response.status}, ${response.headers.get('content-type') ?? 'no content type'}`
      return failed('unavailable', `${who} answers nothing that a Prometheus would (${what}): is this its address?`)
    } catch (error) {
      if (late.aborted) return failed('timeout', `${who} has not answered for ${timeout / 1000} s.`)
      return failed('unavailable', `${who} does not answer: ${reasonOf(error)}`)
    }
  }

  return { says: who, answer, close: async () => undefined }
}

/** The body, unpacked; `undefined` where it is too long: a small answer may unpack to a large one. */
async function bodyOf({ body }: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop closes the connection.
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > longest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const isJson = (response: Response): boolean => /^application\/json\b/.test(response.headers.get('content-type') ?? '')

/** Where an answer sends us, without what may be a secret there. */
function redirectionOf({ status, headers }: Response, asked: string): string | undefined {
  const location = headers.get('location')
  if (status < 300 || status > 399 || location === null || !URL.canParse(location, asked)) return undefined
  const { origin, pathname } = new URL(location, asked)
  return `${origin}${pathname}`
}

/** The same question elsewhere is asked of a Prometheus; anything else may be where one logs in. */
function adviceOf(elsewhere: string, path: string): string {
  const question = `/api/v1/${path}`
  return elsewhere.endsWith(question)
    ? `${elsewhere.slice(0, -question.length)}: give that address to --prometheus.`
    : `${elsewhere}: is this its address?`
}

/** What went wrong on the way, as Node says it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message
}
