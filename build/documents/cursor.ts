import type { Place } from '../findings/diagnostic.ts'
import type { Span } from '../promql/error.ts'
import { remember } from './exact.ts'
import type { Located, Position } from './located.ts'
import { NestedSpots } from './nested.ts'

/** A value of a file and where it stands. Asking for what is not there answers a cursor on `undefined`, never an error. */
export class Cursor {
  readonly value: unknown
  readonly span: Span
  readonly #source: Located

  private constructor(source: Located, value: unknown, span: Span) {
    this.#source = source
    this.value = value
    this.span = span
  }

  static of(source: Located): Cursor {
    return new Cursor(source, source.value, { from: 0, to: source.text.length })
  }

  get file(): string {
    return this.#source.file
  }

  /** Whether the file stands inside another one, as a dashboard in a manifest does. */
  get isInside(): boolean {
    return this.#source.spots instanceof NestedSpots
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null
  }

  /** The mapping; an empty one for any other value. */
  get record(): Readonly<Record<string, unknown>> {
    return this.isRecord ? (this.value as Readonly<Record<string, unknown>>) : {}
  }

  get isRecord(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)
  }

  get isList(): boolean {
    return Array.isArray(this.value)
  }

  /** A text, or a number or boolean as it is written: `1.0`. */
  get text(): string | undefined {
    if (typeof this.value === 'string') return this.value
    if (typeof this.value !== 'number' && typeof this.value !== 'boolean') return undefined
    return this.#source.text.slice(this.span.from, this.span.to)
  }

  get number(): number | undefined {
    return typeof this.value === 'number' && Number.isFinite(this.value) ? this.value : undefined
  }

  /** A member of a mapping, or one inside it: `get('spec', 'groups')`. */
  get(...path: readonly string[]): Cursor {
    let cursor: Cursor = this
    for (const key of path) cursor = cursor.#member(key)
    return cursor
  }

  #member(key: string): Cursor {
    const { record } = this
    return Object.hasOwn(record, key)
      ? this.#inside(record, key, record[key])
      : new Cursor(this.#source, undefined, this.span)
  }

  /** The members of a list; none of any other value. */
  get items(): readonly Cursor[] {
    const { value } = this
    return Array.isArray(value) ? value.map((item: unknown, at) => this.#inside(value, at, item)) : []
  }

  get entries(): readonly (readonly [key: string, Cursor])[] {
    const { record } = this
    return Object.entries(record).map(([key, value]) => [key, this.#inside(record, key, value)])
  }

  #inside(container: object, key: string | number, value: unknown): Cursor {
    return new Cursor(
      this.#source,
      value === undefined ? null : value,
      this.#source.spots.span(container, key) ?? this.span,
    )
  }

  /** Whether the text is written on several lines of the file, as in a block of YAML. */
  get spansLines(): boolean {
    return this.#source.text.slice(this.span.from, this.span.to).trim().includes('\n')
  }

  get position(): Position {
    return this.#source.spots.position(this.span.from)
  }

  /** The place of this value under the names of what surrounds it. */
  place(path: readonly string[]): Place {
    return { file: this.file, path, position: this.position }
  }

  /** Lets findings about this text, at a place, point at their letter in the file. Answers the text, without a last line break. */
  toldAt({ position }: Place): string {
    const text = (this.text ?? '').trimEnd()
    if (text !== '' && position !== undefined)
      remember(position, text, (offset) => this.#source.spots.within(this.span, text, offset))
    return text
  }
}
