import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { recordedExpr } from './inference.ts'
import type { Inspected } from './inspect.ts'

/** Whether an expression reads a histogram's buckets, itself or through recording rules. */
export function readsBuckets(subject: Subject, expr: Expr, of: Inspected['of']): boolean {
  return selectors(expr).some(
    (selector) =>
      of(selector).kind === 'bucket' || isNamedSo(subject, selector) || recordsBuckets(subject, selector.metric ?? ''),
  )
}

/** Of a metric that nobody knows the name tells. */
const isNamedSo = ({ catalog }: Subject, { metric = '' }: Selector): boolean =>
  metric.endsWith('_bucket') && catalog.find(metric) === undefined

function recordsBuckets(subject: Subject, name: string, seen: readonly string[] = []): boolean {
  const expr = seen.includes(name) ? undefined : recordedExpr(subject, name)
  return (
    expr !== undefined &&
    selectors(expr).some(({ metric = '' }) => {
      const known = subject.catalog.find(metric)
      const buckets = known !== undefined && 'metric' in known && known.metric.type === 'histogram'
      return (buckets && metric.endsWith('_bucket')) || recordsBuckets(subject, metric, [...seen, name])
    })
  )
}
