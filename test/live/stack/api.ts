import * as z from 'zod'

const answer = z.object({ status: z.string(), data: z.unknown().optional(), error: z.string().optional() })

/** `data` of Prometheus' `/api/v1/PATH`. Throws Prometheus' own error when it refuses the request. */
export async function ask(
  address: string,
  path: string,
  params: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const response = await fetch(`http://${address}/api/v1/${path}?${new URLSearchParams(params)}`)
  const { status, data, error } = answer.parse(await response.json())
  if (status === 'success') return data
  throw new Error(`Prometheus refuses ${path} ${JSON.stringify(params)}: ${error ?? response.status}`)
}

const vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
})

/** One element of an instant vector. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** The instant vector that a query answers now. Throws Prometheus' own error when it refuses the query. */
export async function queryNow(address: string, query: string): Promise<readonly Sample[]> {
  const { result } = vector.parse(await ask(address, 'query', { query }))
  return result.map(({ metric, value: [, text] }) => ({
    labels: metric,
    value: Number(text.replace('Inf', 'Infinity')),
  }))
}

/** Whether a server answers a GET with a status that says so. */
export const answers = (url: string) => async (): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok
