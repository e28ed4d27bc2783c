import { examine, type Fault } from './faults.ts'
import { type Action, actionsOf, type Token } from './tokens.ts'

interface Span {
  readonly from: number
  readonly to: number
}

/** What an alert's label or annotation says, as Prometheus will read it. Offsets are those of the text. */
export interface Template {
  readonly faults: readonly Fault[]
  /** Labels of the firing series that the text mentions. */
  readonly labels: readonly (Span & { readonly name: string })[]
  /** Whether it prints or ranges over all labels. */
  readonly allLabels: boolean
  /** Where it mentions the value, and the functions that the value goes through: `['humanize']`. */
  readonly values: readonly (Span & { readonly through: readonly string[] })[]
  /** The PromQL of `query "…"` where it is written out; the offsets are those of the PromQL. */
  readonly queries: readonly (Span & { readonly text: string })[]
  /** The labels that are read of the answers of such a query: `query "…" | first | label "job"`; the offsets are the label's. */
  readonly asked: readonly (Span & { readonly query: string; readonly label: string })[]
  /** What was meant for a template and stands outside of one: `$labels.instance`, `{ $value }`. */
  readonly strays: readonly (Span & { readonly text: string })[]
}

export function readTemplate(text: string): Template {
  const actions = actionsOf(text)
  const { faults, atRoot } = examine(actions)
  const read = actions.map((action) => ({ action, tokens: action.tokens, isRoot: atRoot.has(action) }))
  const mentions = read.flatMap(({ tokens, isRoot }) =>
    tokens.flatMap((token, at) => labelAt(token, at, tokens, isRoot)),
  )
  return {
    faults,
    labels: mentions.flatMap((mention) => (mention.name === undefined ? [] : [{ ...mention, name: mention.name }])),
    allLabels: mentions.some(({ name }) => name === undefined),
    values: read.flatMap(({ tokens, isRoot }) =>
      tokens.flatMap((token, at) =>
        token.text === '$value' || token.text === '$.Value' || (isRoot && token.text === '.Value')
          ? [{ from: token.from, to: token.to, through: through(tokens, at) }]
          : [],
      ),
    ),
    queries: read.flatMap(({ tokens }) => tokens.flatMap((token, at) => queryAt(token, tokens[at + 1]))),
    asked: askedIn(actions),
    strays: straysOf(text, actions),
  }
}

interface Mention extends Span {
  /** `undefined` for all labels. */
  readonly name: string | undefined
}

function labelAt(token: Token, at: number, tokens: readonly Token[], isRoot: boolean): readonly Mention[] {
  const found = /^(\$labels|\$?\.Labels)(?:\.(\w+))?/.exec(token.text)
  if (found === null || (found[1] === '.Labels' && !isRoot)) return []
  const { from, to } = token
  const key = tokens[at + 1]
  const isIndexed = found[2] === undefined && tokens[at - 1]?.text === 'index' && key?.kind === 'string'
  return [isIndexed ? { from: key.from, to: key.to, name: key.text.slice(1, -1) } : { from, to, name: found[2] }]
}

/** The functions that the value at this place goes through, in order; its own command first. */
function through(tokens: readonly Token[], at: number): readonly string[] {
  const starts = tokens.slice(0, at).findLastIndex(({ text }) => ['|', '(', ':='].includes(text)) + 1
  const own = tokens[starts]
  const piped = tokens.slice(at + 1).flatMap((token, i, rest) => {
    const isPiped = (rest[i - 1] ?? tokens[at])?.text === '|'
    return isPiped && token.kind === 'word' ? [token.text] : []
  })
  return own?.kind === 'word' && own !== tokens[at] ? [own.text, ...piped] : piped
}

function queryAt({ kind, text }: Token, argument: Token | undefined): Template['queries'] {
  if (kind !== 'word' || text !== 'query' || argument?.kind !== 'string') return []
  const { from, to } = argument
  const written = argument.text.slice(1, -1)
  const isRaw = argument.text.startsWith('`')
  return [{ text: isRaw ? written : written.replace(/\\(["\\])/g, '$1'), from: from + 1, to: to - 1 }]
}

/**
 * Follows the answers of a query through its own action, and through the `with` or `range` that it opens. What is put into a
 * variable, or asked for inside another block, is not followed.
 */
function askedIn(actions: readonly Action[]): Template['asked'] {
  const found: { query: string; label: string; from: number; to: number }[] = []
  const open: (string | undefined)[] = []
  for (const { tokens } of actions) {
    const [first] = tokens
    const word = first?.kind === 'word' ? first.text : ''
    const own = tokens.flatMap((token, at) => queryAt(token, tokens[at + 1]))
    const isPlain = own.length < 2 && !tokens.some(({ kind, text }) => kind === 'variable' || text === ':=')
    const query =
      own[0]?.text ??
      (tokens.some(({ kind, text }) => kind === 'field' && /^\.(?!Value)/.test(text)) ? open.at(-1) : undefined)
    for (const [at, token] of tokens.entries()) {
      const name = tokens[at + 1]
      const isRead = token.kind === 'word' && token.text === 'label' && name?.kind === 'string'
      if (isPlain && isRead && query !== undefined)
        found.push({ query, label: name.text.slice(1, -1), from: name.from + 1, to: name.to - 1 })
    }
    if (blocks.includes(word)) open.push(word === 'if' ? open.at(-1) : isPlain ? own[0]?.text : undefined)
    if (word === 'else') open[Math.max(open.length - 1, 0)] = undefined
    if (word === 'end') open.pop()
  }
  return found
}

const blocks: readonly string[] = ['if', 'with', 'range', 'define', 'block']

const stray = /\{\s*(?:\$(?:labels|value)\b|\.(?:Labels|Value)\b)[^{}]*\}|\$(?:labels\.\w+|labels\b|value\b)/g

function straysOf(text: string, actions: readonly Action[]): Template['strays'] {
  const starts = [0, ...actions.map(({ to }) => to)]
  const ends = [...actions.map(({ from }) => from), text.length]
  return starts.flatMap((start, at) =>
    [...text.slice(start, ends[at]).matchAll(stray)].map(({ 0: found, index }) => ({
      text: found,
      from: start + index,
      to: start + index + found.length,
    })),
  )
}
