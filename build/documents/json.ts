import { Spots, UnreadableText } from './located.ts'

/** Deeper than any dashboard, and shallow enough to be walked recursively. */
const deepest = 200

/**
 * Reads JSON and remembers where each member stands, which `JSON.parse` does not. Of two members with one name the last
 * counts, as in Grafana; `repeated` names them. Throws `UnreadableText`.
 */
export function readJson(text: string, spots: Spots = new Spots(text)): JsonText {
  return new Reader(text, spots).read()
}

export interface JsonText {
  readonly value: unknown
  readonly spots: Spots
  /** Keys that stand twice in one object, with the offset of the second. */
  readonly repeated: readonly { readonly key: string; readonly at: number }[]
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const word = /true|false|null/y
const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }

class Reader {
  readonly #text: string
  readonly #spots: Spots
  readonly #repeated: { key: string; at: number }[] = []
  #at = 0
  /** The content of the value that was read last. */
  #from = 0
  #to = 0

  constructor(text: string, spots: Spots) {
    this.#text = text
    this.#spots = spots
  }

  read(): JsonText {
    this.#skip()
    const value = this.#value(0)
    this.#skip()
    if (this.#at < this.#text.length) throw this.#unexpected('the end of the file')
    return { value, spots: this.#spots, repeated: this.#repeated }
  }

  #value(depth: number): unknown {
    if (depth > deepest) throw new UnreadableText(`The JSON is nested more than ${deepest} levels deep.`, this.#at)
    const start = this.#at
    const letter = this.#text[start]
    if (letter === '"') return this.#string()
    const value = letter === '{' ? this.#object(depth) : letter === '[' ? this.#array(depth) : this.#plain()
    this.#from = start
    this.#to = this.#at
    return value
  }

  #object(depth: number): unknown {
    const object: Record<string, unknown> = {}
    this.#at += 1
    this.#skip()
    if (this.#text[this.#at] === '}') return this.#closed(object)
    for (;;) {
      if (this.#text[this.#at] !== '"') throw this.#unexpected('a name in double quotes')
      const at = this.#at
      const key = this.#string()
      this.#skip()
      this.#expect(':')
      const value = this.#value(depth + 1)
      if (Object.hasOwn(object, key)) this.#repeated.push({ key, at })
      else this.#spots.add(object, key, this.#from, this.#to)
      if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true })
      else object[key] = value
      this.#skip()
      if (this.#text[this.#at] === '}') return this.#closed(object)
      this.#expect(',')
    }
  }

  #array(depth: number): unknown {
    const list: unknown[] = []
    this.#at += 1
    this.#skip()
    if (this.#text[this.#at] === ']') return this.#closed(list)
    for (;;) {
      const value = this.#value(depth + 1)
      this.#spots.add(list, list.length, this.#from, this.#to)
      list.push(value)
      this.#skip()
      if (this.#text[this.#at] === ']') return this.#closed(list)
      this.#expect(',')
    }
  }

  #closed<T>(container: T): T {
    this.#at += 1
    return container
  }

  #string(): string {
    const start = this.#at
    let at = start + 1
    let escaped = false
    for (let code = this.#text.charCodeAt(at); code !== 34; code = this.#text.charCodeAt(at)) {
      if (Number.isNaN(code)) throw new UnreadableText('This string is never closed.', start)
      if (code < 32)
        throw new UnreadableText('A string holds a line break or control character: write it as \\n or \\u00….', at)
      if (code === 92) {
        escaped = true
        at += 1
      }
      at += 1
    }
    this.#at = at + 1
    this.#from = start + 1
    this.#to = at
    if (!escaped) return this.#text.slice(start + 1, at)
    try {
      return JSON.parse(this.#text.slice(start, at + 1)) as string
    } catch {
      throw new UnreadableText('A string has an escape that JSON does not know.', start)
    }
  }

  #plain(): unknown {
    for (const token of [number, word]) {
      token.lastIndex = this.#at
      const found = token.exec(this.#text)?.[0]
      if (found === undefined) continue
      this.#at += found.length
      return token === number ? Number(found) : words[found]
    }
    throw this.#unexpected('a value')
  }

  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      this.#at += 1
    }
  }

  #expect(letter: string): void {
    if (this.#text[this.#at] !== letter) throw this.#unexpected(`"${letter}"`)
    this.#at += 1
    this.#skip()
  }

  #unexpected(expected: string): UnreadableText {
    const found = /^\S{1,20}/.exec(this.#text.slice(this.#at, this.#at + 20))?.[0]
    const what = found === undefined ? 'the end of the file' : JSON.stringify(found)
    return new UnreadableText(`JSON needs ${expected} here, not ${what}.`, this.#at)
  }
}
