import { nearest } from '../../nearest.ts'
import { hasMacro } from '../../promql/macros.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { queriesOf } from '../support/queries.ts'

export const unknownMetric: Check = {
  id: 'unknown-metric',
  severity: 'error',
  covers: ['M01', 'M04', 'M05', 'M09'],
  about:
    'Every series that a query reads is exposed by somebody: a metric of the catalog, a part of one of its histograms, or the result of a recording rule. A query on any other name answers nothing, for ever. A name is told once, at its first use, with the nearest known one.',
  run: (subject) => {
    const told = new Set<string>()
    return queriesOf(subject).flatMap((query) =>
      selectors(query.expr).flatMap((culprit) => {
        const name = culprit.metric ?? ''
        if (name === '' || hasMacro(name) || told.has(name) || subject.catalog.find(name) !== undefined) return []
        told.add(name)
        const known = nearest(name, subject.catalog.names)
        const hint = known === undefined ? '' : `; the nearest known name is ${known}`
        return [
          {
            place: query.place,
            query: { ...query, culprit },
            what: `No known series is called ${name}${hint}.`,
            next: 'Correct the name, export the metric from a file in queries/, or add the exposition that has it with --catalog.',
          },
        ]
      }),
    )
  },
}
