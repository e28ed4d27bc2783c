import { secondsOf } from '../../../promql/duration.ts'
import { print } from '../../../promql/print.ts'
import { alertRules } from '../../../targets/rules.ts'
import type { Context } from '../../context.ts'

/** A rule that the build generates; durations are in seconds. */
export interface GeneratedRule {
  readonly group: string
  readonly type: 'alerting' | 'recording'
  readonly name: string
  readonly query: string
  readonly duration: number
  readonly keepFiringFor: number
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** Every generated rule, in the order of its group. */
export const generatedRules = ({ model }: Pick<Context, 'model'>): readonly GeneratedRule[] =>
  model.groups.flatMap(({ name: group, recordings, alerts }) => [
    ...recordings.map(
      ({ name, computed, marks }): GeneratedRule => ({
        group,
        type: 'recording',
        name,
        query: print(computed),
        duration: 0,
        keepFiringFor: 0,
        labels: marks,
        annotations: {},
      }),
    ),
    ...alerts.flatMap((alert) =>
      alertRules(model, alert).map(
        (rule): GeneratedRule => ({
          group,
          type: 'alerting',
          name: rule.alert,
          query: rule.expr,
          duration: secondsOf(rule.for),
          keepFiringFor: secondsOf(rule.keep_firing_for),
          labels: rule.labels,
          annotations: rule.annotations,
        }),
      ),
    ),
  ])
