import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLError,
} from 'yaml'
import { Spots, UnreadableText } from './located.ts'

/** One document of a YAML text. */
export interface YamlDocument {
  readonly value: unknown
  readonly spots: Spots
  readonly from: number
  /** Keys that stand twice in one mapping, with the offset of the second. */
  readonly repeated: readonly { readonly key: string; readonly at: number }[]
  /** Plain texts that a ` #` ends, with the offset of the comment: `s: disk #1 is full`. */
  readonly cut: readonly { readonly text: string; readonly at: number }[]
}

const deepest = 100
/** In characters: composing a megabyte takes a second and a hundred megabytes of memory. */
export const largestYaml = 4 << 20
/** How many values aliases may add to those that are written. */
const mostCopies = 100_000

/** A long row of anchors or tags costs the parser its square, and nobody means it. */
const properties = /(?:(?:^|\s)[&!]\S*){20}/

/** Reads the documents of a YAML text with the place of each value. Throws `UnreadableText`. */
export function readYaml(text: string, spots = new Spots(text)): readonly YamlDocument[] {
  if (text.length > largestYaml) {
    const size = Math.ceil(text.length / (1 << 20))
    throw new UnreadableText(`The YAML has ${size} MB, and at most ${largestYaml >> 20} MB are read.`, 0)
  }
  const row = properties.exec(text)
  if (row !== null) throw new UnreadableText('More than 20 anchors or tags follow one another.', row.index)
  try {
    // Looking for equal keys costs the parser the square of their number: it is done below.
    const documents = parseAllDocuments(text, {
      uniqueKeys: false,
      strict: true,
      prettyErrors: false,
      logLevel: 'silent',
    })
    const list: readonly Document.Parsed[] = Array.isArray(documents) ? documents : []
    return list.map((document) => new Composer(text, spots).read(document))
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(0)
    throw error
  }
}

const tooDeep = (at: number) => new UnreadableText(`The YAML is nested more than ${deepest} levels deep.`, at)

/** A value with the number of values in it, aliases included. */
interface Composed {
  readonly value: unknown
  readonly size: number
}

class Composer {
  readonly #text: string
  readonly #spots: Spots
  readonly #anchors = new Map<string, Composed | undefined>()
  readonly #repeated: { key: string; at: number }[] = []
  readonly #cut: { text: string; at: number }[] = []
  #copies = 0

  constructor(text: string, spots: Spots) {
    this.#text = text
    this.#spots = spots
  }

  read(document: Document.Parsed): YamlDocument {
    const [error] = document.errors
    // The parser tells of its own stack's end in these words.
    if (error?.message.includes('call stack')) throw tooDeep(error.pos[0])
    if (error !== undefined) throw new UnreadableText(sentence(error), error.pos[0])
    const { value } = this.#compose(document.contents, 0)
    const from = document.range[0]
    return { value, spots: this.#spots, from, repeated: this.#repeated, cut: this.#cut }
  }

  #compose(node: Node | null, depth: number): Composed {
    const at = node?.range?.[0] ?? 0
    if (depth > deepest) throw tooDeep(at)
    if (isAlias(node)) return this.#copy(node.source, at)
    if (node === null) return { value: null, size: 1 }
    const anchor = 'anchor' in node ? node.anchor : undefined
    // An anchor that is not complete yet is known, so that a value cannot contain itself.
    if (anchor !== undefined) this.#anchors.set(anchor, undefined)
    const composed = isMap<Node, Node | null>(node)
      ? this.#mapping(node.items, depth)
      : isSeq<Node>(node)
        ? this.#list(node.items, depth)
        : { value: isScalar(node) ? this.#scalar(node) : null, size: 1 }
    if (anchor !== undefined) this.#anchors.set(anchor, composed)
    return composed
  }

  #copy(anchor: string, at: number): Composed {
    const found = this.#anchors.get(anchor)
    if (found === undefined) {
      const why = this.#anchors.has(anchor) ? 'stands inside what it names' : 'names no anchor before it'
      throw new UnreadableText(`The alias *${anchor} ${why}.`, at)
    }
    this.#copies += found.size
    if (this.#copies > mostCopies)
      throw new UnreadableText(`The aliases stand for more than ${mostCopies} values: this is a YAML bomb.`, at)
    return found
  }

  #mapping(items: readonly { readonly key: Node; readonly value: Node | null }[], depth: number): Composed {
    const mapping: Record<string, unknown> = {}
    const merged: unknown[] = []
    let size = 1
    for (const { key: written, value: node } of items) {
      const keyAt = written.range?.[0] ?? 0
      const key = this.#key(written)
      const { value, size: inside } = this.#compose(node, depth + 1)
      size += inside
      if (key === '<<') {
        merged.push(...(Array.isArray(value) ? value : [value]))
        continue
      }
      if (Object.hasOwn(mapping, key)) this.#repeated.push({ key, at: keyAt })
      else this.#remember(mapping, key, node, written.range?.[1] ?? keyAt)
      Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true, writable: true })
    }
    for (const source of merged) size += this.#merge(mapping, source)
    return { value: mapping, size }
  }

  /** `<<: *defaults`: what the mapping itself does not say. */
  #merge(mapping: Record<string, unknown>, source: unknown): number {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) return 0
    let added = 0
    for (const [key, value] of Object.entries(source)) {
      if (Object.hasOwn(mapping, key)) continue
      const span = this.#spots.span(source, key)
      if (span) this.#spots.add(mapping, key, span.from, span.to)
      Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true, writable: true })
      added += 1
    }
    return added
  }

  #key(node: Node): string {
    if (isScalar(node)) return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
    throw new UnreadableText('A key must be a text, not a list, a mapping or an alias.', node.range?.[0] ?? 0)
  }

  #list(items: readonly Node[], depth: number): Composed {
    const list: unknown[] = []
    let size = 1
    for (const node of items) {
      const { value, size: inside } = this.#compose(node, depth + 1)
      size += inside
      this.#remember(list, list.length, node, 0)
      list.push(value)
    }
    return { value: list, size }
  }

  #remember(container: object, key: string | number, node: Node | null, fallback: number): void {
    const [from, to] = node?.range ?? [fallback, fallback]
    const [begin, end] = isScalar(node) ? this.#content(node, from, to) : [from, to]
    this.#spots.add(container, key, begin, end)
  }

  /** A text without its quotes, or without the `|` or `>` before it and the indentation of its first line. */
  #content({ type }: Scalar, from: number, to: number): readonly [number, number] {
    switch (type) {
      case 'QUOTE_DOUBLE':
      case 'QUOTE_SINGLE':
        return [from + 1, to - 1]
      case 'BLOCK_FOLDED':
      case 'BLOCK_LITERAL': {
        const header = this.#text.indexOf('\n', from) + 1
        if (header === 0 || header >= to) return [from, to]
        return [header + this.#text.slice(header, to).search(/\S|$/), to]
      }
      default:
        return [from, to]
    }
  }

  #scalar(node: Scalar): unknown {
    const end = node.range?.[1] ?? 0
    const rest = this.#text.slice(end, end + 40)
    // Some marks are comments whether a blank follows the # or not.
    const isCut = /^[ \t]+#(?!#|(?:TODO|FIXME|XXX|HACK|NOTE)\b)\S/.test(rest)
    if (
      node.type === 'PLAIN' &&
      typeof node.value === 'string' &&
      isCut &&
      !this.#isWholeQuery(node.value, node.range?.[0] ?? 0)
    )
      this.#cut.push({ text: node.value, at: end + this.#text.slice(end).indexOf('#') })
    const { value } = node
    return typeof value === 'bigint' ? Number(value) : value
  }

  /** Whether it is a query that is cut in no string of its own: to PromQL what follows a # is a comment as well. */
  #isWholeQuery(value: string, from: number): boolean {
    const before = this.#text.slice(this.#text.lastIndexOf('\n', from) + 1, from)
    return /\bexpr["']?\s*:\s*$/.test(before) && (value.match(/["'`]/g) ?? []).length % 2 === 0
  }
}

/** Of the parser's message the sentence, without the excerpt. */
function sentence({ message }: YAMLError): string {
  const [first = ''] = message.split('\n')
  const told = first.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]?$/, '.')
  return `The YAML cannot be read: ${told}`
}
