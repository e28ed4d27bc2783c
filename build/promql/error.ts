import type { SyntaxNode, SyntaxNodeRef, Tree } from '@lezer/common'
import { nearest } from '../nearest.ts'
import { functions } from './functions.ts'

/** A stretch of the parsed text, in UTF-16 code units: `text.slice(from, to)`. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** PromQL text that is wrong: `message` is one sentence, `from` and `to` mark the culprit in the text. */
export class PromqlError extends Error implements Span {
  readonly from: number
  readonly to: number

  constructor(message: string, { from, to }: Span) {
    super(message)
    this.name = 'PromqlError'
    this.from = from
    this.to = to
  }
}

/** Syntax that newer servers know behind a feature flag: `smoothed`, `fill (0)`, `[5m + 1m]`, `</`. */
export const experimental = (span: Span & { readonly text: string }): PromqlError =>
  new PromqlError(`${span.text} is experimental in Prometheus and not supported here.`, span)

/**
 * Throws the first syntax error of a tree. The grammar only marks where it stumbled: the sentence is made here.
 * Shows `visit` every node before it, since looking at each is what takes time.
 */
export function refuseSyntaxErrors(tree: Tree, text: string, visit: (node: SyntaxNodeRef) => void): void {
  const cursor = tree.cursor()
  do {
    visit(cursor)
    if (cursor.name === 'StringLiteral') refuseOpenString(cursor.node, text)
    if (cursor.type.isError) throw describe(cursor.node, text)
  } while (cursor.next())
}

const closedString = /^(?:"(?:\\.|[^\\"])*"|'(?:\\.|[^\\'])*'|`[^`]*`)$/s

function refuseOpenString({ from, to }: SyntaxNode, text: string): void {
  if (!closedString.test(text.slice(from, to))) throw new PromqlError('This string is never closed.', { from, to })
}

const tokens = /^(?:\$\{[^}]*\}|\$?[\w:]+|[=!<>]=|[=!]~|"[^"]*"|'[^']*'|`[^`]*`|.)/su

function describe(error: SyntaxNode, text: string): PromqlError {
  const from = error.from + text.slice(error.from).search(/\S|$/)
  const token = tokens.exec(text.slice(from))?.[0] ?? ''
  const span = { from, to: from + token.length }
  if (token === '') return new PromqlError(`The expression ends too early${unclosed(text)}.`, span)
  const before = /(?<![\w:${}.])[\w:${}.]+\s*$/.exec(text.slice(0, from))
  if (token === '(' && before) {
    const name = before[0].trimEnd()
    const meant = nearest(name, functions.keys())
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
    return new PromqlError(`There is no function "${name}".${hint}`, {
      from: before.index,
      to: before.index + name.length,
    })
  }
  const quoted = /^["'`]./.test(token) ? token : `"${token}"`
  return new PromqlError(`Unexpected ${quoted}${before ? ` after "${before[0].trimEnd()}"` : ''}.`, span)
}

function unclosed(text: string): string {
  const code = text.replace(/"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|`[^`]*`?|#.*/g, '')
  if (code.trim() === '') return ': it is empty'
  const open: string[] = []
  for (const [bracket] of code.matchAll(/[(){}[\]]/g)) {
    if ('([{'.includes(bracket)) open.push(bracket)
    else open.pop()
  }
  const last = open.at(-1)
  return last ? `: a ${last} is never closed` : ''
}
