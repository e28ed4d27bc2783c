import type { Query } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import type { Inference } from '../../promql/infer/infer.ts'
import type { Value } from '../../promql/infer/value.ts'
import type { Expr } from '../../promql/tree.ts'
import type { Finding } from '../check.ts'
import type { Culprit } from '../locate.ts'
import { type Placed, placed } from './around.ts'
import { inferenceOf } from './inference.ts'

/** What a check has to say of a part of a query. */
export interface Remark extends Pick<Finding, 'what' | 'next'>, Pick<Culprit, 'culprit' | 'part'> {}

/** A part of a query, and what is known of every part. */
export interface Inspected extends Placed {
  readonly query: Query
  readonly of: (node: Expr) => Value
}

type Look = (part: Inspected) => Remark | undefined

/** A finding for each part of the queries of which there is something to say. */
export const inspect = (subject: Subject, look: Look): readonly Finding[] =>
  queriesOf(subject).flatMap((query) => inspectQuery(subject, query, look))

/** The same for one query. */
export const inspectQuery = (subject: Subject, query: Query, look: Look): readonly Finding[] =>
  partsOf(subject, query).flatMap((part) => {
    const remark = look(part)
    return remark === undefined ? [] : [findingOf(query, remark)]
  })

const parts = new WeakMap<Inference, readonly Inspected[]>()

/** The parts of a query; many checks look at them, so they are listed once. */
function partsOf(subject: Subject, query: Query): readonly Inspected[] {
  const inference = inferenceOf(subject, query)
  const known =
    parts.get(inference) ?? placed(query.expr).map(({ node, around }) => ({ node, around, query, of: inference.of }))
  parts.set(inference, known)
  return known
}

/** A remark as a finding about its query. */
export const findingOf = ({ place, text, expr }: Query, { what, next, culprit, part }: Remark): Finding => ({
  place,
  query: { text, expr, culprit, ...(part === undefined ? {} : { part }) },
  what,
  next,
})
