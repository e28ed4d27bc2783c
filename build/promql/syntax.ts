import type { SyntaxNode } from '@lezer/common'
import type { Span } from './error.ts'

/**
 * A node of the grammar's tree beside the text it was read from. Its parts are found by kind, never by position: a comment
 * may stand between any two. `Expr` is the kind of every expression.
 */
export class Part implements Span {
  readonly #node: SyntaxNode
  readonly #query: string
  #parts: readonly Part[] | undefined

  constructor(node: SyntaxNode, query: string) {
    this.#node = node
    this.#query = query
  }

  get kind(): string {
    return this.#node.name
  }

  get from(): number {
    return this.#node.from
  }

  get to(): number {
    return this.#node.to
  }

  get text(): string {
    return this.#query.slice(this.from, this.to)
  }

  /** The character after it; `''` at the end. */
  get next(): string {
    return this.#query.slice(this.to, this.to + 1)
  }

  all(kind: string): readonly Part[] {
    return this.parts.filter((part) => part.#node.type.is(kind))
  }

  /** Every part but the comments. */
  get parts(): readonly Part[] {
    if (this.#parts) return this.#parts
    const found: Part[] = []
    for (let node = this.#node.firstChild; node; node = node.nextSibling) {
      if (node.name !== 'LineComment') found.push(new Part(node, this.#query))
    }
    this.#parts = found
    return found
  }

  find(kind: string): Part | undefined {
    return this.parts.find((part) => part.#node.type.is(kind))
  }

  /** The part that the grammar guarantees in a tree without syntax errors. */
  need(kind: string): Part {
    const part = this.find(kind)
    if (!part) throw new Error(`the grammar gives ${this.kind} no ${kind}`)
    return part
  }
}
