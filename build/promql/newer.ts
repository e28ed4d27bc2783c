import type { SyntaxNodeRef } from '@lezer/common'
import type { Span } from './error.ts'
import type { Expr } from './tree.ts'

/** Ways of writing that not every targeted server knows, and that the tree no longer shows. */
export interface NewerSyntax extends Span {
  /** As the subject of a sentence: `the number 1_000 with a separator`. */
  readonly what: string
  /** The first version of Prometheus that reads it. */
  readonly since: string
}

const found = new WeakMap<Expr, readonly NewerSyntax[]>()

/** What `parse` met in the text of an expression; nothing for trees that were built. */
export const newerSyntaxOf = (expr: Expr): readonly NewerSyntax[] => found.get(expr) ?? []

/** Collects what a text needs of the server, node by node, and remembers it beside the tree. */
export class Newer {
  readonly #text: string
  readonly #uses: NewerSyntax[] = []
  #groupingTo = 0

  constructor(text: string) {
    this.#text = text
  }

  visit({ name, from, to }: SyntaxNodeRef): void {
    if (name === 'GroupingLabels') this.#groupingTo = to
    const kind = kinds.includes(name) ? name : undefined
    const use = kind && newer(kind, this.#text.slice(from, to), from < this.#groupingTo)
    if (use) this.#uses.push({ ...use, from, to })
  }

  remember(expr: Expr): void {
    if (this.#uses.length > 0) found.set(expr, this.#uses)
  }
}

const kinds = ['NumberDurationLiteral', 'NumberDurationLiteralInDurationContext', 'QuotedLabelName', 'StringLiteral']

function newer(kind: string, text: string, inGrouping: boolean): Omit<NewerSyntax, 'from' | 'to'> | undefined {
  switch (kind) {
    case 'NumberDurationLiteral':
      if (text.includes('_')) return { what: `the number ${text} with a separator`, since: '2.54' }
      if (/^[-+]?\s*\d.*[smhdwy]$/.test(text) && !/^[-+]?\s*0x/i.test(text))
        return { what: `the duration ${text} as a number`, since: '2.54' }
      return undefined
    case 'NumberDurationLiteralInDurationContext':
      return /[\d.]$/.test(text) ? { what: `the number ${text} as a duration`, since: '2.54' } : undefined
    case 'QuotedLabelName':
      return inGrouping ? undefined : { what: `the quoted name ${text}`, since: '3.0' }
    case 'StringLiteral':
      return inGrouping ? { what: `the quoted name ${text}`, since: '3.0' } : undefined
    default:
      return undefined
  }
}
