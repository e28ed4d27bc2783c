/** A stretch of a text: from one offset to before another. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** `name(args)` */
export interface SourceCall extends Stretch {
  readonly name: string
  readonly args: readonly Stretch[]
  /** Where its bracket opens. */
  readonly opens: number
}

/** A member of an object in braces. */
export interface Member {
  /** `undefined` of what is spread into it, or computed. */
  readonly key: string | undefined
  readonly at: Stretch
  readonly value: Stretch
}

/** A file of definitions as far as it is written out: calls, objects and lists, and where each stands. */
export class DefinitionText {
  readonly text: string
  /** The text with blanks for comments and underscores for literals: what is left is code, in its place. */
  readonly code: string

  constructor(text: string) {
    this.text = text
    this.code = masked(text)
  }

  of({ from, to }: Stretch): string {
    return this.text.slice(from, to)
  }

  /** Whether somebody wrote a comment into a stretch. */
  isCommented({ from, to }: Stretch): boolean {
    for (let at = from; at < to; at += 1) if (this.code[at] === ' ' && /\S/.test(this.text.charAt(at))) return true
    return false
  }

  /** A call that is all of a stretch. */
  call({ from, to }: Stretch): SourceCall | undefined {
    const name = /^[A-Za-z$][\w$]*(?=\()/.exec(this.code.slice(from, to))?.[0]
    if (name === undefined) return undefined
    const opens = from + name.length
    return closing(this.code, opens) === to - 1 ? { name, from, to, opens, args: this.parts(opens) } : undefined
  }

  /** What a list holds, in its order; `undefined` of what is none. */
  list({ from, to }: Stretch): readonly Stretch[] | undefined {
    return this.code[from] === '[' && closing(this.code, from) === to - 1 ? this.parts(from) : undefined
  }

  /** What an object in braces holds; `undefined` of what is none. */
  object({ from, to }: Stretch): readonly Member[] | undefined {
    if (this.code[from] !== '{' || closing(this.code, from) !== to - 1) return undefined
    return this.parts(from).map((at) => this.#member(at))
  }

  #member(at: Stretch): Member {
    const text = this.of(at)
    const name = /^(?:([A-Za-z_$][\w$]*)|'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\s*(:|$)/.exec(text)
    if (name === null) return { key: undefined, at, value: at }
    const [head, plain, single, double, colon] = name
    const key = plain ?? unescaped(single ?? double ?? '')
    if (colon === '') return { key, at, value: at }
    const blanks = /^\s*/.exec(this.code.slice(at.from + head.length, at.to))?.[0].length ?? 0
    return { key, at, value: { from: at.from + head.length + blanks, to: at.to } }
  }

  /** The text of a literal in quotes; `undefined` of anything else. */
  literal({ from, to }: Stretch): string | undefined {
    const text = this.text.slice(from, to)
    const inner = /^'((?:\\.|[^'\\\n])*)'$|^"((?:\\.|[^"\\\n])*)"$/.exec(text)
    return inner === null ? undefined : unescaped(inner[1] ?? inner[2] ?? '')
  }

  /** What stands between the commas of a bracket, without the blanks and comments around it. */
  parts(opens: number): readonly Stretch[] {
    const closes = closing(this.code, opens)
    if (closes === undefined) return []
    const found: Stretch[] = []
    let from = opens + 1
    let depth = 0
    for (let at = opens + 1; at <= closes; at += 1) {
      const sign = this.code.charAt(at)
      if (at === closes || (sign === ',' && depth === 0)) {
        const part = this.#trimmed(from, at)
        if (part !== undefined) found.push(part)
        from = at + 1
      } else if (isOpening(sign)) depth += 1
      else if (isClosing(sign)) depth -= 1
    }
    return found
  }

  #trimmed(from: number, to: number): Stretch | undefined {
    const piece = this.code.slice(from, to)
    const start = piece.search(/\S/)
    return start === -1 ? undefined : { from: from + start, to: from + piece.trimEnd().length }
  }

  /** What a file exports by default, where that is a call. */
  exported(): SourceCall | undefined {
    const found = /^export default /m.exec(this.code)
    if (found === null) return undefined
    const from = found.index + found[0].length
    const opens = this.code.indexOf('(', from)
    const closes = opens === -1 ? undefined : closing(this.code, opens)
    return closes === undefined ? undefined : this.call({ from, to: closes + 1 })
  }

  /** The names of what the file declares, in their order. */
  constants(): readonly string[] {
    return [...this.code.matchAll(/^(?:export )?(?:const|function|let) ([\w$]+)/gm)].map(([, name = '']) => name)
  }

  /** What an exported constant is, where it is a call or an object in braces. */
  initial(name: string): Stretch | undefined {
    const found = new RegExp(`^export const ${name} = (?=[A-Za-z$][\\w$.]*\\(|\\{)`, 'm').exec(this.code)
    if (found === null) return undefined
    const from = found.index + found[0].length
    const closes = closing(this.code, from + this.code.slice(from).search(/[({]/))
    return closes === undefined ? undefined : { from, to: closes + 1 }
  }

  /** What a constant of the file is, where it is used once besides. */
  constant(name: string): Stretch | undefined {
    const found = new RegExp(`^(?:export )?const ${name} = `, 'm').exec(this.code)
    const uses = this.code.match(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, 'g')) ?? []
    if (found === null || uses.length !== 2 || found[0].startsWith('export')) return undefined
    const from = found.index + found[0].length
    const opens = this.code.indexOf('(', from)
    const closes = opens === -1 ? undefined : closing(this.code, opens)
    return closes === undefined ? undefined : { from, to: closes + 1 }
  }
}

const isOpening = (sign: string): boolean => '([{'.includes(sign) && sign !== ''
const isClosing = (sign: string): boolean => ')]}'.includes(sign) && sign !== ''

function closing(code: string, opens: number): number | undefined {
  let depth = 0
  for (let at = opens; at < code.length; at += 1) {
    const sign = code.charAt(at)
    if (isOpening(sign)) depth += 1
    else if (isClosing(sign)) depth -= 1
    if (depth === 0) return at
  }
  return undefined
}

const unescaped = (inner: string): string =>
  inner.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))/gs, (_, unicode: string | undefined, letter = '') =>
    unicode === undefined ? (letters[letter] ?? letter) : String.fromCodePoint(Number.parseInt(unicode, 16)),
  )
const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** Literals become underscores and comments blanks; what is filled into a template stays code. */
function masked(text: string): string {
  let code = ''
  // How many braces are open inside each `${` that is being read.
  const depths: number[] = []
  let isText = false
  for (let at = 0; at < text.length; ) {
    const token = isText ? ofTemplate : ofCode
    token.lastIndex = at
    const piece = token.exec(text)?.[0] ?? text.charAt(at)
    const depth = depths.at(-1)
    at += piece.length
    if (isText) {
      if (piece === '`') isText = false
      else if (piece === '${') {
        depths.push(0)
        isText = false
      }
      code += hidden(piece, '_')
    } else if (piece === '`') {
      isText = true
      code += '_'
    } else if (piece === '}' && depth === 0) {
      depths.pop()
      isText = true
      code += '_'
    } else {
      if (depth !== undefined && (piece === '{' || piece === '}'))
        depths[depths.length - 1] = depth + (piece === '{' ? 1 : -1)
      code +=
        piece.startsWith('//') || piece.startsWith('/*')
          ? hidden(piece, ' ')
          : /^['"]/.test(piece)
            ? hidden(piece, '_')
            : piece
    }
  }
  return code
}

const ofTemplate = /\\[\s\S]|\$\{|`|\$|[^\\`$]+/y
const ofCode = /'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|`|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\/|[{}]|[^'"`/{}]+/y
const hidden = (piece: string, sign: string): string => piece.replace(/[^\n]/g, sign)

/** A stretch of a text that another text takes the place of; where it is empty, something is put in. */
export interface Edit extends Stretch {
  readonly text: string
}

/** The text with all edits made, those of one place in their order; none may reach into another. */
export const edited = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .reverse()
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((all, { from, to, text: put }) => all.slice(0, from) + put + all.slice(to), text)
