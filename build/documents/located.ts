import type { Span } from '../promql/error.ts'

/** Where something begins in a file, counted from 1; columns are UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A value of a JSON or YAML text that remembers where each of its parts stands. */
export interface Located {
  readonly file: string
  readonly text: string
  readonly value: unknown
  readonly spots: Spots
}

/**
 * Where the members of objects and lists stand. A text's span is its content, without quotes and without the header of
 * a block scalar; `raw` of a plain scalar is what was written: `1.0`, `yes`.
 */
export class Spots {
  readonly #text: string
  readonly #of = new Map<object, (string | number)[]>()
  /** Where the keys of large mappings stand among their members. */
  readonly #index = new Map<object, ReadonlyMap<string | number, number>>()
  #lines: readonly number[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** Kept flat, three numbers for a member: a large file has millions. */
  add(container: object, key: string | number, from: number, to: number): void {
    const members = this.#of.get(container)
    if (members === undefined) this.#of.set(container, [key, from, to])
    else members.push(key, from, to)
  }

  span(container: object, key: string | number): Span | undefined {
    const members = this.#of.get(container) ?? []
    if (typeof key === 'number') {
      const [from, to] = members.slice(key * 3 + 1, key * 3 + 3)
      return from === undefined || to === undefined ? undefined : { from: Number(from), to: Number(to) }
    }
    const at = this.#find(container, members, key)
    return at === -1 ? undefined : { from: Number(members[at + 1]), to: Number(members[at + 2]) }
  }

  /** Among few keys looking at each is faster than an index. */
  #find(container: object, members: readonly (string | number)[], key: string): number {
    if (members.length < 100) {
      for (let at = 0; at < members.length; at += 3) if (members[at] === key) return at
      return -1
    }
    let index = this.#index.get(container)
    if (index === undefined || index.size * 3 !== members.length) {
      index = new Map(Array.from({ length: members.length / 3 }, (_, at) => [members[at * 3] ?? '', at * 3]))
      this.#index.set(container, index)
    }
    return index.get(key) ?? -1
  }

  raw(container: object, key: string | number): string | undefined {
    const span = this.span(container, key)
    return span && this.#text.slice(span.from, span.to)
  }

  position(offset: number): Position {
    this.#lines ??= lineStarts(this.#text)
    let low = 0
    let high = this.#lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#lines[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.#lines[low] ?? 0) + 1 }
  }

  /** Where the letter at `offset` of a text value stands in the file. */
  within(span: Span, value: string, offset: number): Position {
    return this.position(align(this.#text, span, value, offset))
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

const isBlank = (letter: string | undefined): boolean => letter !== undefined && /\s/.test(letter)

/** Walks a value beside the way it was written: escapes, folded lines and indentation are only in the source. */
function align(source: string, { from, to }: Span, value: string, offset: number): number {
  const quote = source[from - 1]
  let at = from
  const skipBlanks = (letter: string | undefined): void => {
    if (isBlank(letter)) return
    while (at < to && isBlank(source[at])) at += 1
  }
  for (let index = 0; index < Math.min(offset, value.length) && at < to; index += 1) {
    const letter = value[index]
    skipBlanks(letter)
    if (quote === '"' && source[at] === '\\') at += escapes[source[at + 1] ?? ''] ?? 2
    else if (quote === "'" && letter === "'") at += 2
    // A span begins at its first letter: the value may have blanks before it.
    else if (!isBlank(letter) || isBlank(source[at])) at += 1
  }
  skipBlanks(value[offset])
  return Math.min(at, to)
}

/** How long an escape is that begins with a backslash and this letter; any other has two letters. */
const escapes: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/** Thrown by readers for text that is no JSON or YAML: one sentence, and where. */
export class UnreadableText extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.name = 'UnreadableText'
    this.at = at
  }
}
