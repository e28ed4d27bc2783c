import { connect } from '../../build/doctor/client/connect.ts'
import type { Context } from '../../build/doctor/context.ts'
import type { Examination, Outcome } from '../../build/doctor/examination.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { root } from '../support/root.ts'
import { serve } from './serve.ts'

/** The definitions of the repository. */
export const model = resolve(await load(root))

/** What Prometheus answers at `/api/v1/PATH`: the `data` for a query's parameters, or an error's text. */
export type Answers = Readonly<Record<string, (parameters: URLSearchParams) => unknown>>

/** What an examination says of a Prometheus that answers like this, for what a real one does rarely. */
export async function examined(
  examination: Examination,
  answers: Answers,
  context: Partial<Context> = {},
): Promise<Outcome> {
  const { url } = await serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const data = answers[pathname.replace('/api/v1/', '')]?.(searchParams)
    const refused = data === undefined || data instanceof Error
    response.writeHead(refused ? 422 : 200, { 'content-type': 'application/json' })
    const error = data instanceof Error ? data.message : 'unknown'
    response.end(JSON.stringify(refused ? { status: 'error', error } : { status: 'success', data }))
  })
  return examinedAt(examination, url, context)
}

/** What an examination says of the Prometheus at a URL. */
export function examinedAt(examination: Examination, url: string, context: Partial<Context> = {}): Promise<Outcome> {
  const client = connect({ insecure: false, environment: {} })
  return examination.run({ model, artifacts: [], servers: { prometheus: client('prometheus', url) }, ...context })
}

const now = 1_700_000_000

/** The answer to `time()`; `undefined` for any other query. */
export const timeAnswer = (parameters: URLSearchParams): unknown =>
  parameters.get('query') === 'time()' ? { resultType: 'scalar', result: [now, String(now)] } : undefined

/** An instant vector of one element. */
export const one = (value: string, metric: Readonly<Record<string, string>> = {}) => ({
  resultType: 'vector',
  result: [{ metric, value: [now, value] }],
})

export const none = { resultType: 'vector', result: [] }

/** A range of one series with one value. */
export const range = (value: string) => ({ resultType: 'matrix', result: [{ metric: {}, values: [[now, value]] }] })
