import type { LabelSet } from './series.ts'

export type Relabel = (labels: LabelSet) => LabelSet

/**
 * Remembers what becomes of each label set, and gives one object for equal results: within the results of one such
 * function label sets can be compared by identity.
 */
export function interned(change: Relabel): Relabel {
  const known = new WeakMap<LabelSet, LabelSet>()
  const one = unifier()
  return (labels) => {
    const before = known.get(labels)
    if (before !== undefined) return before
    const result = one(change(labels))
    known.set(labels, result)
    return result
  }
}

/** The same for what becomes of two label sets together. */
export function internedPair(
  change: (left: LabelSet, right: LabelSet) => LabelSet,
): (left: LabelSet, right: LabelSet) => LabelSet {
  const known = new WeakMap<LabelSet, Relabel>()
  const one = unifier()
  return (left, right) => {
    const before = known.get(left) ?? interned((other) => one(change(left, other)))
    known.set(left, before)
    return before(right)
  }
}

/** Gives the first of all equal label sets that it meets. */
function unifier(): Relabel {
  const met = new Map<string, LabelSet>()
  return (labels) => {
    const key = keyOf(labels)
    const first = met.get(key) ?? labels
    met.set(key, first)
    return first
  }
}

const keyOf = (labels: LabelSet): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Only these labels. */
export const only =
  (names: readonly string[]): Relabel =>
  (labels) =>
    Object.fromEntries(names.filter((name) => name in labels).map((name) => [name, labels[name] ?? '']))

/** All but these labels. */
export const without =
  (names: readonly string[]): Relabel =>
  (labels) =>
    Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)))

/** Sets a label, or takes it away: for Prometheus an empty value is no label. */
export const withLabel = (labels: LabelSet, name: string, value: string): LabelSet =>
  value === '' ? without([name])(labels) : { ...labels, [name]: value }

export const nameless: Relabel = without(['__name__'])
