import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { isComparison } from '../../promql/types/binary.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect } from '../support/inspect.ts'

export const orOfRates: Check = {
  id: 'or-of-rates',
  severity: 'error',
  covers: ['A07'],
  isLocal: true,
  about:
    "`a or b` answers b only where a has no series with the same labels. rate() takes the metric's name away, so `rate(a) or rate(b)` of two metrics of one job answers a alone: b is never seen. Compare each before `or`, or add them. Metrics that a healthy target may lack, and a left side that is a comparison, are fallbacks on purpose.",
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      if (node.is !== 'binary' || node.op !== 'or' || node.matching !== undefined) return undefined
      const [left, right] = [metricIn(subject, node.left), metricIn(subject, node.right)]
      if (left === undefined || right === undefined || left.name === right.name) return undefined
      if (!isGrowth(node.left, of) || !isGrowth(node.right, of) || isSometimes(node.left)) return undefined
      const sameJobs = right.jobs.every((job) => left.jobs.includes(job))
      if (!hides(of(node.left).labels, of(node.right).labels, sameJobs)) return undefined
      return {
        culprit: node,
        part: 'operator',
        what: `${left.name} is always there and its series have the labels of ${right.name}: the right side of this or is never seen.`,
        next: 'Compare each side before the or, add them with +, or show them as two queries.',
      }
    }),
}

const isGrowth = (expr: Expr, of: Inspected['of']): boolean => ['rate', 'increase'].includes(of(expr).kind)

/** Whether a side may be empty while its metric is there: it is compared, or chooses among values that are not known. */
const isSometimes = (expr: Expr): boolean =>
  [...walk(expr)].some(
    (node) =>
      (node.is === 'binary' && (isComparison(node.op) || ['and', 'unless'].includes(node.op))) ||
      (node.is === 'selector' && node.matchers.some(({ label }) => label !== 'job')),
  )

/** The one metric that an expression reads, if a healthy target never lacks it. */
function metricIn(
  subject: Subject,
  expr: Expr,
): { readonly name: string; readonly jobs: readonly string[] } | undefined {
  const names = new Set(selectors(expr).map(({ metric = '' }) => metric))
  const [name = ''] = names
  const known = subject.catalog.find(name)
  if (names.size !== 1 || known === undefined || !('metric' in known)) return undefined
  const { optional, since, until, needs } = known.metric.facts
  const lacking = [optional, since, until, needs].some((fact) => fact !== undefined)
  return lacking ? undefined : { name, jobs: known.metric.jobs }
}

type Labels = ReturnType<Inspected['of']>['labels']

/** Whether every series of `right` has a partner in `left`, as far as the labels and their known values tell. */
function hides(left: Labels, right: Labels, sameJobs: boolean): boolean {
  const names = (set: Labels) => set.may.filter((label) => label !== '__name__').toSorted()
  if (left.open || right.open || names(left).join() !== names(right).join()) return false
  return names(left).every((label) => {
    const [a, b] = [left.get(label), right.get(label)]
    if (a?.always !== true || b?.always !== true) return false
    if (a.values !== undefined && b.values !== undefined) return b.values.every((value) => a.values?.includes(value))
    return sameJobs && (label === 'job' || label === 'instance')
  })
}
