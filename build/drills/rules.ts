import type { Model } from '../model/model.ts'
import { secondsOf } from '../promql/duration.ts'
import { reachOf } from '../promql/reach.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { alertRules } from '../targets/rules.ts'
import type { Rule } from '../witness/simulate.ts'
import { reads } from '../witness/world.ts'

/** An alerting rule of a group, with what it reads. Times are in milliseconds. */
export interface GroupRule extends Rule {
  readonly alert: string
  readonly group: string
  /** The recording rules that it needs, those first that others read. */
  readonly recordings: readonly GroupRecording[]
  /** The names of the series that it reads, itself or through recording rules. */
  readonly names: ReadonlySet<string>
  /** How far back it looks. */
  readonly reach: number
}

/** A recording rule of a group. */
export interface GroupRecording {
  readonly record: string
  readonly group: string
  readonly expr: Expr
  /** What it puts on its series. */
  readonly labels: Readonly<Record<string, string>>
}

const known = new WeakMap<Model, readonly GroupRule[]>()

/** Every alerting rule; each drill asks, so they are listed once. */
export function rulesOf(model: Model): readonly GroupRule[] {
  const rules = known.get(model) ?? listed(model)
  known.set(model, rules)
  return rules
}

function listed(model: Model): readonly GroupRule[] {
  const all = model.groups.flatMap(({ name: group, recordings }) =>
    recordings.map(
      ({ name, computed, marks }): GroupRecording => ({ record: name, group, expr: computed, labels: marks }),
    ),
  )
  const needed = (expr: Expr): readonly GroupRecording[] => {
    const found = all.filter(({ record, labels }) =>
      selectors(expr).some((selector) => reads(selector, { ...labels, __name__: record })),
    )
    return [...new Set(found.flatMap((each) => [...needed(each.expr), each]))]
  }
  return model.groups.flatMap(({ name: group, alerts }) =>
    alerts.flatMap((alert) => {
      const written = alertRules(model, alert)
      return alert.arms.map(({ when: { expr } }, at): GroupRule => {
        const recordings = needed(expr)
        const read = [expr, ...recordings.map((each) => each.expr)]
        return {
          alert: alert.name,
          group,
          expr,
          for: secondsOf(alert.for) * 1000,
          keepFiringFor: secondsOf(alert.keepFiringFor) * 1000,
          labels: { alertname: alert.name, ...written[at]?.labels },
          annotations: {},
          recordings,
          names: new Set(read.flatMap((each) => selectors(each).flatMap(({ metric }) => metric ?? []))),
          reach: Math.max(...read.map((each) => reachOf(each).seconds)) * 1000,
        }
      })
    }),
  )
}
