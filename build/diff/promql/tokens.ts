/** A piece of a query, with the blanks before it. */
export interface Token {
  readonly is: 'same' | 'removed' | 'added'
  readonly text: string
  /** Blanks and line breaks that stand before the text. */
  readonly space: string
}

type Piece = Omit<Token, 'is'>

/** Two texts of more pieces than this are told one after the other: the comparison costs their product. */
const most = 600

/** Compares two texts word by word, sign by sign. What is removed stands before what is added in its place. */
export function diffTokens(before: string, after: string): readonly Token[] {
  const old = piecesOf(before)
  const now = piecesOf(after)
  const start = sharedStart(old, now)
  const end = sharedStart(old.slice(start).reverse(), now.slice(start).reverse())
  const middle = inner(old.slice(start, old.length - end), now.slice(start, now.length - end))
  const tokens = [...as('same', now.slice(0, start)), ...middle, ...as('same', now.slice(now.length - end))]
  const kept = tokens.filter(({ is }) => is === 'same').length
  // What has little in common is easier to read one after the other.
  return kept * 2 < Math.min(old.length, now.length) ? [...as('removed', old), ...as('added', now)] : grouped(tokens)
}

/** Strings whole, then names, numbers and durations, macros, operators, and any other sign by itself. */
const pattern = /(\s*)("(?:\\.|[^"\\])*"?|\d[\d.]*e[+-]\d+|[\w.:]+|\$\{[^}]*\}|\$\w+|[=!<>]=?~?|.)/gsu

const piecesOf = (text: string): readonly Piece[] =>
  [...text.trimEnd().matchAll(pattern)].map(([, space = '', piece = '']) => ({ space, text: piece }))

const as = (is: Token['is'], pieces: readonly Piece[]): readonly Token[] => pieces.map((piece) => ({ is, ...piece }))

function sharedStart(a: readonly Piece[], b: readonly Piece[]): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) if (a[at]?.text !== b[at]?.text) return at
  return length
}

/** The longest common subsequence, from the end to the start. */
function inner(old: readonly Piece[], now: readonly Piece[]): readonly Token[] {
  if (old.length > most || now.length > most) return [...as('removed', old), ...as('added', now)]
  const width = now.length + 1
  const best = new Uint16Array((old.length + 1) * width)
  const at = (i: number, j: number): number => best[i * width + j] ?? 0
  const equal = (i: number, j: number): boolean => old[i]?.text === now[j]?.text
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      best[i * width + j] = equal(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const tokens: Token[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    const [removed, added] = [old[i], now[j]]
    if (removed && added && removed.text === added.text) {
      tokens.push({ is: 'same', ...added })
      i += 1
      j += 1
    } else if (removed && (!added || at(i + 1, j) >= at(i, j + 1))) {
      tokens.push({ is: 'removed', ...removed })
      i += 1
    } else if (added) {
      tokens.push({ is: 'added', ...added })
      j += 1
    }
  }
  return tokens
}

/** Between two equal tokens first all that is removed, then all that is added. */
function grouped(tokens: readonly Token[]): readonly Token[] {
  const result: Token[] = []
  let added: Token[] = []
  for (const token of tokens) {
    if (token.is === 'added') added.push(token)
    else {
      if (token.is === 'same') {
        result.push(...added)
        added = []
      }
      result.push(token)
    }
  }
  return [...result, ...added]
}
