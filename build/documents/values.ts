type Json = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands below a JSON value along a path of keys; `undefined` where the path ends early. */
export const below = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), value)

/** The objects of a list below a JSON value; none where there is no list. */
export function objectsBelow(value: unknown, ...path: readonly string[]): readonly Json[] {
  const list = below(value, ...path)
  return Array.isArray(list) ? list.filter(isObject) : []
}

/** The text below a JSON value; `undefined` where there is none. */
export function textBelow(value: unknown, ...path: readonly string[]): string | undefined {
  const text = below(value, ...path)
  return typeof text === 'string' ? text : undefined
}

/** Every text in a JSON value, at any depth. */
export function* textsIn(value: unknown): Generator<string, void> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each)
  else if (isObject(value)) for (const each of Object.values(value)) yield* textsIn(each)
}
