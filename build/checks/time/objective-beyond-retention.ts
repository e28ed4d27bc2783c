import { objectivesOf } from '../../model/model.ts'
import { secondsOf } from '../../promql/duration.ts'
import type { Check } from '../check.ts'

export const objectiveBeyondRetention: Check = {
  id: 'objective-beyond-retention',
  severity: 'error',
  covers: ['R02'],
  about:
    'The period of a service level objective is no longer than samples are kept. What is left of its budget would be that of a shorter period, and would look like more: a failure that Prometheus has forgotten is no longer counted.',
  run: ({ model }) =>
    (model?.groups ?? []).flatMap(({ file, alerts }) =>
      objectivesOf(alerts)
        .filter(({ over }) => secondsOf(over) > secondsOf(model?.stack.retention))
        .map(({ slo, objective, over }) => ({
          place: { file, path: [slo] },
          what: `The objective of ${objective} is meant over ${over}, and Prometheus keeps ${model?.stack.retention}.`,
          next: `Choose a period of ${model?.stack.retention} or less, or raise the retention in stack.ts.`,
        })),
    ),
}
