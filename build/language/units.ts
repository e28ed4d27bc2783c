/**
 * What a value measures. A metric's unit is read off its name, every operation derives the next one,
 * and each target looks up its own word for it. `state` is 0 or 1: a yes or no.
 */
export type Unit = (typeof units)[number]
export const units = ['count', 'seconds', 'bytes', 'ratio', 'count/s', 'bytes/s', 'state'] as const

/** Prometheus names carry the base unit as a suffix; `_total` comes after it. */
export type UnitOf<Name extends string> = Name extends `${infer Stem}_total`
  ? UnitOf<Stem>
  : Name extends `${string}_seconds`
    ? 'seconds'
    : Name extends `${string}_bytes`
      ? 'bytes'
      : Name extends `${string}_ratio`
        ? 'ratio'
        : 'count'

/** Seconds spent per second are a utilisation, which is why CPU time rates to a ratio. */
export type PerSecond<U extends Unit> = U extends 'seconds' ? 'ratio' : U extends 'bytes' ? 'bytes/s' : 'count/s'

/** Yes and no, added up, are a count. */
export type Summed<U extends Unit> = U extends 'state' ? 'count' : U

type Part = `${bigint}${'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}`
/** A time as Prometheus writes it: `5m`, `3d`, `1h30m`. Whether a third part is one is seen when it is read. */
export type Window = Part | `${Part}${Part}` | `${Part}${Part}${bigint}${string}`
/** A length of time: one that Prometheus writes, or a fraction, `0.1s`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}` | Window
export type Size = `${number}${'B' | 'KiB' | 'MiB' | 'GiB' | 'TiB'}`

/** How an author writes an amount of each unit. A bare number is only ever a count. */
export type Amount<U extends Unit> = U extends 'seconds'
  ? Duration
  : U extends 'bytes'
    ? Size
    : U extends 'ratio'
      ? `${number}%`
      : U extends 'count/s'
        ? `${number}/s`
        : U extends 'bytes/s'
          ? `${Size}/s`
          : U extends 'state'
            ? 0 | 1
            : number

/** What an amount of each unit that is written as a text looks like. */
export const amountPattern = {
  seconds:
    /^(?:\d+(?:\.\d+)?(?:ms|[smhdwy])|(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?)$/,
  bytes: /^\d+(?:\.\d+)?(?:[KMGT]i)?B$/,
  ratio: /^\d+(?:\.\d+)?%$/,
  'count/s': /^\d+(?:\.\d+)?\/s$/,
  'bytes/s': /^\d+(?:\.\d+)?(?:[KMGT]i)?B\/s$/,
} as const

const scale = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 7 * 86_400,
  y: 365 * 86_400,
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  '%': 0.01,
} as const

/**
 * The number Prometheus sees: `'250ms'` is 0.25, `'1h30m'` is 5400, `'5%'` is 0.05, `'-2MiB/s'` is -2097152.
 * Throws a `RangeError` for text that is no amount.
 */
export function magnitude(amount: string | number): number {
  if (typeof amount === 'number') return amount
  if (amount.startsWith('-')) return -magnitude(amount.slice(1))
  const parts = amount.replace(/\/s$/, '').match(/[\d.]+[A-Za-z%]*|[^\d.]+/g) ?? ['']
  const value = parts.reduce((total, part) => total + partOf(part), 0)
  if (Number.isNaN(value)) throw new RangeError(`"${amount}" is not an amount`)
  // 0.07 × 100 and the like leave a tail of binary noise that no one wrote.
  return Number(value.toPrecision(12))
}

function partOf(text: string): number {
  const [, digits = '', suffix = ''] = /^([\d.]+)([A-Za-z%]*)$/.exec(text) ?? []
  const factor = suffix === '' ? 1 : Object.hasOwn(scale, suffix) ? scale[suffix as keyof typeof scale] : Number.NaN
  return Number(digits || 'NaN') * factor
}

/** The unit that a metric's name announces. */
export function unitOf<N extends string>(name: N): UnitOf<N> {
  const suffix = /_(seconds|bytes|ratio)$/.exec(name.replace(/_total$/, ''))?.[1] ?? 'count'
  return suffix as UnitOf<N>
}

/** The unit of a counter's per-second growth. */
export function perSecond<U extends Unit>(unit: U): PerSecond<U> {
  const rated: Unit = unit === 'seconds' ? 'ratio' : unit === 'bytes' ? 'bytes/s' : 'count/s'
  return rated as PerSecond<U>
}
