import { below, isObject } from '../../documents/values.ts'
import { nearest } from '../../nearest.ts'

/** A mention of a variable of Grafana: `$job`, `${job:regex}`, `[[job]]`. */
export interface Reference {
  readonly name: string
  /** `regex` of `${job:regex}`. */
  readonly format: string | undefined
  readonly from: number
  readonly to: number
}

const pattern =
  /\$(?:\{([A-Za-z_]\w*)(?:\.[\w.]*|\[[^\]]{0,99}\])?(?::(\w+))?\}|([A-Za-z_]\w*))|\[\[([A-Za-z_]\w*)(?::(\w+))?\]\]/g

/** The variables that a text mentions. A `$1` is a group of a regular expression, and `[[:alpha:]]` a class. */
export const referencesIn = (text: string): readonly Reference[] =>
  [...text.matchAll(pattern)].map(({ 0: found, 1: braced, 2: format, 3: bare, 4: old, 5: oldFormat, index }) => ({
    name: braced ?? bare ?? old ?? '',
    format: format ?? oldFormat,
    from: index,
    to: index + found.length,
  }))

const ofGrafana =
  `__interval __interval_ms __rate_interval __rate_interval_ms __range __range_s __range_ms __from __to __dashboard __user
  __org __name __data __field __series __value __cell __url __timeFilter __timezone __all`.split(/\s+/)

/** Whether Grafana defines the variable itself: `$__interval`, and a few older ones. A name with `__` is its own too, unless it is a slip of a known one. */
export const isBuiltIn = (name: string): boolean =>
  (name.startsWith('__') && (ofGrafana.includes(name) || nearest(name, ofGrafana) === undefined)) ||
  ['timeFilter', 'timezone', 'interval_ms'].includes(name)

/** The names of all variables that a part of a dashboard mentions; a repetition and a condition name theirs without a sign. */
export function* namesIn(value: unknown): Generator<string, void> {
  if (typeof value === 'string') for (const { name } of referencesIn(value)) yield name
  else if (Array.isArray(value)) for (const each of value) yield* namesIn(each)
  else if (isObject(value)) {
    const repeat = below(value, 'repeat')
    if (typeof repeat === 'string') yield repeat
    const decisive = value.kind === 'ConditionalRenderingVariable' ? below(value, 'spec', 'variable') : undefined
    if (typeof decisive === 'string') yield decisive
    for (const each of Object.values(value)) yield* namesIn(each)
  }
}

/** Whether a text mentions a variable. */
export const hasReference = (text: string): boolean => referencesIn(text).length > 0
