import type { Tree } from '@lezer/common'
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

/** Remembers, beside its tree, what a text needs of the server. */
export function rememberNewer(expr: Expr, tree: Tree, text: string): void {
  const uses: NewerSyntax[] = []
  let inGrouping = false
  tree.iterate({
    enter({ name, from, to }) {
      if (name === 'GroupingLabels') inGrouping = true
      const use = newer(name, text.slice(from, to), inGrouping)
      if (use) uses.push({ ...use, from, to })
    },
    leave({ name }) {
      if (name === 'GroupingLabels') inGrouping = false
    },
  })
  if (uses.length > 0) found.set(expr, uses)
}

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
      return { what: `the quoted name ${text}`, since: '3.0' }
    case 'StringLiteral':
      return inGrouping ? { what: `the quoted name ${text}`, since: '3.0' } : undefined
    default:
      return undefined
  }
}
