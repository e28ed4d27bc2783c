import { magnitude, type Unit } from '../../language/units.ts'

const times = [
  ['w', 7 * 86_400],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 0.001],
] as const
const sizes = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
  ['B', 1],
] as const

/** An amount as an author writes it, that is exactly this number; `undefined` where there is none. */
export function amountOf(unit: Unit, value: number): string | number | undefined {
  if (unit === 'count' || unit === 'state') return unit === 'state' && value !== 0 && value !== 1 ? undefined : value
  if (value < 0 || !Number.isFinite(value)) return undefined
  const candidates =
    unit === 'seconds'
      ? suffixed(value, times)
      : unit === 'ratio'
        ? [`${Number((value * 100).toPrecision(12))}%`]
        : unit === 'count/s'
          ? [`${value}/s`]
          : suffixed(value, sizes).map((text) => (unit === 'bytes/s' ? `${text}/s` : text))
  return candidates.find((text) => !text.includes('e') && exactly(text, value))
}

function suffixed(value: number, parts: readonly (readonly [string, number])[]): readonly string[] {
  const whole = parts.filter(([, size]) => value >= size && Number.isInteger(Number((value / size).toPrecision(12))))
  return [...whole, ...parts.slice(-2)].map(([suffix, size]) => `${Number((value / size).toPrecision(12))}${suffix}`)
}

function exactly(text: string, value: number): boolean {
  try {
    return magnitude(text) === value
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
