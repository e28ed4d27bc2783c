/** The sum with Neumaier's compensation, as Prometheus adds up samples. */
export function sum(values: readonly number[]): number {
  let total = 0
  let lost = 0
  for (const value of values) {
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return Number.isFinite(total) ? total + lost : total
}

export function mean(values: readonly number[]): number {
  const total = sum(values)
  if (Number.isFinite(total) || !values.every(Number.isFinite)) return total / values.length
  // The sum is too large for a number, its parts are not.
  return sum(values.map((value) => value / values.length))
}

/** The population variance, by Welford's method. */
export function variance(values: readonly number[]): number {
  let count = 0
  let average = 0
  let squares = 0
  for (const value of values) {
    count += 1
    const delta = value - average
    average += delta / count
    squares += delta * (value - average)
  }
  return squares / count
}

/** The least number; NaN only where there is no other. */
export const least = (values: readonly number[]): number =>
  values.reduce((min, value) => (value < min || Number.isNaN(min) ? value : min), Number.NaN)

/** The greatest number; NaN only where there is no other. */
export const greatest = (values: readonly number[]): number =>
  values.reduce((max, value) => (value > max || Number.isNaN(max) ? value : max), Number.NaN)

/** The φ-quantile, interpolated between the two values next to it; NaN counts as the least. */
export function quantile(phi: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(phi)) return Number.NaN
  if (phi < 0) return Number.NEGATIVE_INFINITY
  if (phi > 1) return Number.POSITIVE_INFINITY
  const sorted = values.toSorted((a, b) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b))
  const rank = phi * (sorted.length - 1)
  const lower = sorted[Math.floor(rank)] ?? Number.NaN
  const upper = sorted[Math.min(sorted.length - 1, Math.floor(rank) + 1)] ?? Number.NaN
  const weight = rank - Math.floor(rank)
  return lower * (1 - weight) + upper * weight
}
