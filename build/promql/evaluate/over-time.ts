import { greatest, least, mean, quantile, sum, variance } from './numbers.ts'
import type { RangeFunction } from './range-function.ts'

/** Of the values alone. */
const ofValues =
  (reduce: (values: readonly number[], parameter: number) => number): RangeFunction =>
  ({ values, from, to }, { numbers: [parameter = Number.NaN] }) =>
    reduce(values.slice(from, to), parameter)

/** How often one value and the next are a pair of this kind. */
const pairs = (holds: (previous: number, value: number) => boolean): RangeFunction =>
  ofValues(
    (values) => values.filter((value, index) => index > 0 && holds(values[index - 1] ?? Number.NaN, value)).length,
  )

/** The time in seconds of the last of the values that a reduction gives. */
const timeOf =
  (reduce: (values: readonly number[]) => number): RangeFunction =>
  ({ times, values, from, to }) => {
    const wanted = reduce(values.slice(from, to))
    const index = values.slice(from, to).findLastIndex((value) => Object.is(value, wanted) || value === wanted)
    return (times[from + index] ?? Number.NaN) / 1000
  }

const deviation = (values: readonly number[]): number => {
  const median = quantile(0.5, values)
  return quantile(
    0.5,
    values.map((value) => Math.abs(value - median)),
  )
}

/** Functions that reduce the samples of a range to one number, by name. */
export const overTime = {
  avg_over_time: ofValues(mean),
  changes: pairs((a, b) => a !== b && !(Number.isNaN(a) && Number.isNaN(b))),
  count_over_time: ({ from, to }) => to - from,
  first_over_time: ({ values, from }) => values[from],
  last_over_time: ({ values, to }) => values[to - 1],
  mad_over_time: ofValues(deviation),
  max_over_time: ofValues(greatest),
  min_over_time: ofValues(least),
  present_over_time: () => 1,
  quantile_over_time: ofValues((values, phi) => quantile(phi, values)),
  resets: pairs((previous, value) => value < previous),
  stddev_over_time: ofValues((values) => Math.sqrt(variance(values))),
  stdvar_over_time: ofValues(variance),
  sum_over_time: ofValues(sum),
  ts_of_first_over_time: ({ times, from }) => (times[from] ?? Number.NaN) / 1000,
  ts_of_last_over_time: ({ times, to }) => (times[to - 1] ?? Number.NaN) / 1000,
  ts_of_max_over_time: timeOf(greatest),
  ts_of_min_over_time: timeOf(least),
} as const satisfies Readonly<Record<string, RangeFunction>>
