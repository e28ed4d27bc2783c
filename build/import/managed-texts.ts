import type { Cursor } from '../documents/cursor.ts'

/** Texts as Prometheus fills them in, or why it cannot: the rest of a sentence. */
export interface Translated {
  readonly texts: Readonly<Record<string, string>>
  readonly refused?: string
}

/** `$values.B.Value`, or `$values.B`, which prints the same. */
const value = /\$values\.(\w+)(?:\.Value)?(?![\w.])/g
/** What only Grafana's templates know. Its `$value` is a sentence, where people mean the number. */
const own =
  /[$.][vV]alues\b|\b(?:deduplicateLabels|filterLabels|filterLabelsRe|removeLabels|removeLabelsRe|mergeLabelValues|graphLink|tableLink)\b/

/** Labels or annotations of an alert of Grafana; `asked` are the letters of its query. */
export function translated(texts: Cursor, asked: ReadonlySet<string>): Translated {
  const found: [string, string][] = []
  for (const [key, { text = '' }] of texts.entries) {
    const actions = text.replace(/\{\{[^{}]*\}\}/g, (action) => {
      if (own.test(action.replace(value, (whole, ref: string) => (asked.has(ref) ? '' : whole)))) return '\u0000'
      return action.replace(value, '$$value')
    })
    if (actions.includes('\u0000'))
      return { texts: {}, refused: `its text ${key} is a template that Prometheus does not know` }
    found.push([key, actions])
  }
  return { texts: Object.fromEntries(found) }
}
