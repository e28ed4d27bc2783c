import type { Query } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import { nearest } from '../../nearest.ts'
import { hasMacro } from '../../promql/macros.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Selector } from '../../promql/tree.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'

export const unknownMetric: Check = {
  id: 'unknown-metric',
  severity: 'error',
  covers: ['M01', 'M04', 'M05', 'M09'],
  about:
    'Every series that a query reads is exposed by somebody: a metric of the catalog, a part of one of its histograms, or the result of a recording rule. A query on any other name answers nothing, for ever. A name is told once, at its first use, with the nearest known one; more than three of one file that are like no known name are told together. Where not one metric of the files is known, only slips of recorded names are told, and the summary says so. With `--changed-since` a name that the branch no longer records is told wherever it is still read.',
  run: (subject) => {
    const told = new Set<string>()
    const { names } = subject.catalog
    const recorded = names.filter((name) => name.includes(':'))
    const strangers = queriesOf(subject).flatMap((query) =>
      selectors(query.expr).flatMap((culprit): readonly Stranger[] => {
        const name = culprit.metric ?? ''
        if (name === '' || hasMacro(name) || told.has(name) || subject.catalog.find(name) !== undefined) return []
        told.add(name)
        if (subject.former?.has(name) === true) return [{ name, query, culprit, known: undefined, isGone: true }]
        if (!subject.unjudged) return [{ name, query, culprit, known: nearest(name, names), isGone: false }]
        // Without a catalog a name of the form of recorded ones may still be a slip of one of the files'.
        const known = name.includes(':') ? nearest(name, recorded) : undefined
        return known === undefined ? [] : [{ name, query, culprit, known, isGone: false }]
      }),
    )
    const far = strangers.filter(({ known, isGone }) => known === undefined && !isGone)
    const files = groupedByFile(far)
    return strangers.flatMap((stranger) => {
      const others =
        stranger.known === undefined && !stranger.isGone ? (files.get(stranger.query.place.file) ?? []) : []
      if (others.length <= fewEnough) return [findingOf(stranger)]
      return others[0] === stranger ? [together(others)] : []
    })
  },
}

/** More unknown metrics of one file are told together: it is somebody else's then. */
const fewEnough = 3

interface Stranger {
  readonly name: string
  readonly query: Query
  readonly culprit: Selector
  /** The nearest known name. */
  readonly known: string | undefined
  /** Whether a rule recorded it before the change that is checked. */
  readonly isGone: boolean
}

function groupedByFile(strangers: readonly Stranger[]): ReadonlyMap<string, readonly Stranger[]> {
  const files = new Map<string, Stranger[]>()
  for (const stranger of strangers) {
    const { file } = stranger.query.place
    files.set(file, [...(files.get(file) ?? []), stranger])
  }
  return files
}

const next =
  'Correct the name, export the metric from a file in queries/, or add the exposition that has it with --catalog.'

const findingOf = ({ name, query, culprit, known, isGone }: Stranger): Finding => ({
  place: query.place,
  query: { ...query, culprit },
  what: isGone
    ? `No rule records ${name} any more, and this still reads it.`
    : `No known series is called ${name}${known === undefined ? '' : `; the nearest known name is ${known}`}.`,
  next: isGone ? 'Keep the rule, or read another series.' : next,
})

const together = (strangers: readonly Stranger[]): Finding => ({
  place: { ...(strangers[0]?.query.place ?? { file: '' }), path: [] },
  what: `${strangers.length} metrics that the file reads are not known: ${listed(strangers.map(({ name }) => name))}.`,
  next: 'Add the exposition that has them with --catalog, or leave names alone with --no-catalog.',
})
