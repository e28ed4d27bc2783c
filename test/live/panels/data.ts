import * as z from 'zod'
import { parseDuration } from '../../../build/promql/duration.ts'
import { parse } from '../../../build/promql/parse.ts'
import { print } from '../../../build/promql/print.ts'
import { mapSelectors } from '../../../build/promql/walk.ts'
import { ask } from '../stack/api.ts'
import type { Asked } from './asked.ts'
import { closest, interpolate } from './interpolate.ts'

const answer = z.object({
  result: z.array(
    z.object({
      value: z.tuple([z.number(), z.string()]).optional(),
      values: z.array(z.tuple([z.number(), z.string()])).optional(),
    }),
  ),
})

/** An offset beyond the age of the run reaches no data: it is replaced by this one. */
export const shortOffset = '5s'
const longestOffset = 3_600_000

/** Whether a query reads further back than a run can last. */
export const readsLongAgo = ({ expr, how }: Asked): boolean =>
  how !== 'values' &&
  [...expr.matchAll(/\boffset (\w+)/g)].some(([, offset = '']) => parseDuration(offset) > longestOffset)

/** Whether Prometheus answers a dashboard's query with data: with a number, over the whole run where a range is shown. */
export async function hasData(prometheus: string, asked: Asked, startedAt: number): Promise<boolean> {
  const text = interpolate(asked.expr, { ...asked.variables, ...closest(1) })
  if (asked.how === 'values') return (await labelValues(prometheus, text)) > 0
  const query = readsLongAgo(asked) ? withShortOffsets(text) : text
  const now = Date.now() / 1000
  const span = { start: String(startedAt), end: String(now), step: '1' }
  const { result } = answer.parse(
    asked.how === 'instant'
      ? await ask(prometheus, 'query', { query, time: String(now) })
      : await ask(prometheus, 'query_range', { query, ...span }),
  )
  const numbers = result.flatMap(({ value, values }) => values ?? (value === undefined ? [] : [value]))
  return numbers.some(([, number]) => number !== 'NaN')
}

const withShortOffsets = (query: string): string =>
  print(
    mapSelectors(parse(query), (selector) =>
      selector.is === 'selector' && selector.offset !== undefined ? { ...selector, offset: shortOffset } : selector,
    ),
  )

/** How many values `label_values(selector, label)` offers. */
async function labelValues(prometheus: string, query: string): Promise<number> {
  const [, selector, label] = /^label_values\((.+), (\w+)\)$/s.exec(query) ?? []
  if (selector === undefined || label === undefined) throw new Error(`${query} is no label_values()`)
  const values = z.array(z.string()).parse(await ask(prometheus, `label/${label}/values`, { 'match[]': selector }))
  return values.length
}
