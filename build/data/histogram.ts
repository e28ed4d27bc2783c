import { accumulated, luckOf, occurrences, type Scrapes, secondsBefore, upTo } from './counter.ts'
import type { HistogramBehaviour } from './day.ts'
import { course } from './signal.ts'

/** One series of a histogram. */
export interface Part {
  readonly suffix: '_bucket' | '_count' | '_sum'
  /** Of a bucket. */
  readonly le?: string
  readonly values: readonly number[]
}

/** The series of a histogram: the buckets count up to `+Inf`, which is the count; the sum is what the buckets suggest. */
export function observed(behaviour: HistogramBehaviour, scrapes: Scrapes): readonly Part[] {
  const { flow, edges, closeness } = behaviour
  const limits = edges.map(Number)
  const median = course(behaviour.median, flow.seed)
  const happens = occurrences(flow, scrapes.seconds)
  const luck = luckOf(flow)
  const shares = (time: number) => {
    const middle = median(time)
    return [...limits.map((limit) => 1 / (1 + (middle / limit) ** closeness)), 1]
  }
  const growth = scrapes.times.map((time) => {
    const [all, chance] = [happens(time), luck(time)]
    return all === 0 ? [] : shares(time).map((share) => upTo(share, all, chance))
  })
  const observedBefore = flow.perSecond.peak * secondsBefore
  const before = shares(scrapes.times[0] ?? 0).map((share) => Math.round(share * observedBefore))
  const column = (grown: (row: readonly number[]) => number): readonly number[] => {
    let index = 0
    return accumulated(() => grown(growth[index++] ?? []), grown(before), scrapes)
  }
  const count = column((row) => row.at(-1) ?? 0)
  return [
    ...edges.map((le, at): Part => ({ suffix: '_bucket', le, values: column((row) => row[at] ?? 0) })),
    { suffix: '_bucket', le: '+Inf', values: count },
    { suffix: '_count', values: count },
    { suffix: '_sum', values: column((row) => total(row, limits)) },
  ]
}

/** What the observations add up to, each taken for the middle of its bucket. */
function total(row: readonly number[], limits: readonly number[]): number {
  let sum = 0
  row.forEach((upTo, at) => {
    const low = limits[at - 1] ?? 0
    const high = limits[at] ?? 1.5 * low
    sum += (upTo - (row[at - 1] ?? 0)) * ((low + high) / 2)
  })
  return sum
}
