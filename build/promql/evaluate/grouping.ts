import type { Grouping } from '../tree.ts'
import { only, type Relabel, without } from './labels.ts'
import type { LabelSet, Sample } from './series.ts'

/** The labels of the group that a series belongs to. */
export const grouped = (grouping: Grouping | undefined): Relabel =>
  grouping?.kind === 'without' ? without(['__name__', ...grouping.labels]) : only(grouping?.labels ?? [])

/** Samples by group, in their order; `group` gives one object for equal labels (see `interned`). */
export function byGroup(samples: readonly Sample[], group: Relabel): ReadonlyMap<LabelSet, readonly Sample[]> {
  const groups = new Map<LabelSet, Sample[]>()
  for (const sample of samples) {
    const key = group(sample.labels)
    const known = groups.get(key)
    if (known) known.push(sample)
    else groups.set(key, [sample])
  }
  return groups
}
