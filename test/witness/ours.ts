import { parseDuration } from '../../build/promql/duration.ts'
import { alertRules } from '../../build/targets/rules.ts'
import { computed } from '../../build/witness/recorded.ts'
import type { Rule } from '../../build/witness/simulate.ts'
import { clockOf } from '../../build/witness/time.ts'
import { compiled } from '../out/generated.ts'
import { provenIn } from './proven.ts'

export const { model } = compiled
export const clock = clockOf(model.stack)
export const witnesses = provenIn(model)

const milliseconds = (duration: string | undefined): number => (duration === undefined ? 0 : parseDuration(duration))

/** The rules of each of our alerts, by its name. */
export const rulesOf: ReadonlyMap<string, readonly Rule[]> = new Map(
  model.groups
    .flatMap(({ alerts, recordings }) => alerts.map((alert) => ({ alert, recordings })))
    .map(({ alert, recordings }) => {
      const times = { for: milliseconds(alert.for), keepFiringFor: milliseconds(alert.keepFiringFor) }
      const rules = alertRules(model, alert).map(({ labels, annotations }, at): Rule => {
        const { expr } = (alert.arms[at] ?? alert.arms[0]).when
        return { ...times, expr: computed(expr, recordings), labels, annotations }
      })
      return [alert.name, rules]
    }),
)
