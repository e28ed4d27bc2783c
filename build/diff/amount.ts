import type { Measure } from '../promql/infer/unit.ts'
import { nameOf } from '../promql/infer/unit.ts'

/** The factors of a unit's larger names, the largest first. */
type Steps = readonly (readonly [name: string, factor: number])[]

const times: Steps = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 0.001],
]
/** Who wrote 5e6 meant 5 megabytes. */
const sizes: Steps = [
  ['TiB', 2 ** 40],
  ['TB', 1e12],
  ['GiB', 2 ** 30],
  ['GB', 1e9],
  ['MiB', 2 ** 20],
  ['MB', 1e6],
  ['KiB', 2 ** 10],
  ['kB', 1e3],
  ['B', 1],
]

/** A value as people write it: 0.05 of a ratio is `5%`, 0.25 seconds are `250ms`, 536870912 bytes are `512MiB`. */
export function amount(value: number, unit: Measure | undefined): string {
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : Number.isNaN(value) ? 'NaN' : '-Inf'
  const base = unit && nameOf({ ...unit, scale: 1 })
  const size = rounded(value / (unit?.scale ?? 1))
  switch (base) {
    case 'seconds':
      return inSteps(size, times)
    case 'bytes':
      return inSteps(size, sizes)
    case 'bytes/s':
      return `${inSteps(size, sizes)}/s`
    case 'ratio':
      return `${digits(size * 100)}%`
    case 'count/s':
      return `${digits(size)}/s`
    default:
      return digits(value)
  }
}

/** In the largest unit that keeps the number short: `1.5m` rather than `90s`, but `100s` rather than `1.66667m`. */
function inSteps(value: number, steps: Steps): string {
  const [smallest] = steps.slice(-1)
  const fits = ([, factor]: Steps[number]): boolean => {
    const count = rounded(Math.abs(value) / factor)
    return count >= 1 && String(count).length <= 4
  }
  const [name, factor] =
    value === 0 ? (steps.find(([, each]) => each === 1) ?? ['', 1]) : (steps.find(fits) ?? smallest ?? ['', 1])
  return `${digits(value / factor)}${name}`
}

/** A number in digits, as long as somebody can count them: 0.0000001, where JavaScript says 1e-7. */
export function digits(value: number): string {
  const text = String(rounded(value))
  return /e(?:\+2|-1?)\d$/.test(text)
    ? rounded(value).toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 12 })
    : text
}

/** Binary fractions leave a tail that no one wrote. */
const rounded = (value: number): number => Number(value.toPrecision(12))
