/** One place where an operator applies, and the change itself. */
export interface Site {
  /** What is changed into what, as people read it. */
  readonly name: string
  readonly change: () => void
}

/** What an operator changes: a rule, a panel, a Grafana variable, or the whole of a file. */
export type UnitKind = 'rule' | 'panel' | 'annotation' | 'variable' | 'file'

/** A mechanical change: the same wherever it applies, whatever it breaks. */
export interface Operator {
  readonly name: string
  readonly kinds: readonly UnitKind[]
  /** Which of our files it changes. */
  readonly files: RegExp
  /** Every site in this object, which the changes write to; in the same order for equal objects. */
  readonly sites: (unit: Json, file: string) => readonly Site[]
}

/** A mapping of a parsed file. */
export interface Json {
  [key: string]: unknown
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The mappings in a list, or none where there is no list. */
export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

/** The texts in a list, or none where there is no list. */
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

export const mapOf = (value: unknown): Json => (isJson(value) ? value : {})

/** A text of a mapping; empty where there is none. */
export const textOf = (of: Json, key: string): string => {
  const value = of[key]
  return typeof value === 'string' ? value : ''
}

/** The site at which one key of a mapping gets another value; `undefined` removes the key. */
export const set = (of: Json, key: string, value: unknown): Site => ({
  name: value === undefined ? `without ${key} ${shown(of[key])}` : `${key}: ${shown(of[key])} → ${shown(value)}`,
  change: () => {
    if (value === undefined) delete of[key]
    else of[key] = value
  },
})

/** The site at which a key with a text gets another; none where the text stays the same. */
export const rewrite = (of: Json, key: string, change: (text: string) => string): readonly Site[] => {
  const text = of[key]
  if (typeof text !== 'string' || change(text) === text) return []
  return [set(of, key, change(text))]
}

/** The site at which an entry of a list is removed. */
export const removal = (list: unknown, at: number, name: string): Site => ({
  name: `without ${name}`,
  change: () => {
    if (Array.isArray(list)) list.splice(at, 1)
  },
})

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text === undefined ? 'nothing' : text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** A slip of the hand: two neighbouring letters in the middle change places, or the last is doubled. */
export function misspell(word: string): string {
  const middle = Math.floor(word.length / 2)
  for (const at of [middle, ...Array.from({ length: Math.max(0, word.length - 2) }, (_, index) => index + 1)]) {
    const [before, after] = [word[at - 1], word[at]]
    if (before === undefined || after === undefined || before === after || !/\w\w/.test(before + after)) continue
    return word.slice(0, at - 1) + after + before + word.slice(at + 1)
  }
  return word + word.slice(-1)
}
