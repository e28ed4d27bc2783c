import type { Binary, Matching } from '../tree.ts'
import { isComparison } from '../types/binary.ts'
import { shown } from './distinct.ts'
import { interned, internedPair, only, type Relabel, withLabel, without } from './labels.ts'
import { operationOf } from './operators.ts'
import { refusal } from './refuse.ts'
import type { Instant, Scope } from './scope.ts'
import type { LabelSet, Sample } from './series.ts'

/** The labels by which series of two sides are paired, as one object for equal ones. */
export const signatureOf = (matching: Matching | undefined): Relabel =>
  interned(matching?.kind === 'on' ? only(matching.labels) : without(['__name__', ...(matching?.labels ?? [])]))

/** Arithmetic or a comparison between two vectors: one to one, or many to one with `group_left` and `group_right`. */
export function paired(expr: Binary, scope: Scope): Instant {
  const { op, bool = false, matching } = expr
  const swapped = matching?.group?.side === 'right'
  const operation = operationOf(op, bool, 'left')
  const many = scope.vector(swapped ? expr.right : expr.left)
  const one = scope.vector(swapped ? expr.left : expr.right)
  const signature = signatureOf(matching)
  const join = internedPair((left, right) => joined(expr, left, right))

  return (at) => {
    const [manySamples, oneSamples] = [many(at), one(at)]
    if (manySamples.length === 0 || oneSamples.length === 0) return []
    const partners = new Map<LabelSet, Sample>()
    for (const sample of oneSamples) {
      const key = signature(sample.labels)
      if (partners.has(key)) throw ambiguous(expr, `Several series on the ${swapped ? 'left' : 'right'} have`, key)
      partners.set(key, sample)
    }
    const results: Sample[] = []
    const taken = new Set<LabelSet>()
    for (const { labels, value } of manySamples) {
      const key = signature(labels)
      const partner = partners.get(key)
      if (!partner) continue
      const result = swapped ? operation(partner.value, value) : operation(value, partner.value)
      if (result === undefined) continue
      const joint = join(labels, partner.labels)
      const place = matching?.group ? joint : key
      if (taken.has(place)) throw ambiguous(expr, 'Several results have', place)
      taken.add(place)
      results.push({ labels: joint, value: result })
    }
    return results
  }
}

function joined({ op, bool, matching }: Binary, many: LabelSet, one: LabelSet): LabelSet {
  let labels = isComparison(op) && !bool ? many : without(['__name__'])(many)
  if (!matching) return labels
  if (!matching.group) return (matching.kind === 'on' ? only : without)(matching.labels)(labels)
  for (const name of matching.group.include) labels = withLabel(labels, name, one[name] ?? '')
  return labels
}

const ambiguous = (expr: Binary, who: string, labels: LabelSet) =>
  refusal(
    expr,
    `${who} the same matched labels ${shown(labels)}, so that Prometheus cannot pair the two sides.`,
    'Match on more labels, aggregate that side, or write group_left or group_right.',
  )
