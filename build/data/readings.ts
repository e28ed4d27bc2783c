import { seriesNames } from '../model/catalog.ts'
import { type Model, panelsOf } from '../model/model.ts'
import { parseDuration } from '../promql/duration.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'

/** How a series name is read. */
export interface Reading {
  /** How many milliseconds further back than a day it is read too. */
  readonly offsets: ReadonlySet<number>
  /** Whether samples are counted: somebody reads a window of them. */
  readonly isRanged: boolean
}

const day = 86_400_000

/** The series names that dashboards with their pickers and marks, alerts and recording rules read. */
export function readingsOf({ dashboards, groups }: Model): ReadonlyMap<string, Reading> {
  const readings = new Map<string, { offsets: Set<number>; isRanged: boolean }>()
  const exprs: readonly Expr[] = [
    ...dashboards.flatMap((dashboard) => [
      ...panelsOf(dashboard).flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...dashboard.annotations.map(({ expr }) => expr),
      ...dashboard.filters.flatMap(({ metric }) =>
        seriesNames(metric).map((name): Expr => ({ is: 'selector', metric: name, matchers: [] })),
      ),
    ]),
    ...groups.flatMap(({ alerts, recordings }) => [
      ...alerts.flatMap(({ arms }) => arms.map(({ when }) => when.expr)),
      ...recordings.map(({ computed }) => computed),
    ]),
  ]
  for (const { metric = '', offset = '0s', range } of exprs.flatMap(selectors)) {
    const reading = readings.get(metric) ?? { offsets: new Set(), isRanged: false }
    readings.set(metric, reading)
    if (range !== undefined) reading.isRanged = true
    const back = offset.startsWith('-') ? 0 : parseDuration(offset)
    if (back >= day) reading.offsets.add(back)
  }
  // What is recorded a week ago was computed from the metrics of then.
  for (const { name, computed } of groups.flatMap(({ recordings }) => recordings.toReversed()))
    for (const { metric = '' } of selectors(computed))
      for (const back of readings.get(name)?.offsets ?? []) readings.get(metric)?.offsets.add(back)
  return readings
}
