/** A word of an action: text and where it stands in the whole template. */
export interface Token {
  readonly kind: 'variable' | 'field' | 'word' | 'string' | 'constant' | 'symbol' | 'stranger' | 'open string'
  readonly text: string
  readonly from: number
  readonly to: number
}

/** One `{{ … }}`. */
export interface Action {
  readonly from: number
  readonly to: number
  readonly closed: boolean
  /** Without spaces and trim markers; none for a comment, which is no action. */
  readonly tokens: readonly Token[]
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['variable', /\$\w*(?:\.[A-Za-z_]\w*)*/y],
  ['field', /(?:\.[A-Za-z_]\w*)+|\.(?!\d)/y],
  ['constant', /[-+]?(?:\d[\w.]*|\.\d\w*)|'(?:\\[^']*|[^'\\\n])'|(?:true|false|nil)\b/y],
  ['word', /[A-Za-z_]\w*/y],
  ['string', /"(?:\\.|[^"\\\n])*"|`[^`]*`/y],
  ['open string', /["`'].*/y],
  ['symbol', /:=|[|(),=]/y],
  ['stranger', /[^\s]/y],
]

/** Every action of a Go template, in order; the last one is not closed where the text ends inside it. */
export function actionsOf(text: string): readonly Action[] {
  const actions: Action[] = []
  let at = text.indexOf('{{')
  while (at !== -1) {
    const comment = /^\{\{(?:- )?\/\*/.exec(text.slice(at, at + 6))
    const close = comment === null ? -1 : text.indexOf('*/', at + comment[0].length)
    const end = /^\*\/(?: -)?\}\}/.test(text.slice(close, close + 6)) ? close : -1
    const action = comment === null ? readAction(text, at) : { from: at, to: text.length, closed: false, tokens: [] }
    if (end === -1) actions.push(action)
    at = text.indexOf('{{', end === -1 ? action.to : end)
  }
  return actions
}

function readAction(text: string, from: number): Action {
  const tokens: Token[] = []
  let at = from + (/^\{\{-\s/.test(text.slice(from, from + 4)) ? 3 : 2)
  while (at < text.length) {
    const end = /\s-\}\}|\}\}/y
    end.lastIndex = at
    if (end.test(text)) return { from, to: end.lastIndex, closed: true, tokens }
    const token = readToken(text, at)
    if (token === undefined) at += 1
    else {
      tokens.push(token)
      at = token.to
    }
  }
  return { from, to: text.length, closed: false, tokens }
}

function readToken(text: string, from: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = from
    const found = pattern.exec(text)
    if (found !== null) return { kind, text: found[0], from, to: pattern.lastIndex }
  }
  return undefined
}
