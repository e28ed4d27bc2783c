import { canonical } from '../diff/promql/canonical.ts'
import type { Expr } from '../promql/tree.ts'
import type { ImportedCatalog } from './catalog.ts'
import { type Code, flat, formatted, type Method } from './code.ts'
import type { DeclaredMetrics } from './declared.ts'
import { measured } from './measured.ts'
import { importsOf } from './modules.ts'
import { fileName, Names } from './names.ts'
import { sayRaw } from './raw.ts'
import { type Said, type Scope, saysTheSame, whole } from './say/said.ts'
import { say } from './say/say.ts'

/** The series that queries may name. */
export interface KnownSeries {
  /** What is declared for the import. */
  readonly catalog: Pick<ImportedCatalog, 'handles'>
  /** What the project declares: it comes first. */
  readonly declared: DeclaredMetrics
  /** What the imported rules store. */
  readonly recorded: ReadonlySet<string>
}

/** How a query was said. */
export type Level = 'own' | 'plain' | 'raw' | 'none'

interface Question {
  readonly expr: Expr
  readonly level: Level
  readonly code: Code | undefined
  /** What it shares with others: the code without what is chosen at its end. */
  readonly base: string
  readonly isNamed: boolean
  readonly file: string
  uses: number
}

/** A shared part of queries, under a name in a file. */
interface Named {
  readonly file: string
  readonly name: string
  readonly code: Code
  readonly expr: Expr
}

/** The queries of an import: each is said once, and what several ask is named after what it measures. */
export class Questions {
  readonly #scope: Scope
  readonly #byText = new Map<string, Question>()
  /** Texts that must not be said in words: the compiler refused them so. */
  readonly #rawOnly: ReadonlySet<string>
  readonly #bases = new Map<string, { readonly code: Code; readonly expr: Expr; readonly file: string; uses: number }>()
  #named: ReadonlyMap<string, Named> | undefined
  readonly #aliases = new Map<string, string>()
  readonly #aliasNames = new Names(['catalog'])
  readonly #modules = new Map<string, string>()

  readonly #catalog: string

  constructor(known: KnownSeries, rawOnly: ReadonlySet<string>, catalogFile: string) {
    this.#scope = {
      handle: (series, matchers = []) => {
        const ours = known.recorded.has(series) ? undefined : known.declared.find(series, matchers)
        if (ours === undefined) return known.catalog.handles.get(series)
        return { code: `${this.#moduleOf(ours.file)}.${ours.name}`, metric: ours.metric }
      },
    }
    this.#catalog = catalogFile.replace(/^queries\//, '')
    this.#rawOnly = rawOnly
  }

  /** Takes a query in, for the file of definitions that asks it. */
  ask(expr: Expr, text: string, file: string): Level {
    const key = canonical(text).text
    const known = this.#byText.get(key)
    if (known !== undefined) {
      known.uses += 1
      const base = this.#bases.get(known.base)
      if (base !== undefined) base.uses += 1
      return known.level
    }
    const said = this.#said(expr, key)
    const code = said?.code ?? sayRaw(expr, this.#scope)
    const level: Level = said !== undefined ? (said.isPlain ? 'plain' : 'own') : code === undefined ? 'none' : 'raw'
    const shared = code === undefined ? undefined : baseOf(code)
    const base = shared === undefined ? '' : flat(shared)
    this.#byText.set(key, { expr, level, code, base, isNamed: false, file, uses: 1 })
    if (shared !== undefined) {
      const found = this.#bases.get(base)
      if (found === undefined) this.#bases.set(base, { code: shared, expr, file, uses: 1 })
      else found.uses += 1
    }
    return level
  }

  #said(expr: Expr, key: string): Said | undefined {
    if (this.#rawOnly.has(key)) return undefined
    const open = say(expr, this.#scope)
    if (open === undefined || typeof open.value === 'number') return undefined
    const closed = whole(open)
    return closed !== undefined && saysTheSame(closed, expr) ? closed : undefined
  }

  /** The different queries by how they were said. */
  get levels(): Readonly<Record<Level, number>> {
    const counts = { own: 0, plain: 0, raw: 0, none: 0 }
    for (const { level } of this.#byText.values()) counts[level] += 1
    return counts
  }

  /** The canonical texts that were said at a level. */
  textsAt(level: Level): readonly string[] {
    return [...this.#byText].filter(([, each]) => each.level === level).map(([text]) => text)
  }

  /** The query as a file of definitions writes it; `undefined` where nothing can say it. */
  codeOf(text: string): Code | undefined {
    const question = this.#byText.get(canonical(text).text)
    if (question?.code === undefined) return undefined
    const named = this.#names().get(question.base)
    return named === undefined ? question.code : rebased(question.code, `${this.#aliasOf(named.file)}.${named.name}`)
  }

  /** All code in which a query may be found: as it stands in its file, and as a whole. */
  codesOf(text: string): readonly Code[] {
    const whole = this.#byText.get(text)?.code
    const shortened = this.codeOf(text)
    return [whole, shortened].flatMap((code) => code ?? [])
  }

  /** The name under which definitions import a file of the project that declares metrics. */
  #moduleOf(file: string): string {
    if (file === `queries/${this.#catalog}`) return 'catalog'
    const known = this.#modules.get(file)
    if (known !== undefined) return known
    const alias = this.#aliasNames.take(file.replace(/^.*\//, '').replace(/\.ts$/, ''))
    this.#modules.set(file, alias)
    return alias
  }

  /** The name under which definitions import a file of queries: never that of a word, nor that of another file. */
  #aliasOf(file: string): string {
    const alias = this.#aliases.get(file) ?? this.#aliasNames.take(file)
    this.#aliases.set(file, alias)
    return alias
  }

  /** What is shared, and long enough for a name. */
  #names(): ReadonlyMap<string, Named> {
    if (this.#named !== undefined) return this.#named
    const aliases = [
      'catalog',
      ...this.#modules.values(),
      ...[...this.#bases.values()].map(({ file }) => this.#aliasOf(file)),
    ]
    const names = new Map<string, Names>()
    const found = new Map<string, Named>()
    for (const [base, { code, expr, file, uses }] of this.#bases) {
      if (typeof code === 'string' && !code.includes('`')) continue
      if (uses < 2 && base.length <= longest) continue
      const own = names.get(file) ?? new Names(aliases)
      names.set(file, own)
      found.set(base, { file, name: own.take(...measured(expr)), code, expr })
    }
    this.#named = found
    return found
  }

  /** The names under which files of queries are imported, with their paths from `folder`. */
  files(folder: 'queries' | 'other'): ReadonlyMap<string, string> {
    const prefix = folder === 'queries' ? './' : '../queries/'
    const files = [...new Set([...this.#names().values()].map(({ file }) => file))]
    return new Map([
      ['catalog', `${prefix}${this.#catalog}`],
      ...[...this.#modules].map(([file, alias]): [string, string] => [
        alias,
        `${prefix}${file.replace(/^queries\//, '')}`,
      ]),
      ...files.map((file): [string, string] => [this.#aliasOf(file), `${prefix}${file}.ts`]),
    ])
  }

  /** The files of queries, by their paths. */
  texts(): ReadonlyMap<string, string> {
    const byFile = new Map<string, Named[]>()
    for (const named of this.#names().values()) byFile.set(named.file, [...(byFile.get(named.file) ?? []), named])
    return new Map(
      [...byFile].map(([file, all]): [string, string] => {
        const imports = importsOf(
          all.map(({ code }) => code),
          this.files('queries'),
        )
        const lines = all.map(({ name, code }) => `export const ${name} = ${formatted(code, 0, 16 + name.length)}`)
        return [`queries/${file}.ts`, `${imports.join('\n')}\n\n${lines.join('\n')}\n`]
      }),
    )
  }
}

/** A query that is asked once and is shorter stands where it is asked. */
const longest = 64

export const queryName = (stem: string): string => {
  const name = fileName(stem)
  return name === 'catalog' || name === 'jobs' ? `${name}-queries` : name
}

const choosing = new Set(['by', 'over', 'offset', 'above', 'below', 'is', 'orZero'])

/** A query without what is chosen at its end: labels, window, threshold. */
const baseOf = (code: Code): Code => {
  if (typeof code === 'string') return code
  if (code.is === 'method' && choosing.has(code.name)) return baseOf(code.on)
  if (code.is === 'call' && code.fn === 'within' && code.args[0] !== undefined) return baseOf(code.args[0])
  return isNarrowed(code) ? flat(code) : code
}

/** A metric that is only narrowed needs no name. */
const isNarrowed = (code: Code): code is Method =>
  typeof code !== 'string' &&
  ((code.is === 'method' && code.name === 'where' && (typeof code.on === 'string' || isNarrowed(code.on))) ||
    (code.is === 'call' && code.fn === 'only'))

/** The same with a name in the place of its base. */
function rebased(code: Code, name: string): Code {
  if (typeof code === 'string') return name
  if (code.is === 'method' && choosing.has(code.name)) return { ...code, on: rebased(code.on, name) }
  if (code.is === 'call' && code.fn === 'within' && code.args[0] !== undefined)
    return { ...code, args: [rebased(code.args[0], name), ...code.args.slice(1)] }
  return name
}
