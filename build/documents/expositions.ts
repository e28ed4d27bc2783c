import { readExposition } from './exposition/families.ts'
import { foreignSeries } from './exposition/foreign.ts'
import type { ForeignMetric } from './exposition/metric.ts'
import type { FileText } from './text.ts'
import type { Fault } from './views.ts'

/** The metrics of recorded `/metrics` texts, and a fault for each line that is none. */
export interface Recorded {
  readonly series: readonly (readonly [name: string, ForeignMetric])[]
  readonly faults: readonly Fault[]
}

export function readExpositions(texts: readonly FileText[]): Recorded {
  const read = texts.map(({ file, text }) => ({ file, ...readExposition(text) }))
  const faults = read.flatMap((exposition) => exposition.faults.map((each) => faultOf(exposition.file, each)))
  const empty = read.filter(({ families, faults: told }) => families.length === 0 && told.length === 0)
  const series = new Map<string, ForeignMetric>()
  for (const [name, metric] of read.flatMap(({ families }) => families.flatMap(foreignSeries)))
    series.set(name, merged(series.get(name), metric))
  return {
    series: [...series],
    faults: [
      ...faults,
      ...empty.map(({ file }) => faultOf(file, { line: 1, column: 1, what: 'The exposition has no metric.' })),
    ],
  }
}

/** What two targets expose under one name: a label that only one of them has is not on every series. */
function merged(one: ForeignMetric | undefined, other: ForeignMetric): ForeignMetric {
  if (one?.labels === undefined || other.labels === undefined) return one?.labels === undefined ? other : one
  const [a, b] = [one.labels, other.labels]
  const all = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const isOnBoth = (label: string): boolean => Object.hasOwn(a, label) && Object.hasOwn(b, label)
  return {
    ...other,
    labels: Object.fromEntries(all.map((label) => [label, [...new Set([...(a[label] ?? []), ...(b[label] ?? [])])]])),
    optional: all.filter(
      (label) => !isOnBoth(label) || one.optional?.includes(label) || other.optional?.includes(label),
    ),
    // Two targets may expose the same labels; only series of one target were side by side.
    samples: one.samples ?? [],
  }
}

const faultOf = (
  file: string,
  { line, column, what }: { readonly line: number; readonly column: number; readonly what: string },
): Fault => ({
  check: 'unreadable-file',
  place: { file, path: [], position: { line, column } },
  what,
  next: 'Record it again: curl -o FILE.prom http://…/metrics.',
})
