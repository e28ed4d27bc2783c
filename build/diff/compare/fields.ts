import { isObject } from '../../documents/values.ts'

/** One value inside a JSON or YAML value that differs; `undefined` where it is absent on that side. */
export interface FieldChange {
  /** `options.legend.calcs`, `ports`. */
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** In values: more differ only in files that have nothing in common, and nobody reads on. */
const most = 200

/** Which values stand for absence, besides `null` and whatever is empty. */
export type IsDefault = (key: string, value: unknown) => boolean
const never: IsDefault = () => false

/**
 * Every value in which two mappings differ, sorted by path. Lists are compared as a whole, or member by member where
 * they hold mappings and have the same length. What is absent equals what is empty. At most 200.
 */
export function diffFields(before: unknown, after: unknown, isDefault: IsDefault = never): readonly FieldChange[] {
  const found: FieldChange[] = []
  const visit = (path: string, key: string, a: unknown, b: unknown): void => {
    const [old, now] = [meaning(key, a, isDefault), meaning(key, b, isDefault)]
    if (old === now || found.length >= most) return
    if (isObject(old) && isObject(now)) {
      for (const name of namesIn(old, now)) visit(`${path}.${name}`, name, own(old, name), own(now, name))
    } else if (isTable(old) && isTable(now) && old.length === now.length) {
      for (const [at, item] of old.entries()) visit(`${path}[${at}]`, key, item, now[at])
    } else if (stable(old, isDefault, key) !== stable(now, isDefault, key))
      found.push({ path, before: old, after: now })
  }
  // An empty mapping has no values, and is not one that is absent.
  const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
  for (const name of namesIn(old, now)) visit(name, name, own(old, name), own(now, name))
  return found
}

const namesIn = (...of: readonly object[]): readonly string[] => [...new Set(of.flatMap(Object.keys))].sort()

const own = (of: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(of, name) ? of[name] : undefined

/** A value, or `undefined` for one that says nothing. */
function meaning(key: string, value: unknown, isDefault: IsDefault): unknown {
  if (value === null || value === '' || isDefault(key, value)) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : value
  if (!isObject(value)) return value
  return Object.entries(value).every(([name, each]) => meaning(name, each, isDefault) === undefined) ? undefined : value
}

const isTable = (value: unknown): value is readonly object[] => Array.isArray(value) && value.every(isObject)

/** A text that two values share exactly when they say the same: keys in order, nothing empty. */
export function stable(value: unknown, isDefault: IsDefault = never, key = ''): string {
  const plain = (name: string, each: unknown): unknown => {
    const told = meaning(name, each, isDefault)
    if (Array.isArray(told)) return told.map((item) => plain('', item) ?? null)
    if (!isObject(told)) return told
    return Object.fromEntries(
      Object.keys(told)
        .sort()
        .map((inner) => [inner, plain(inner, told[inner])]),
    )
  }
  return JSON.stringify(plain(key, value)) ?? ''
}

/** A record without these keys. */
export const without = (
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
