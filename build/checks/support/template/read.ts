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
