import { readExposition } from '../../exposition/families.ts'
import { foreignSeries } from '../../exposition/foreign.ts'
import type { ForeignMetric } from '../../model/catalog.ts'
import type { Fault } from '../subject.ts'
import type { FileText } from './text.ts'

/** The metrics of recorded `/metrics` texts, and a fault for each line that is none. */
export interface Recorded {
  readonly series: readonly (readonly [name: string, ForeignMetric])[]
  readonly faults: readonly Fault[]
}

export function readExpositions(texts: readonly FileText[]): Recorded {
  const read = texts.map(({ file, text }) => ({ file, ...readExposition(text) }))
  const faults = read.flatMap((exposition) => exposition.faults.map((each) => faultOf(exposition.file, each)))
  const empty = read.filter(({ families, faults: told }) => families.length === 0 && told.length === 0)
  return {
    series: read.flatMap(({ families }) => families.flatMap(foreignSeries)),
    faults: [
      ...faults,
      ...empty.map(({ file }) => faultOf(file, { line: 1, column: 1, what: 'The exposition has no metric.' })),
    ],
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
