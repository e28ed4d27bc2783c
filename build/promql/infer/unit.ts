/**
 * What values measure: powers of base units and the factor between a base unit and the value (100 for percent, 1000 for
 * milliseconds). `any` is a number that takes the unit of whatever it meets; `undefined` elsewhere means not known.
 */
export type Unit = Measure | 'any'

export interface Measure {
  readonly seconds: number
  readonly bytes: number
  readonly count: number
  readonly scale: number
}

const measure = (of: Partial<Measure>): Measure => ({ seconds: 0, bytes: 0, count: 0, scale: 1, ...of })

const named: Readonly<Record<string, Measure>> = {
  count: measure({ count: 1 }),
  seconds: measure({ seconds: 1 }),
  bytes: measure({ bytes: 1 }),
  ratio: measure({}),
  percent: measure({ scale: 100 }),
  milliseconds: measure({ seconds: 1, scale: 1000 }),
  bits: measure({ bytes: 1, scale: 8 }),
  state: measure({}),
  'count/s': measure({ count: 1, seconds: -1 }),
  'bytes/s': measure({ bytes: 1, seconds: -1 }),
  'bits/s': measure({ bytes: 1, seconds: -1, scale: 8 }),
}

/** The unit of this name; `undefined` for one that is not known. */
export const unitNamed = (name: string): Unit | undefined => (Object.hasOwn(named, name) ? named[name] : undefined)

/** `seconds`, `bytes/s`, `percent` …; `undefined` where there is no word for it. A count beside another unit is left out. */
export function nameOf(unit: Unit | undefined): string | undefined {
  if (unit === undefined || unit === 'any') return undefined
  const bare =
    unit.bytes === 0 && (unit.seconds === 0 || (unit.seconds === -1 && unit.count === 1)) ? unit : { ...unit, count: 0 }
  return Object.keys(named).find(
    (name) => name !== 'state' && same(named[name], bare) && scaleOf(named[name]) === unit.scale,
  )
}

const scaleOf = (unit: Measure | undefined): number => unit?.scale ?? 1

/** Whether two units measure the same thing, whatever their scale. A count next to another unit does not matter. */
export function same(a: Measure | undefined, b: Measure | undefined): boolean {
  if (!a || !b || a.seconds !== b.seconds || a.bytes !== b.bytes) return false
  return a.count === b.count || a.bytes !== 0 || a.seconds > 0
}

/** `a * b`, or with -1 `a / b`. */
export function times(a: Unit | undefined, b: Unit | undefined, power: 1 | -1 = 1): Unit | undefined {
  if (a === undefined || b === undefined) return undefined
  if (b === 'any') return a
  if (a === 'any') return power === 1 ? b : times(measure({}), b, -1)
  return {
    seconds: a.seconds + power * b.seconds,
    bytes: a.bytes + power * b.bytes,
    count: a.count + power * b.count,
    scale: rounded(a.scale * b.scale ** power),
  }
}

/** Numbers that convert one unit into another; half as much again (1.5) of something is still that. */
const conversions = [8, 60, 100, 1000, 1024, 3600, 86_400, 1e6, 2 ** 20, 1e9, 2 ** 30, 1e12, 2 ** 40]

/** The unit of a value that is multiplied by a number. */
export function scaled(unit: Unit | undefined, factor: number): Unit | undefined {
  const size = Math.abs(factor)
  const converts = conversions.some((each) => rounded(size) === each || rounded(1 / size) === rounded(each))
  return unit === undefined || unit === 'any' || !converts ? unit : { ...unit, scale: rounded(unit.scale * size) }
}

// 0.001 × 1000 must be 1.
const rounded = (value: number): number => Number(value.toPrecision(12))

/** The unit of the growth per second. */
export const perSecond = (unit: Unit | undefined): Unit | undefined => times(unit, measure({ seconds: 1 }), -1)

export const squared = (unit: Unit | undefined): Unit | undefined => times(unit, unit)

export const count: Unit = measure({ count: 1 })
export const seconds: Unit = measure({ seconds: 1 })
export const ratio: Unit = measure({})

/** Whether two known units are the same, their scale too. */
export const sameUnit = (a: Unit | undefined, b: Unit | undefined): boolean =>
  a !== undefined && b !== undefined && a !== 'any' && b !== 'any' && same(a, b) && a.scale === b.scale
