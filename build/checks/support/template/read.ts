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
 * Follows the answers of a query through its own action, through the `with` or `range` that it opens, and through a variable
 * that holds them or one of them. What another block moves away is not followed.
 */
function askedIn(actions: readonly Action[]): Template['asked'] {
  const found: { query: string; label: string; from: number; to: number }[] = []
  const open: (string | undefined)[] = []
  const kept = new Map<string, string | undefined>()
  for (const { tokens } of actions) {
    const [first] = tokens
    const word = first?.kind === 'word' ? first.text : ''
    const own = tokens.flatMap((token, at) => queryAt(token, tokens[at + 1]))
    const assigns = tokens.findIndex(({ text }) => text === ':=' || text === '=')
    const held = tokens.slice(assigns + 1).flatMap(({ kind, text }) => {
      const name = kind === 'variable' ? /^\$\w+/.exec(text)?.[0] : undefined
      return name === undefined || !kept.has(name) ? [] : [kept.get(name)]
    })
    const others = tokens.slice(assigns + 1).filter(({ kind }) => kind === 'variable').length - held.length
    const isMoved = tokens.some(({ kind, text }) => kind === 'field' && /^\.(?!Value)/.test(text))
    const sources = [...own.map(({ text }) => text), ...held, ...(isMoved ? [open.at(-1)] : [])]
    const [query] = sources
    const isPlain = new Set(sources).size === 1 && others === 0
    if (isPlain && query !== undefined) found.push(...labelsRead(tokens).map((read) => ({ query, ...read })))
    for (const { kind, text } of tokens.slice(0, Math.max(assigns, 0)))
      if (kind === 'variable') kept.set(text, isPlain ? query : undefined)
    if (blocks.includes(word)) open.push(word === 'if' ? open.at(-1) : isPlain ? query : undefined)
    if (word === 'else') open[Math.max(open.length - 1, 0)] = undefined
    if (word === 'end') open.pop()
  }
  return found
}

/** `label "job"`, `.Labels.job` and `$sample.Labels.job`. */
const labelsRead = (tokens: readonly Token[]): readonly { label: string; from: number; to: number }[] =>
  tokens.flatMap((token, at) => {
    const name = tokens[at + 1]
    if (token.kind === 'word' && token.text === 'label' && name?.kind === 'string')
      return [{ label: name.text.slice(1, -1), from: name.from + 1, to: name.to - 1 }]
    const [, before = '', label] = /^((?:\$\w+)?\.Labels\.)(\w+)$/.exec(token.text) ?? []
    if (label === undefined || token.text.startsWith('$labels') || !['field', 'variable'].includes(token.kind))
      return []
    return [{ label, from: token.from + before.length, to: token.to }]
  })

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
