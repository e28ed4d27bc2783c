// What records of runs on real servers, which are read from files, may hold.

export type Mapping = Readonly<Record<string, unknown>>

/** What a text says as JSON; `undefined` where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether this is a day that exists. */
export const isDate = (value: unknown): boolean => {
  if (!isText(value) || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const time = Date.parse(value)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}

export const isText = (value: unknown): value is string => typeof value === 'string'
/** One line that is not empty. */
export const isName = (value: unknown): boolean => isText(value) && /^[^\r\n]*\S[^\r\n]*$/.test(value)
export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const isListOf = (value: unknown, is: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(is)
