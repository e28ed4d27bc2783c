import type { Span } from '../../promql/error.ts'

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
  readonly #of = new WeakMap<object, (string | number)[]>()
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
    for (let at = 0; at < members.length; at += 3) {
      if (members[at] === key) return { from: Number(members[at + 1]), to: Number(members[at + 2]) }
    }
    return undefined
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

const blank = /\s/

/** Walks a value beside the way it was written: escapes, folded lines and indentation are only in the source. */
function align(source: string, { from, to }: Span, value: string, offset: number): number {
  let at = from
  for (let index = 0; index < Math.min(offset, value.length) && at < to; index += 1) {
    const letter = value[index] ?? ''
    // Indentation and the line breaks of folded text.
    while (at < to && source[at] !== letter && blank.test(source[at] ?? '') && !blank.test(letter)) at += 1
    if (source[at] === letter && letter !== '\\') at += 1
    else if (source[at] === '\\') at += source[at + 1] === letter || source[at + 1] !== 'u' ? 2 : 6
    else at += 1
  }
  while (at < to && offset < value.length && blank.test(source[at] ?? '') && !blank.test(value[offset] ?? '')) at += 1
  return Math.min(at, to)
}

/** Thrown by readers for text that is no JSON or YAML: one sentence, and where. */
export class UnreadableText extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.name = 'UnreadableText'
    this.at = at
  }
}
