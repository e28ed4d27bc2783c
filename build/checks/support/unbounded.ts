import type { Query } from '../../documents/views.ts'
import { isClosed } from '../../language/labels.ts'
import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Selector } from '../../promql/tree.ts'
import { inferenceOf } from './inference.ts'

/** A label of an answer that has as many values as there are statements or users, and the selector that it comes from. */
export interface Unbounded {
  readonly label: string
  readonly selector: Selector
}

/** The labels without bound by which the series of a query's answer differ. */
export function unboundedLabels(subject: Subject, query: Query): readonly Unbounded[] {
  const { value, of } = inferenceOf(subject, query)
  const found = new Map<string, Selector>()
  for (const selector of selectors(query.expr)) {
    const declared = subject.catalog.metricOf(selector)?.declared ?? {}
    for (const [label, values] of Object.entries(declared)) {
      const isUnbounded = !isClosed(values) && values.extent === 'unbounded'
      const isLeft = value.labels.may.includes(label) && value.labels.get(label)?.values === undefined
      if (isUnbounded && isLeft && of(selector).labels.get(label)?.values === undefined && !found.has(label))
        found.set(label, selector)
    }
  }
  return [...found].map(([label, selector]) => ({ label, selector }))
}
