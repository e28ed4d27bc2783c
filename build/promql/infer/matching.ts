import type { Binary } from '../tree.ts'
import { isComparison } from '../types/binary.ts'
import { both, type Label, type LabelSet } from './labels.ts'

/** Why the series of two sides can never be paired: one label, and what it is on either side. */
export interface Mismatch {
  readonly label: string
  readonly left: Label | undefined
  readonly right: Label | undefined
}

/** The labels that decide which series are paired, as far as they are known. */
function matched({ matching }: Binary, left: LabelSet, right: LabelSet): readonly string[] {
  if (matching?.kind === 'on') return matching.labels
  const ignored = new Set(['__name__', ...(matching?.labels ?? [])])
  return [...new Set([...left.may, ...right.may])].filter((label) => !ignored.has(label))
}

/** A label that differs on every pair of series; `undefined` where some pair may match. */
export function mismatchOf(expr: Binary, left: LabelSet, right: LabelSet): Mismatch | undefined {
  const label = matched(expr, left, right).find((name) => both(left.get(name), right.get(name)) === undefined)
  return label === undefined ? undefined : { label, left: left.get(label), right: right.get(label) }
}

/** The labels of `left` where a series of `right` has the same. */
export function paired(expr: Binary, left: LabelSet, right: LabelSet): LabelSet {
  let labels = left
  for (const name of matched(expr, left, right)) {
    const label = both(left.get(name), right.get(name))
    if (label !== undefined) labels = labels.with(name, label === 'absent' ? undefined : label)
  }
  // Default matching pairs only series that carry the same labels.
  const isExact = expr.matching?.kind !== 'on' && !right.open
  if (!isExact || !labels.open) return labels
  return labels.only([...right.may, '__name__', ...(expr.matching?.labels ?? [])])
}

/** The labels of an arithmetic or comparing operation between two vectors. */
export function joined(expr: Binary, left: LabelSet, right: LabelSet): LabelSet {
  const { matching } = expr
  const isSwapped = matching?.group?.side === 'right'
  const [many, one] = isSwapped ? [right, left] : [left, right]
  let labels = withoutName(expr, paired(expr, many, one))
  if (matching && !matching.group) {
    labels = matching.kind === 'on' ? labels.only(matching.labels) : labels.without(matching.labels)
  }
  for (const name of matching?.group?.include ?? []) labels = labels.with(name, one.get(name))
  return labels
}

/** Arithmetic and `bool` change the values, so they drop the name; a filter keeps it. */
export const withoutName = ({ op, bool }: Binary, labels: LabelSet): LabelSet =>
  isComparison(op) && !bool ? labels : labels.without(['__name__'])
