import * as z from 'zod'

const answer = z.object({ data: z.unknown() })

/** `data` of a path below Prometheus' `/api/v1/`. Throws with the answer when it is refused. */
export async function prometheus(path: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:9090/api/v1/${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return answer.parse(await response.json()).data
}

const vector = z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) })

/** The values that a query has now, as text. */
export const valuesOf = async (query: string): Promise<readonly string[]> =>
  vector.parse(await prometheus(`query?query=${encodeURIComponent(query)}`)).result.map(({ value }) => value[1])

/** An objection while a query has not exactly this one value. */
export const unless = async (query: string, value: string): Promise<string | undefined> => {
  const found = await valuesOf(query).catch((error: Error) => [error.message])
  return found.length === 1 && found[0] === value
    ? undefined
    : `${query} is ${found.join(', ') || 'empty'}, not ${value}`
}
