import { type Imported, importsIn } from './followers.ts'
import { type Call, callAt, callsIn, codeOf, type Statement, type Stretch, statementsIn } from './source.ts'

/** A file, and what is where in it. */
export class Source {
  readonly file: string
  readonly text: string
  #code: string | undefined
  #calls: readonly Call[] | undefined
  #statements: readonly Statement[] | undefined
  #imports: readonly Imported[] | undefined

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
  }

  // Read when it is asked for: most files of a build have nothing to tell.
  get code(): string {
    this.#code ??= codeOf(this.text)
    return this.#code
  }

  get calls(): readonly Call[] {
    this.#calls ??= callsIn(this.code)
    return this.#calls
  }

  get statements(): readonly Statement[] {
    this.#statements ??= statementsIn(this.code)
    return this.#statements
  }

  get imports(): readonly Imported[] {
    this.#imports ??= importsIn(this.file, this.text)
    return this.#imports
  }

  /** The names that it declares or passes on. */
  get declared(): readonly string[] {
    const passed = [...this.code.matchAll(/^export \{([^}]*)\}/gm)].flatMap(
      ([, names = '']) => names.match(/\w+/g) ?? [],
    )
    return [...this.statements.flatMap(({ name }) => name ?? []), ...passed]
  }

  /** What is carried out at an offset: a call, with what it is a method of, or a name. */
  reachOf(offset: number): Stretch & { readonly call?: Call } {
    const call = callAt(this.calls, offset)
    if (call !== undefined) return { call, from: startOfChain(this.code, call.from), to: call.to }
    const [name = ''] = /^\.?[\w$]+/.exec(this.code.slice(offset)) ?? []
    return { from: startOfChain(this.code, offset), to: offset + Math.max(1, name.length) }
  }

  /** The innermost call around a stretch. */
  around({ from, to }: Stretch): Call | undefined {
    return this.calls.findLast((call) => call.opens < from && to <= call.to)
  }

  isDefault(offset: number): boolean {
    return this.statementAt(offset)?.text.startsWith('export default') ?? false
  }

  isImport(offset: number): boolean {
    return this.statementAt(offset)?.text.startsWith('import') ?? false
  }

  statementAt(offset: number): Statement | undefined {
    return this.statements.findLast(({ from }) => from <= offset)
  }
}

/** `http.serverErrorRatio.over('5m')` belongs to the `.above` behind it. */
function startOfChain(code: string, from: number): number {
  let at = from
  while (at > 0) {
    const letter = code[at - 1] ?? ''
    if (letter === ')' || letter === ']') at = opening(code, at - 1)
    else if (/[\w$.]/.test(letter) || (/\s/.test(letter) && /^\s*\./.test(code.slice(at)))) at -= 1
    else break
  }
  return at
}

function opening(code: string, closes: number): number {
  let depth = 0
  for (let at = closes; at >= 0; at -= 1) {
    const letter = code[at] ?? ''
    if (')]}'.includes(letter)) depth += 1
    else if ('([{'.includes(letter)) depth -= 1
    if (depth === 0) return at
  }
  return 0
}

export const meets = (one: Stretch, other: Stretch): boolean => one.from < other.to && other.from < one.to
