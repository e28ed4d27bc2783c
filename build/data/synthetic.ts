import type { LabelSet, Series } from '../promql/evaluate/series.ts'
import type { DayPlan } from './day.ts'
import { groupBy } from './group.ts'
import { recorded } from './rules.ts'
import { samples } from './samples.ts'

/** The series of a day, made when they are first asked for. */
export interface Synthetic {
  /** The names of all series. */
  readonly names: readonly string[]
  /** The series of one name, ordered by their labels; none for a name that is unknown. */
  named(name: string): readonly Series[]
  /** The series of several names, as one list; always the same list for the same names, which evaluators prepare once. */
  together(names: readonly string[]): readonly Series[]
}

/** Makes the series that a plan describes, and those of its rules. */
export function synthesise(plan: DayPlan): Synthetic {
  const made = new Map<string, readonly Series[]>()
  const lists = new Map<string, readonly Series[]>()
  const parts = plan.series.flatMap((planned) =>
    planned.behaviour.is === 'histogram'
      ? ['_bucket', '_count', '_sum'].map((suffix) => ({ name: planned.name + suffix, planned }))
      : [{ name: planned.name, planned }],
  )
  const byName = groupBy(parts, ({ name }) => name)
  const day: Synthetic = {
    names: [...new Set([...byName.keys(), ...rules(plan)])].sort(),
    named(name) {
      if (!made.has(name)) make(name)
      return made.get(name) ?? []
    },
    together(names) {
      const sorted = [...new Set(names)].sort()
      const key = sorted.join(' ')
      const list = lists.get(key) ?? sorted.flatMap((name) => day.named(name))
      lists.set(key, list)
      return list
    },
  }
  function make(name: string): void {
    // A rule that reads its own series finds none.
    made.set(name, [])
    const planned = byName.get(name)
    const series = planned ? planned.flatMap((each) => samples(each.planned, plan)) : recorded(name, plan, day)
    for (const [own, each] of groupBy(series, ({ labels }) => labels.__name__ ?? '')) {
      made.set(
        own,
        each.toSorted((a, b) => compareLabels(a.labels, b.labels)),
      )
    }
  }
  return day
}

const rules = ({ alerts, recordings }: DayPlan): readonly string[] => [
  ...(alerts.length > 0 ? ['ALERTS', 'ALERTS_FOR_STATE'] : []),
  ...recordings.map(({ record }) => record),
]

/** Prometheus' order: by each label name, then its value. */
export function compareLabels(a: LabelSet, b: LabelSet): number {
  const [left, right] = [a, b].map((labels) =>
    Object.entries(labels)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .flat(),
  )
  for (let at = 0; at < Math.min(left?.length ?? 0, right?.length ?? 0); at += 1) {
    const [x = '', y = ''] = [left?.[at], right?.[at]]
    if (x !== y) return x < y ? -1 : 1
  }
  return (left?.length ?? 0) - (right?.length ?? 0)
}
