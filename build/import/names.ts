import * as language from '../index.ts'

/** Words that no definition may take for a name of its own: those of the language and of JavaScript. */
const reserved = new Set([
  ...Object.keys(language),
  ...'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield undefined'.split(
    ' ',
  ),
])

/** `node_cpu_seconds` is `nodeCpuSeconds`: letters and digits only, beginning with a small letter. */
export function identifier(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  const joined = words
    .map((word, at) => (at === 0 ? lowered(word) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
  const named = joined === '' ? 'unnamed' : /^\d/.test(joined) ? `n${joined}` : joined
  return reserved.has(named) ? `${named}Of` : named
}

const lowered = (word: string): string =>
  /^[A-Z]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1)

/** Gives each thing of one file a name of its own: the one that is asked for, or else with what tells it apart. */
export class Names {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /** The first of `wishes` that is free, or the last with a number. */
  take(...wishes: readonly string[]): string {
    const names = wishes.map(identifier)
    const free = names.find((name) => !this.#taken.has(name))
    if (free !== undefined) return this.#keep(free)
    const last = names.at(-1) ?? 'unnamed'
    for (let at = 2; ; at += 1) if (!this.#taken.has(`${last}${at}`)) return this.#keep(`${last}${at}`)
  }

  #keep(name: string): string {
    this.#taken.add(name)
    return name
  }
}

/** The name of a file of definitions: small letters, digits and dashes. */
export const fileName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '') || 'unnamed'
