import { createDataFrame, type DataFrame, FieldType } from '@grafana/data'
import type { PromSeries } from './api.ts'
import type { Question } from './prometheus.ts'
import { byTime, gridOf, numberOf, timesOf } from './samples.ts'

interface Asked {
  readonly refId: string
  readonly question: Question
}

/** The observations up to an upper edge, by their times in milliseconds. */
interface Bucket {
  readonly edge: number
  readonly name: string
  readonly counts: Map<number, number>
}

/**
 * The buckets of a histogram as one frame: `Time`, and a number field for each bucket, named by its upper edge, ascending,
 * `+Inf` last. A value is what fell into that bucket alone, never negative, and null where there is no sample. Series that
 * differ in more than `le` are added up.
 */
export function heatmapFrame(series: readonly PromSeries[], { refId, question }: Asked): readonly DataFrame[] {
  const buckets = bucketsOf(series)
  const grid = gridOf(question)
  const times = grid === undefined ? [...(buckets.at(-1)?.counts.keys() ?? [])] : timesOf(grid)
  const fields = buckets.map(({ name, counts }, at) => ({
    name,
    type: FieldType.number,
    values: times.map((time) => {
      const count = counts.get(time)
      return count === undefined ? null : Math.max(0, count - below(buckets, at, time))
    }),
  }))
  if (fields.length === 0) return []
  const config = grid === undefined ? {} : { interval: grid.step }
  return [
    createDataFrame({
      refId,
      meta: { executedQueryString: question.expr },
      fields: [{ name: 'Time', type: FieldType.time, values: [...times], config }, ...fields],
    }),
  ]
}

/** What is up to the next lower edge that has a sample at that time. */
const below = (buckets: readonly Bucket[], at: number, time: number): number =>
  buckets
    .slice(0, at)
    .findLast(({ counts }) => counts.has(time))
    ?.counts.get(time) ?? 0

function bucketsOf(series: readonly PromSeries[]): readonly Bucket[] {
  const buckets = new Map<number, Bucket>()
  for (const each of series) {
    const name = each.metric.le ?? ''
    const edge = numberOf(name)
    if (name === '' || Number.isNaN(edge)) continue
    const bucket = buckets.get(edge) ?? { edge, name, counts: new Map() }
    buckets.set(edge, bucket)
    for (const [time, count] of byTime(each)) {
      if (!Number.isNaN(count)) bucket.counts.set(time, (bucket.counts.get(time) ?? 0) + count)
    }
  }
  return [...buckets.values()].sort((one, other) => (one.edge < other.edge ? -1 : 1))
}
