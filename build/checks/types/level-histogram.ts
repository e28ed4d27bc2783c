import type { Place } from '../../findings/diagnostic.ts'
import type { AnyMetric } from '../../language/metric.ts'
import { queriesOf } from '../../model/queries.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check, Finding } from '../check.ts'
import type { Culprit } from '../locate.ts'

const level = /_(active|current|in_flight|inflight|in_progress|connected|pending|queued|depth)(_seconds|_bytes)?$/

export const levelHistogram: Check = {
  id: 'level-histogram',
  severity: 'error',
  covers: ['T04'],
  about:
    'How many connections are open is a level: it is read off, not observed once per event. Declared as a histogram it exposes how often somebody measured, and the number itself nowhere. The check goes by the name (`…_active`, `…_in_flight`, `…_in_progress`), at the declaration, or at the first query where the metric is read.',
  run: (subject) => {
    const told = new Set<string>()
    const say = (metric: AnyMetric, place: Place, query?: () => Culprit): readonly Finding[] => {
      const suffix = level.exec(metric.name)?.[1]
      if (metric.type !== 'histogram' || suffix === undefined || told.has(metric.name)) return []
      told.add(metric.name)
      return [
        {
          place,
          ...(query === undefined ? {} : { query: query() }),
          what: `${metric.name} is a histogram, and a name with _${suffix} is that of a level: its current value is exposed nowhere.`,
          next: 'Expose a gauge under this name; if it is a distribution, name what is distributed, such as a duration or a size.',
        },
      ]
    }
    return [
      ...(subject.model?.metrics ?? []).flatMap(({ file, name, value }) => say(value, { file, path: [name] })),
      ...queriesOf(subject).flatMap((query) =>
        selectors(query.expr).flatMap((culprit) => {
          const metric = subject.catalog.metricOf(culprit)
          return metric === undefined ? [] : say(metric, query.place, () => ({ ...query, culprit, part: 'metric' }))
        }),
      ),
    ]
  },
}
