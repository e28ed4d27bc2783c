/** A stretch of a text: from one offset to before another. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * The text with blanks for what is in comments, strings and the texts of templates, so that brackets and names can be
 * told from prose. Offsets stay the same.
 */
export function codeOf(text: string): string {
  let code = ''
  // How many braces are open inside each `${` that is being read.
  const depths: number[] = []
  let inTemplate = false
  for (let at = 0; at < text.length; ) {
    const token = inTemplate ? templateToken : codeToken
    token.lastIndex = at
    const piece = token.exec(text)?.[0] ?? text.slice(at, at + 1)
    if (inTemplate) {
      if (piece === '`') inTemplate = false
      else if (piece === '${') {
        depths.push(0)
        inTemplate = false
      }
      code += blank(piece)
    } else {
      const depth = depths.at(-1)
      if (piece === '`') inTemplate = true
      else if (piece === '}' && depth === 0) {
        depths.pop()
        inTemplate = true
      } else if (depth !== undefined && (piece === '{' || piece === '}'))
        depths[depths.length - 1] = depth + (piece === '{' ? 1 : -1)
      const isProse = /^(?:'|"|`|\/\/|\/\*)/.test(piece) || (piece === '}' && depth === 0)
      code += isProse ? blank(piece) : piece
    }
    at += piece.length
  }
  return code
}

const templateToken = /(?:\\[\s\S]|\$\{|`|[^\\`$]+)/y
const codeToken = /(?:'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|`|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[{}]|[^'"`/{}]+)/y

const blank = (piece: string): string => piece.replace(/[^\n]/g, ' ')

/** A call: where the name of what is called begins, and its parentheses. */
export interface Call extends Stretch {
  readonly name: string
  /** Where the parenthesis opens. */
  readonly opens: number
}

/** Every call in a text, the outer before the inner. */
export function callsIn(code: string): readonly Call[] {
  return [...code.matchAll(/([A-Za-z_$][\w$]*)\s*\(/g)].map(({ 0: found, 1: name = '', index }) => {
    const opens = index + found.length - 1
    return { name, from: index, opens, to: closing(code, opens) }
  })
}

/** After the bracket that closes the one at this offset. */
function closing(code: string, opens: number): number {
  let depth = 0
  for (let at = opens; at < code.length; at += 1) {
    const letter = code[at] ?? ''
    if ('([{'.includes(letter)) depth += 1
    else if (')]}'.includes(letter)) depth -= 1
    if (depth === 0) return at + 1
  }
  return code.length
}

/** The call whose name stands at this offset, or shortly before it. */
export const callAt = (calls: readonly Call[], offset: number): Call | undefined =>
  calls.find((call) => call.from - 1 <= offset && offset <= call.opens)

/** Where an option of a call is named. */
export function keyIn(text: string, code: string, { opens, to }: Call, key: string): Stretch | undefined {
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const plain = new RegExp(`(?<=[{,\\s])${escaped}(?=\\s*[:,(}])`, 'g')
  const quoted = new RegExp(`(['"])${escaped}\\1(?=\\s*:)`, 'g')
  for (const [source, pattern] of [
    [code, plain],
    [text, quoted],
  ] as const)
    for (const { 0: found, index } of source.slice(opens, to).matchAll(pattern))
      return { from: opens + index, to: opens + index + found.length }
  return undefined
}

/** One statement of a file: what it declares, and where it stands. */
export interface Statement extends Stretch {
  readonly name: string | undefined
  /** Without its strings and comments. */
  readonly text: string
}

/** The statements of a file: each begins at the first column. */
export function statementsIn(code: string): readonly Statement[] {
  const starts = [...code.matchAll(/^(?:export |import |const |let |function |type |interface |class )/gm)].map(
    ({ index }) => index,
  )
  return starts.map((from, at) => {
    const to = starts[at + 1] ?? code.length
    const text = code.slice(from, to)
    const [, name] = /^(?:export )?(?:const|let|function|class) (\w+)/.exec(text) ?? []
    return { name, text, from, to }
  })
}

/** The offset of a place, both counted from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let left = line - 1; left > 0; left -= 1) {
    const end = text.indexOf('\n', start)
    if (end === -1) return text.length
    start = end + 1
  }
  return Math.min(start + column - 1, text.length)
}

/** Line and column of an offset, both counted from 1. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
