import { canonical } from '../../diff/promql/canonical.ts'
import { Refused } from '../../findings/problem.ts'
import type { AnyQuery } from '../../language/query.ts'
import type { Unit } from '../../language/units.ts'
import type { Defined, Definitions } from '../../model/load.ts'
import { readMetrics, type Source, sourceOf } from '../../model/records.ts'
import { isDuration } from '../../promql/duration.ts'
import { print } from '../../promql/print.ts'
import { selectors } from '../../promql/rewrite.ts'
import { type Expr, openWindow } from '../../promql/tree.ts'
import { mapSelectors, walk } from '../../promql/walk.ts'
import { type Code, method, namesIn, quoted } from '../code.ts'
import { DeclaredMetrics } from '../declared.ts'
import { sayRaw } from '../raw.ts'
import { type Handle, type Scope, saysTheSame, whole } from '../say/said.ts'
import { say } from '../say/say.ts'
import type { Imports } from '../text/imports.ts'

/** How a project says a query: with its own queries, its own metrics, or as PromQL with their handles. */
export class ProjectWords {
  readonly #known: DeclaredMetrics
  readonly #queries: readonly Defined<AnyQuery>[]
  readonly #imports: Imports
  readonly #isTyped: boolean
  /** What panels read instead of the metrics, by themselves. */
  readonly #sources: readonly Source[]

  /** `isTyped`: whether queries are given to words that ask for a unit. */
  constructor(
    { metrics, queries, beside = [], groups }: Pick<Definitions, 'metrics' | 'queries' | 'beside' | 'groups'>,
    imports: Imports,
    isTyped: boolean,
  ) {
    this.#isTyped = isTyped
    this.#queries = queries
    this.#imports = imports
    this.#sources = groups
      .flatMap(({ value }) => value.rules)
      .flatMap((rule) => (rule.type === 'recording' ? (sourceOf(rule, 0) ?? []) : []))
    this.#known = new DeclaredMetrics([...metrics, ...beside])
  }

  /**
   * A query of a panel as its definition says it. `filters` are the variables that the dashboard narrows by itself; `unit` is
   * what the panel shows, where that is not to change. `undefined` for what is no PromQL.
   */
  query(text: string, filters: ReadonlySet<string>, unit: Unit | undefined): Code | undefined {
    const { expr } = canonical(text)
    if (expr === undefined) return undefined
    const own = mapSelectors(readMetrics(expr, this.#sources), (selector) => ({
      ...selector,
      matchers: selector.matchers.filter(({ value }) => !filters.has(value)),
    }))
    const code = this.#asked(own, unit) ?? this.#said(own, unit) ?? sayRaw(own, this.#scope, unit)
    if (code !== undefined) this.mention(code)
    return code
  }

  /** Words of the language in code that is written: they are imported. */
  mention(code: Code): void {
    for (const name of namesIn(code)) this.#imports.word(name)
  }

  #said(expr: Expr, unit: Unit | undefined): Code | undefined {
    const open = say(expr, this.#scope)
    if (open === undefined || typeof open.value === 'number') return undefined
    const closed = whole(open)
    if (closed === undefined || !saysTheSame(closed, expr)) return undefined
    // Where a panel asks for a unit, the types know none of words that say PromQL's operators as they are.
    const isFit =
      !this.#isTyped || (!closed.isPlain && (unit === undefined || (closed.value as AnyQuery).unit === unit))
    return isFit ? closed.code : undefined
  }

  readonly #scope: Scope = {
    handle: (series, matchers = []): Handle | undefined => {
      const found = this.#known.find(series, matchers)
      return found && { code: this.#imports.member(found.file, found.name), metric: found.metric }
    },
  }

  /** A query that the project asks already, its labels and window chosen. */
  #asked(expr: Expr, unit: Unit | undefined): Code | undefined {
    const wanted = print(expr)
    const names = namesOf(expr)
    const groupings = [...walk(expr)].flatMap((each) =>
      each.is === 'aggregation' && each.grouping?.kind === 'by' && each.grouping.labels.length > 0
        ? [each.grouping.labels]
        : [],
    )
    const windows = [...new Set(selectors(expr).flatMap(({ range }) => (range === undefined ? [] : [range])))]
    for (const { file, name, value } of this.#queries) {
      if (namesOf(value.expr) !== names || (unit !== undefined && value.unit !== unit)) continue
      for (const { calls, query } of variants(value, groupings, windows))
        if (canonical(print(query.expr)).text === wanted)
          return calls.reduce<Code>(
            (on, { name: called, args }) => method(on, called, ...args.map(quoted)),
            this.#imports.member(file, name),
          )
    }
    return undefined
  }
}

interface Variant {
  readonly query: AnyQuery
  readonly calls: readonly { readonly name: string; readonly args: readonly string[] }[]
}

/** A query as it is, and with what its end may choose. */
function* variants(
  query: AnyQuery,
  groupings: readonly (readonly string[])[],
  windows: readonly string[],
): Generator<Variant> {
  const chosen: Variant[] = [{ query, calls: [] }]
  for (const labels of groupings) chosen.push(...called({ query, calls: [] }, 'by', labels))
  for (const each of chosen) {
    yield each
    yield* called(each, 'orZero', [])
    for (const window of windows) {
      if (window === openWindow || !isDuration(window)) continue
      for (const closed of called(each, 'over', [window])) {
        yield closed
        yield* called(closed, 'orZero', [])
      }
    }
  }
}

function called({ query, calls }: Variant, name: string, args: readonly string[]): readonly Variant[] {
  try {
    const word = (query as unknown as Readonly<Record<string, (...words: readonly string[]) => unknown>>)[name]
    const made = typeof word === 'function' ? word.apply(query, [...args]) : undefined
    return made === undefined ? [] : [{ query: made as AnyQuery, calls: [...calls, { name, args }] }]
  } catch (error) {
    if (error instanceof Refused || error instanceof RangeError || error instanceof TypeError) return []
    throw error
  }
}

const namesOf = (expr: Expr): string => [...new Set(selectors(expr).map(({ metric = '' }) => metric))].sort().join(' ')
