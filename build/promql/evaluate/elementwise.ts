import { calendar } from './calendar.ts'

/** A function of each sample's value and of the numbers after it; `undefined` leaves the sample out. */
type Elementwise = (value: number, numbers: readonly number[]) => number | undefined

/** Functions that change values one by one, by name. */
export const elementwise: Readonly<Partial<Record<string, Elementwise>>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  sgn: (value) => (value < 0 ? -1 : value > 0 ? 1 : value),
  sqrt: Math.sqrt,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cos: Math.cos,
  cosh: Math.cosh,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
  tanh: Math.tanh,
  deg: (value) => (value * 180) / Math.PI,
  rad: (value) => (value * Math.PI) / 180,
  clamp: (value, [min = Number.NaN, max = Number.NaN]) => (min > max ? undefined : Math.max(min, Math.min(max, value))),
  clamp_max: (value, [max = Number.NaN]) => Math.min(max, value),
  clamp_min: (value, [min = Number.NaN]) => Math.max(min, value),
  // Prometheus divides by the inverse, which decides on which side of a half a value falls.
  round: (value, [nearest = 1]) => Math.floor(value * (1 / nearest) + 0.5) / (1 / nearest),
  ...calendar,
}
