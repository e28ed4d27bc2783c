import type { Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { agrees, hasOneUnit, inWords, type Measured, measuredBy } from '../support/measured.ts'

const axes = ['timeseries', 'bargauge', 'gauge']

export const mixedUnits: Check = {
  id: 'mixed-units',
  severity: 'error',
  covers: ['U05'],
  isLocal: true,
  about:
    'All lines on one axis measure the same thing: a share beside a number of bytes is a flat line at the bottom, and the unit is wrong for one of them. A panel with overrides may give each its own axis, and is left alone, as are tables.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels
        .filter((panel) => hasOneUnit(panel) && axes.includes(panel.type))
        .flatMap(({ place, targets }) => {
          const [first, ...others] = targets.flatMap(({ query }) =>
            query === undefined ? [] : measured(subject, query),
          )
          const other = others.find(({ unit }) => first && !agrees(first.unit, unit) && !agrees(unit, first.unit))
          if (first === undefined || other === undefined) return []
          return [
            {
              place,
              query: { ...other.query, culprit: other.query.expr },
              what: `This query answers ${inWords(other.unit)}, and the first one on the same axis ${inWords(first.unit)}.`,
              next: 'Show them in two panels, or give one an axis and a unit of its own by an override.',
            },
          ]
        }),
    ),
}

interface Line {
  readonly query: Query
  readonly unit: Measured
}

function measured(subject: Subject, query: Query): readonly Line[] {
  const unit = measuredBy(inferenceOf(subject, query).value)
  return unit === undefined ? [] : [{ query, unit }]
}
