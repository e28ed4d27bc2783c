import type { Query } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import type { Fact, Value } from '../../promql/infer/value.ts'
import { bare, walk } from '../../promql/walk.ts'
import { type Comparison, comparisonOf } from './comparisons.ts'
import { inferenceOf } from './inference.ts'
import { isShare } from './share.ts'

/** A comparison with a constant in a query, and what is known of the values that it compares. */
export interface Limited extends Comparison {
  readonly query: Query
  readonly value: Value
  /** What inference proved of it; `undefined`: it can be true and can be false. */
  readonly proof: Extract<Fact['kind'], 'never-true' | 'always-true'> | undefined
}

const found = new WeakMap<Subject, readonly Limited[]>()

/** Every comparison with a constant in the subject's queries. */
export function limitsOf(subject: Subject): readonly Limited[] {
  const known = found.get(subject) ?? queriesOf(subject).flatMap((query) => limitsIn(subject, query))
  found.set(subject, known)
  return known
}

function limitsIn(subject: Subject, query: Query): readonly Limited[] {
  const { of, facts } = inferenceOf(subject, query)
  return [...walk(query.expr)].flatMap((node) => {
    const comparison = node.is === 'binary' ? comparisonOf(node) : undefined
    if (comparison === undefined) return []
    const about = facts.filter((each) => each.node === comparison.node).map(({ kind }) => kind)
    const proof = about.find((kind) => kind === 'never-true' || kind === 'always-true')
    return [{ ...comparison, query, value: of(comparison.measured), proof }]
  })
}

/** Where the last bucket of the histogram whose quantile is compared ends; `undefined` for anything else. */
export function lastEdge({ value: { kind, buckets, domain } }: { readonly value: Value }): number | undefined {
  const last = buckets?.edges.at(-1)
  if (last !== undefined && domain.max <= last) return last
  // Multiplied by something, a quantile no longer knows its buckets, but how far they reach.
  return kind === 'quantile' && Number.isFinite(domain.max) ? domain.max : undefined
}

/** What sort of mistake an impossible comparison is; each is the business of one check. */
export function mistakeOf(limited: Limited): 'beyond the buckets' | 'burn rate' | 'share' | 'domain' {
  const { limit, value } = limited
  if (limit >= (lastEdge(limited) ?? Number.POSITIVE_INFINITY)) return 'beyond the buckets'
  if (limit < 1 || !isShare(value)) return 'domain'
  const written = bare(limited.written)
  if (written.is === 'binary' && written.op === '*') return 'burn rate'
  return limit > 1 ? 'share' : 'domain'
}
