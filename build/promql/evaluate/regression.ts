import { sum } from './numbers.ts'
import type { RangeFunction } from './range-function.ts'
import type { Window } from './scope.ts'

interface Line {
  /** Per second. */
  readonly slope: number
  readonly intercept: number
}

/** The straight line nearest to the samples (least squares); its intercept is the value at `origin` in milliseconds. */
function line({ times, values, from, to }: Window, origin: number): Line | undefined {
  if (to - from < 2) return undefined
  const ys = values.slice(from, to)
  const [first = Number.NaN] = ys
  if (ys.every((y) => y === first)) {
    return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: Number.NaN, intercept: Number.NaN }
  }
  const xs = times.slice(from, to).map((time) => (time - origin) / 1000)
  const [sumX, sumY] = [sum(xs), sum(ys)]
  const covariance = sum(xs.map((x, index) => x * (ys[index] ?? Number.NaN))) - (sumX * sumY) / xs.length
  const spread = sum(xs.map((x) => x * x)) - (sumX * sumX) / xs.length
  const slope = covariance / spread
  return { slope, intercept: sumY / xs.length - (slope * sumX) / xs.length }
}

const deriv: RangeFunction = (window) => line(window, window.times[window.from] ?? Number.NaN)?.slope

const predictLinear: RangeFunction = (window, { at, numbers: [ahead = Number.NaN] }) => {
  const found = line(window, at)
  return found && found.slope * ahead + found.intercept
}

/** Double exponential smoothing, which follows the level of a series and its trend. */
const smoothed: RangeFunction = (
  { values, from, to },
  { numbers: [smoothing = Number.NaN, trending = Number.NaN], refuse },
) => {
  if (!isFraction(smoothing)) throw refuse(`The smoothing factor should be between 0 and 1, not ${smoothing}.`)
  if (!isFraction(trending)) throw refuse(`The trend factor should be between 0 and 1, not ${trending}.`)
  const [first = Number.NaN, second = Number.NaN, ...rest] = values.slice(from, to)
  if (to - from < 2) return undefined
  let trend = second - first
  let [before, level] = [first, smoothing * second + (1 - smoothing) * (first + trend)]
  for (const value of rest) {
    trend = trending * (level - before) + (1 - trending) * trend
    const next = smoothing * value + (1 - smoothing) * (level + trend)
    before = level
    level = next
  }
  return level
}

const isFraction = (factor: number): boolean => factor > 0 && factor < 1

/** Functions that see a trend in a range, by name. */
export const regressions = {
  deriv,
  predict_linear: predictLinear,
  double_exponential_smoothing: smoothed,
  holt_winters: smoothed,
} as const
