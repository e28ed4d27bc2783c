/** A series of an answer: its labels and what it was at each time; `value` of an instant query, `values` of a range. */
export interface PromSeries {
  readonly metric: Readonly<Record<string, string>>
  /** Unix seconds, and the number as Prometheus prints it. */
  readonly values?: readonly (readonly [number, string])[]
  readonly value?: readonly [number, string]
}

/** What Prometheus answers, with what it has to say about it. */
export interface Answered {
  readonly data: unknown
  readonly warnings: readonly string[]
  readonly infos: readonly string[]
}

/** What a panel shows instead of data: Prometheus' own words, or that it does not answer. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed'
}

/** What somebody is told of an error. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** One request below `/api/v1/`. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST'
  /** `query_range`, or `label/job/values`. */
  readonly path: string
  readonly form: Readonly<Record<string, string>>
}

/** Asks the API at an address. Throws `QueryFailed`, or the signal's reason where that was aborted. */
export async function callApi(
  address: string,
  { method, path, form }: ApiRequest,
  signal: AbortSignal,
): Promise<Answered> {
  const url = `${address}/api/v1/${path}`
  const body = new URLSearchParams(form)
  try {
    const response = await (method === 'POST'
      ? fetch(url, { method, body, signal })
      : fetch(`${url}?${body}`, { signal }))
    return read(await response.text(), response.status)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof QueryFailed) throw error
    throw new QueryFailed('The server of this preview does not answer: does `npm run preview` still run?', {
      cause: error,
    })
  }
}

function read(text: string, status: number): Answered {
  const answer = parsed(text)
  if (answer === undefined) {
    const start = text.trim().slice(0, 80)
    throw new QueryFailed(`Prometheus answered ${status}, and not with JSON: ${start === '' ? 'nothing' : start}`)
  }
  const { data, error, errorType } = answer
  if (answer.status === 'success') return { data, warnings: texts(answer.warnings), infos: texts(answer.infos) }
  if (typeof error !== 'string') throw new QueryFailed(`Prometheus answered ${status} without saying why.`)
  throw new QueryFailed(typeof errorType === 'string' && errorType !== 'unavailable' ? `${errorType}: ${error}` : error)
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
