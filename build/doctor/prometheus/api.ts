import * as z from 'zod'
import type { Client, Parameters } from '../client/client.ts'

/** What Prometheus has at `/api/v1/PATH`, as data of this shape. Throws `Unanswered`, with Prometheus' own words. */
export async function ask<T>(
  client: Client,
  shape: z.ZodType<T>,
  path: string,
  parameters: Parameters = {},
): Promise<T> {
  const answer = z.object({ status: z.literal('success'), data: shape })
  return (await client.json(answer, `/api/v1/${path}`, parameters)).data as T
}

/** One element of an instant vector. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const point = z.tuple([z.number(), z.string()])
const vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: point })),
})

/** The instant vector that a query answers now. */
export async function queryNow(client: Client, query: string): Promise<readonly Sample[]> {
  const { result } = await ask(client, vector, 'query', { query })
  return result.map(({ metric, value: [, text] }) => ({ labels: metric, value: numberOf(text) }))
}

const scalar = z.object({ resultType: z.literal('scalar'), result: point })

/** The number that a query of a scalar answers now. */
export async function scalarNow(client: Client, query: string): Promise<number> {
  return numberOf((await ask(client, scalar, 'query', { query })).result[1])
}

/** A number as Prometheus writes it: `NaN`, `+Inf`. */
export const numberOf = (text: string): number => Number(text.replace('Inf', 'Infinity'))

/** Prometheus' own time, in whole Unix seconds. It is asked once, so that all questions about the last hour agree. */
export const timeOf = async (client: Client): Promise<number> => Math.floor(await scalarNow(client, 'time()'))
