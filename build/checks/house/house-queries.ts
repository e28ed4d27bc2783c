import { queriesOf } from '../../model/queries.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { labelUses } from '../support/label-uses.ts'

export const houseQueries: Check = {
  id: 'house-queries',
  severity: 'error',
  covers: [],
  isLocal: true,
  about:
    'No query uses a function, or selects, groups or joins by a label, that `house.queries` of monitoring-check.yml forbids. Without such settings it says nothing.',
  run: (subject) => {
    const { forbiddenFunctions = [], forbiddenLabels = [] } = subject.house?.queries ?? {}
    if (forbiddenFunctions.length + forbiddenLabels.length === 0) return []
    return queriesOf(subject).flatMap((query) => [
      ...[...walk(query.expr)].flatMap((culprit) => {
        const name = culprit.is === 'call' ? culprit.fn : culprit.is === 'aggregation' ? culprit.op : undefined
        if (name === undefined || !forbiddenFunctions.includes(name)) return []
        return [
          {
            place: query.place,
            query: { ...query, culprit },
            what: `${name}() is forbidden here.`,
            next: 'Say it otherwise, or allow it in monitoring-check.yml.',
          },
        ]
      }),
      ...[...labelUses(query.expr)].flatMap(({ label, culprit, part }) =>
        forbiddenLabels.includes(label)
          ? [
              {
                place: query.place,
                query: { ...query, culprit, ...(part === undefined ? {} : { part }) },
                what: `The label ${label} is forbidden here.`,
                next: 'Ask for something else, or allow it in monitoring-check.yml.',
              },
            ]
          : [],
      ),
    ])
  },
}
