import type { Model } from '../model/model.ts'
import { secondsOf } from '../promql/duration.ts'
import { reachOf } from '../promql/reach.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import type { Rule } from '../witness/simulate.ts'

/** An alerting rule of a group, with what it reads. Times are in milliseconds. */
export interface GroupRule extends Rule {
  readonly alert: string
  readonly group: string
  /** The names of the series that it reads. */
  readonly names: ReadonlySet<string>
  /** How far back it looks. */
  readonly reach: number
}

/** A recording rule of a group. */
export interface GroupRecording {
  readonly record: string
  readonly group: string
  readonly expr: Expr
}

export const recordingsOf = ({ groups }: Model): readonly GroupRecording[] =>
  groups.flatMap(({ name: group, recordings }) =>
    recordings.map(({ name, computed }) => ({ record: name, group, expr: computed })),
  )

/** Every alerting rule; one that reads what recording rules compute reads what they read, too. */
export function rulesOf(model: Model): readonly GroupRule[] {
  const recordings = new Map(recordingsOf(model).map(({ record, expr }) => [record, expr]))
  const read = (expr: Expr): readonly Expr[] => [
    expr,
    ...[...namesIn(expr)].flatMap((name) => {
      const computed = recordings.get(name)
      return computed === undefined ? [] : read(computed)
    }),
  ]
  return model.groups.flatMap(({ name: group, alerts }) =>
    alerts.flatMap(({ name, arms, for: hold, keepFiringFor }) =>
      arms.map(({ when: { expr }, severity, component }) => ({
        alert: name,
        group,
        expr,
        for: secondsOf(hold) * 1000,
        keepFiringFor: secondsOf(keepFiringFor) * 1000,
        labels: { alertname: name, severity, component },
        annotations: {},
        names: new Set(read(expr).flatMap((each) => [...namesIn(each)])),
        reach: read(expr).reduce((sum, each) => sum + reachOf(each).seconds * 1000, 0),
      })),
    ),
  )
}

const namesIn = (expr: Expr): ReadonlySet<string> => new Set(selectors(expr).flatMap(({ metric }) => metric ?? []))
