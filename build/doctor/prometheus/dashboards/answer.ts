import * as z from 'zod'
import { printLine } from '../../../promql/print.ts'
import type { Context } from '../../context.ts'
import { ask, numberOf, timeOf } from '../api.ts'
import { type Asked, shownSeconds } from './asked.ts'

const point = z.tuple([z.number(), z.string()])
const answer = z.object({
  resultType: z.string(),
  // The result of a scalar is a single point, taken apart.
  result: z.array(z.unknown()),
  stats: z.object({ samples: z.object({ totalQueryableSamples: z.number(), peakSamples: z.number() }) }).optional(),
})
const series = z.object({ value: point.optional(), values: z.array(point).optional() })

/** What a panel's query answers over the last hour, and what it costs, in samples. */
export interface Answer {
  /** Whether there is a number to draw: NaN is none. */
  readonly hasData: boolean
  /** The samples that Prometheus read. */
  readonly samples: number
  /** The most that it held in memory at once. */
  readonly peak: number
}

/** Asks as Grafana does. The same question is sent once, however many examinations ask it. */
export async function answerTo({ servers: { prometheus } }: Context, asked: Asked): Promise<Answer> {
  const query = printLine(asked.expr)
  const end = await timeOf(prometheus)
  const { resultType, result, stats } =
    asked.step === undefined
      ? await ask(prometheus, answer, 'query', { query, time: String(end), stats: 'all' })
      : await ask(prometheus, answer, 'query_range', {
          query,
          start: String(end - shownSeconds),
          end: String(end),
          step: String(asked.step),
          stats: 'all',
        })
  const numbers = result.flatMap((each) => {
    const { value, values } = series.safeParse(each).data ?? {}
    return values ?? (value === undefined ? [] : [value])
  })
  return {
    hasData: resultType === 'scalar' || numbers.some(([, text]) => !Number.isNaN(numberOf(text))),
    samples: stats?.samples.totalQueryableSamples ?? 0,
    peak: stats?.samples.peakSamples ?? 0,
  }
}
