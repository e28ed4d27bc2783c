import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Binary, Expr, Selector } from '../../promql/tree.ts'
import { bare, walk } from '../../promql/walk.ts'
import type { Inspected } from './inspect.ts'
import { instancesOf } from './known-series.ts'
import { constantOf } from './terms.ts'

const isMatchedBy = ({ matching }: Binary, label: string): boolean =>
  matching === undefined || (matching.kind === 'on') === matching.labels.includes(label)

/** The instances of either side, where two sides are matched by `instance` and their jobs share none. */
export function instancesApart(
  subject: Subject,
  node: Binary,
  of: Inspected['of'],
): readonly [left: readonly string[], right: readonly string[]] | undefined {
  if (node.op === 'or' || !isMatchedBy(node, 'instance')) return undefined
  const [left, right] = [node.left, node.right].map((side) => instancesIn(subject, side, of))
  if (left === undefined || right === undefined || left.some((each) => right.includes(each))) return undefined
  return [left, right]
}

function instancesIn(subject: Subject, side: Expr, of: Inspected['of']): readonly string[] | undefined {
  if (!of(side).labels.isPossible('instance')) return undefined
  const isWritten = [...walk(side)].some(
    (node) =>
      (node.is === 'call' && ['label_replace', 'label_join', 'absent', 'vector'].includes(node.fn)) ||
      (node.is === 'selector' && node.matchers.some(({ label }) => label === 'instance')),
  )
  const all = selectors(side)
  if (isWritten || all.length === 0) return undefined
  const read = all.map((selector) =>
    selector.metric?.includes(':') ? undefined : instancesOf(subject, selector, subject.catalog.metricOf(selector)),
  )
  return read.includes(undefined) ? undefined : [...new Set(read.flatMap((each) => each ?? []))]
}

/**
 * A label that `group_left` brings to one side, and that the same metric on the other side has not: all labels are compared,
 * so the two never match. `undefined` where there is none.
 */
export function labelBrought(node: Binary): { readonly label: string; readonly join: Binary } | undefined {
  if (node.op !== 'and' && node.op !== 'unless') return undefined
  for (const [rich, poor] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const join = unfiltered(rich)
    const group = join.is === 'binary' ? join.matching?.group : undefined
    if (join.is !== 'binary' || group === undefined) continue
    const many = seriesOf(group.side === 'left' ? join.left : join.right)
    const other = seriesOf(poor)
    const label = group.include.find((each) => isMatchedBy(node, each))
    if (label === undefined || many?.metric === undefined || many.metric !== other?.metric) continue
    if (![many, other].some(({ matchers }) => matchers.some((matcher) => matcher.label === label)))
      return { label, join }
  }
  return undefined
}

/** What is compared with a number, however often. */
function unfiltered(expr: Expr): Expr {
  const inner = bare(expr)
  const isFilter = inner.is === 'binary' && ['>', '<', '>=', '<=', '==', '!='].includes(inner.op) && !inner.bool
  return isFilter && constantOf(inner.right) !== undefined ? unfiltered(inner.left) : inner
}

/** The series that an expression answers, compared with a number or read through a window. */
function seriesOf(expr: Expr): Selector | undefined {
  const inner = unfiltered(expr)
  const read = inner.is === 'call' && ['rate', 'irate', 'increase', 'delta'].includes(inner.fn) ? inner.args[0] : inner
  return read?.is === 'selector' ? read : undefined
}
