import { nearest } from '../nearest.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Check } from './check.ts'
import { expressions } from './reads.ts'

/** Every series that is read is one that a file in `queries/` exports or that a listed recording rule writes. */
export const unknownMetric: Check = (model) =>
  expressions(model).flatMap(({ where, expr }) =>
    selectors(expr).flatMap(({ metric }) => {
      if (metric !== undefined && model.catalog.find(metric) !== undefined) return []
      const known = nearest(metric ?? '', model.catalog.names)
      return [
        {
          where,
          what: `Nobody exposes ${metric ?? 'a series without a name'}${known === undefined ? '' : `; the nearest known name is ${known}`}.`,
          next: 'Export the metric from a file in queries/, or list the recording rule in a group in alerts/.',
        },
      ]
    }),
  )
