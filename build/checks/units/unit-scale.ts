import { grafanaIdOf, measureOf } from '../../documents/grafana-units.ts'
import type { Panel } from '../../documents/views.ts'
import { type Measure, nameOf, same } from '../../promql/infer/unit.ts'
import type { Check, Finding } from '../check.ts'
import { agrees, inWords, type Measured } from '../support/measured.ts'
import { areProcessors } from '../support/processors.ts'
import { type ShownUnit, shownUnits } from '../support/shown-units.ts'

export const unitScale: Check = {
  id: 'unit-scale',
  severity: 'error',
  covers: ['U02', 'U03', 'U04', 'U05'],
  isLocal: true,
  about:
    "A panel's unit is the one that its queries answer: bytes under `decmbytes` are a million times too large, a share times 100 under `percentunit` is 5000%, seconds under `ms` are a thousandth, an increase is no operations per second. The unit is inferred from the metrics through every operation; where it is not certain, or an override of a series may set another, nothing is said. A table's columns have the units of their overrides, a heatmap that of its axis. 1000 and 1024 are not told apart.",
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) => shownUnits(subject, panel).flatMap((each) => misshown(panel, each))),
    ),
}

function misshown({ place }: Panel, { query, measured, unit: id }: ShownUnit): readonly Finding[] {
  const shown = measureOf(id)
  if (shown === undefined || isAlike(measured, shown)) return []
  const name = nameOf(measured)
  // A share of each of some things, such as processors: there is no word for it, and it may be what the unit says.
  if (name === undefined && measured.seconds === 0 && measured.bytes === 0 && !same(measured, shown)) return []
  if (areProcessors(query.expr) && !same(measured, shown)) {
    if (nameOf(shown) === 'count') return []
    return [
      {
        place,
        query: { ...query, culprit: query.expr },
        what: `The query answers a number of processors, and the panel shows it under the unit "${id}".`,
        next: 'Set the unit to short, or to percentunit, where 100% is one processor.',
      },
    ]
  }
  const factor = measured.scale / shown.scale
  const times = factor > 1 ? `${tidy(factor)} times too large` : `${tidy(1 / factor)} times too small`
  const better = name === undefined ? undefined : grafanaIdOf(name)
  return [
    {
      place,
      query: { ...query, culprit: query.expr },
      what: same(measured, shown)
        ? `The query answers ${inWords(measured)}, and under the unit "${id}" it reads ${times}.`
        : `The query answers ${inWords(measured)}, and the panel shows it under the unit "${id}".`,
      next:
        better === undefined
          ? 'Choose another unit, or change the query.'
          : `Set the unit to ${better}, or change the query.`,
    },
  ]
}

/** 1000 and 1024 are alike. */
const isAlike = (measured: Measured, shown: Measure): boolean =>
  agrees(measured, shown) && (measured.mayBeShare || Math.abs(Math.log(measured.scale / shown.scale)) < Math.log(1.5))

const tidy = (factor: number): string => String(Number(factor.toPrecision(3)))
