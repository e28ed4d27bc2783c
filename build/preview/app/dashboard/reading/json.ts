/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>

/** What a value of another origin is, or what stands for it where it is something else. */
export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The objects of a list. */
export const objects = (value: unknown): readonly Json[] =>
  list(value).filter((each): each is Json => typeof each === 'object' && each !== null && !Array.isArray(each))

export const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)

export const number = (value: unknown, otherwise: number): number => maybeNumber(value) ?? otherwise

export const maybeNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

export const maybeText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** The texts and numbers of a list, or of what stands alone, as text. */
export const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((each) => typeof each === 'string' || typeof each === 'number')
    .map(String)
