import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { LabelSet, Sample } from '../promql/evaluate/series.ts'
import type { Expr } from '../promql/tree.ts'
import { type Plan, seriesOf } from '../witness/plan.ts'
import { type Active, keyOf, type Rule, step } from '../witness/simulate.ts'
import type { Clock } from '../witness/time.ts'
import { type Away, Restoring } from './restart.ts'

export type State = 'inactive' | 'pending' | 'firing' | 'resolved'

/** What one evaluation of a rule sees, `at` milliseconds after the start. */
export interface Moment {
  readonly at: number
  /** Of the value that is compared; `undefined` where there is none. */
  readonly value: number | undefined
  readonly state: State
  readonly active: readonly Active[]
}

/** A rule as it goes over time, from the first evaluation to the last. */
export type CourseOfRule = readonly Moment[]

/**
 * Plays a rule over series; `measured` is the part of its condition that is compared. There are no moments while Prometheus
 * is `away`. Throws `Refused` as Prometheus would.
 */
export function courseOf(
  rule: Pick<Rule, 'expr' | 'for' | 'keepFiringFor'>,
  measured: Expr | undefined,
  plans: readonly Plan[],
  clock: Clock,
  length: number,
  windows: 'left-open' | 'closed' = 'left-open',
  away?: Away,
): CourseOfRule {
  const { spacing, interval } = clock
  const series = plans.map((plan) => seriesOf(plan, spacing))
  const answer = evaluator(rule.expr, series, { windows, interval })
  const value = measured && evaluator(measured, series, { windows, interval })
  const end = Math.floor((length * spacing) / interval) * interval
  const moments: Moment[] = []
  let state: ReadonlyMap<string, Active> = new Map()
  let before: State = 'inactive'
  const restoring = away && new Restoring(rule, away)
  for (let at = 0; at <= end; at += interval) {
    if (away !== undefined && at > away.from && at < away.to) continue
    const samples = answer(at)
    const known = restoring?.before(state, at) ?? state
    state = step(rule, known, samples, at)
    state = restoring?.after(state, at) ?? state
    const active = [...state.values()]
    const now: State = active.some(({ fires }) => fires) ? 'firing' : active.length > 0 ? 'pending' : 'inactive'
    const isOver: boolean = now === 'inactive' && (before === 'firing' || before === 'resolved')
    before = isOver ? 'resolved' : now
    moments.push({ at, value: value && valueFor(value(at), samples), state: before, active })
  }
  return moments
}

/** Of several series the one that the alert is about, or the first. */
function valueFor(values: readonly Sample[], samples: readonly Sample[]): number | undefined {
  const [first] = samples
  const same = first && values.find(({ labels }) => keyOf(labels) === keyOf(first.labels))
  return (same ?? values[0])?.value
}

/** The labels of the series for which the alert fires at some time. */
export const fired = (course: CourseOfRule): readonly LabelSet[] => {
  const found = new Map<string, LabelSet>()
  for (const { active } of course)
    for (const { fires, sample } of active) if (fires) found.set(keyOf(sample.labels), sample.labels)
  return [...found.values()]
}
