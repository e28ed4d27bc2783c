import { Lexer } from 'yaml'

/** A comment of a YAML text as it is written, with its `#`, and where it begins. */
export interface YamlComment {
  readonly at: number
  readonly text: string
}

/** What stands in a token's place and not in the text: where a document, a flow or a scalar begins or ends. */
const marks = new Set(['\u0002', '\u0018', '\u001f'])

/** The comments of a YAML text in their order. */
export function yamlComments(text: string): readonly YamlComment[] {
  const found: YamlComment[] = []
  let at = 0
  for (const token of new Lexer().lex(text)) {
    if (marks.has(token)) continue
    if (token.startsWith('#')) found.push({ at, text: token })
    at += token.length
  }
  return found
}
