import type { RangeFunction } from './range-function.ts'
import type { Window } from './scope.ts'
import { firstAfter } from './search.ts'
import type { EvaluationOptions } from './series.ts'

/** What a counter grew by, or with `isCounter: false` how much a gauge changed, extrapolated to the edges of the range. */
const extrapolated =
  (isCounter: boolean, isRate: boolean): RangeFunction =>
  (window, { options }) => {
    const { times, values, from, to, start, end } = window
    const [first, last] = [times[from], times[to - 1]]
    if (first === undefined || last === undefined || to - from < 2) return undefined
    const growth = grown(window, isCounter)
    const sampled = (last - first) / 1000
    const between = sampled / (to - from - 1)
    const zero = isCounter ? untilZero(values[from] ?? Number.NaN, growth, sampled) : Number.POSITIVE_INFINITY
    const lead = before((first - start) / 1000, between, zero, options)
    const trail = reach((end - last) / 1000, between)
    const factor = (sampled + lead + trail) / sampled
    return growth * (isRate ? factor / ((end - start) / 1000) : factor)
  }

/** The last value minus the first; a counter that fell started again at 0. */
function grown({ values, from, to }: Window, isCounter: boolean): number {
  let growth = (values[to - 1] ?? Number.NaN) - (values[from] ?? Number.NaN)
  if (!isCounter) return growth
  const falls = fallsOf(values)
  for (let at = firstAfter(falls, from); at < falls.length; at += 1) {
    const fall = falls[at] ?? to
    if (fall >= to) break
    growth += values[fall - 1] ?? Number.NaN
  }
  return growth
}

const known = new WeakMap<readonly number[], readonly number[]>()

/** Where a value is less than the one before: looked for once, since windows of days overlap in nearly all of it. */
function fallsOf(values: readonly number[]): readonly number[] {
  const before = known.get(values)
  if (before !== undefined) return before
  const falls = values.flatMap((value, at) => (at > 0 && value < (values[at - 1] ?? Number.NaN) ? [at] : []))
  known.set(values, falls)
  return falls
}

/** How long before its first sample a counter that grows evenly was 0. */
const untilZero = (value: number, growth: number, sampled: number): number =>
  growth > 0 && value >= 0 ? sampled * (value / growth) : Number.POSITIVE_INFINITY

/** How far the growth goes on beyond a sample: up to an edge that is near, else half the way to the next sample. */
const reach = (distance: number, between: number): number => (distance < between * 1.1 ? distance : between / 2)

/** The same before the first sample, where no counter goes below 0: Prometheus 2 looks for the zero first, 3 for the edge. */
const before = (distance: number, between: number, zero: number, { windows }: EvaluationOptions): number =>
  windows === 'closed' ? reach(Math.min(distance, zero), between) : Math.min(reach(distance, between), zero)

/** The change between the last two samples; per second with `isRate`, where a counter that fell started again at 0. */
const latestChange =
  (isRate: boolean): RangeFunction =>
  ({ times, values, from, to }) => {
    if (to - from < 2) return undefined
    const [previous = Number.NaN, last = Number.NaN] = values.slice(to - 2, to)
    const [earlier = Number.NaN, later = Number.NaN] = times.slice(to - 2, to)
    if (!isRate) return last - previous
    return (last < previous ? last : last - previous) / ((later - earlier) / 1000)
  }

/** How series change within a range, by name. */
export const rates = {
  rate: extrapolated(true, true),
  increase: extrapolated(true, false),
  delta: extrapolated(false, false),
  irate: latestChange(true),
  idelta: latestChange(false),
} as const
