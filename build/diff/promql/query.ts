import { selectors } from '../../promql/rewrite.ts'
import { type Canonical, canonical } from './canonical.ts'
import { spoken } from './spoken.ts'
import { diffTokens, type Token } from './tokens.ts'

/** A query of a rule or panel, put into canonical form when somebody asks. */
export class Query {
  readonly written: string
  #canonical: Canonical | undefined

  constructor(written: string) {
    this.written = written
  }

  get canonical(): Canonical {
    this.#canonical ??= canonical(this.written)
    return this.#canonical
  }

  /** Whether two queries say the same. */
  equals(other: Query): boolean {
    return this.written === other.written || this.canonical.text === other.canonical.text
  }

  /** For readers; of text that is no PromQL the text. */
  get spoken(): string {
    const { expr, text } = this.canonical
    return expr === undefined ? text : spoken(expr)
  }

  /** The names of the series that it reads; of text that is no PromQL none. */
  get metrics(): readonly string[] {
    const { expr } = this.canonical
    if (expr === undefined) return []
    return selectors(expr).flatMap(
      ({ metric, matchers }) => metric ?? matchers.find(({ label }) => label === '__name__')?.value ?? [],
    )
  }

  /** What another query says instead of this one, as people read it. */
  tokensTo(other: Query): readonly Token[] {
    return diffTokens(this.spoken, other.spoken)
  }
}

/** A query that was not there before, or is not there any more. */
export const noQuery = new Query('')
