import type { Check } from './check.ts'
import { queriesOf } from './queries.ts'
import { counting, rangeOf, seriesOf } from './series.ts'
import { walk } from '../promql/walk.ts'

const instead = {
  gauge: 'Take deriv() or delta() for how a level moves, or avg_over_time() and max_over_time() for the level itself.',
  timestamp: 'Take time() - … for the age of a moment, or changes() for how often it moved.',
  info: 'Count the series with count(), or join their labels to another metric with group_left.',
} as const

export const rateOfGauge: Check = {
  id: 'rate-of-gauge',
  severity: 'error',
  covers: ['T01', 'T03'],
  about:
    'rate(), irate() and increase() read counters: they take every decrease for a restart and add the lost part back. Of a gauge, whose value falls in normal operation, they answer numbers that were never there. The type is that of the catalog, whatever the name ends in: a gauge called *_total is a gauge.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      [...walk(query.expr)].flatMap((culprit) => {
        if (culprit.is !== 'call' || !counting.has(culprit.fn)) return []
        const selector = culprit.args[0] && rangeOf(culprit.args[0])
        const series = selector && seriesOf(subject.catalog, selector)
        if (series === undefined || series.kind === 'counter') return []
        const { name } = series.metric
        const misled = series.kind === 'gauge' && name.endsWith('_total') ? ', whatever its name says' : ''
        return [
          {
            place: query.place,
            query: { ...query, culprit, part: 'name' },
            what: `${culprit.fn}() reads counters, and ${name} is ${article[series.kind]}${misled}: each decrease would count as a restart.`,
            next: instead[series.kind],
          },
        ]
      }),
    ),
}

const article = { gauge: 'a gauge', timestamp: 'a moment in time', info: 'an info metric' } as const
