import type { Cursor } from '../documents/cursor.ts'
import { isJson } from '../documents/documents.ts'
import { type YamlComment, yamlComments } from '../documents/yaml-comments.ts'
import { printable } from '../findings/printable.ts'

/** The comments of a YAML text in their order, each taken once; JSON has none. */
export class Comments {
  readonly #text: string
  readonly #all: readonly YamlComment[]
  #next = 0

  constructor(file: string, text: string) {
    this.#text = text
    this.#all = isJson(file) || /^\s*[{[]/.test(text) || !text.includes('#') ? [] : yamlComments(text)
  }

  /** Those before an offset that nobody has taken. */
  until(to: number): readonly string[] {
    const lines: string[] = []
    for (let comment = this.#all[this.#next]; comment !== undefined && comment.at < to; ) {
      lines.push(shown(comment.text))
      this.#next += 1
      comment = this.#all[this.#next]
    }
    return lines
  }

  /** Those before the key, such as `groups`, of a value that begins at an offset. */
  untilKey(key: string, before: number): readonly string[] {
    const at = this.#text.lastIndexOf(`${key}:`, before)
    return at === -1 ? [] : this.until(at)
  }

  /** Those in front of a value and inside it, and on the line on which it ends. */
  through({ span: { to } }: Cursor): readonly string[] {
    if (this.#text[to - 1] === '\n') return this.until(to)
    const end = this.#text.indexOf('\n', to)
    return this.until(end === -1 ? this.#text.length : end)
  }
}

/** A line that stands alone in PromQL, behind `#`. */
export const commentsOfPromql = (expr: string): readonly string[] =>
  expr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('#'))
    .map(shown)

/** Words of a comment by which the compiler and the linter are told to look away: here they are somebody's text. */
const orders = /^\W*(?:@ts-|biome-|eslint|prettier-|[@#]?\s*source(?:Mapping)?URL)/i

const shown = (comment: string): string => {
  const line = printable(comment.replace(/^#+/, '').trimEnd()).replace(/^ /, '')
  return orders.test(line) ? `'${line.trim()}'` : line
}
