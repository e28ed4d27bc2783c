import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { slowestSampling } from '../support/sampling.ts'
import { inWords } from '../support/windows.ts'

export const holdInterval: Check = {
  id: 'hold-interval',
  severity: 'error',
  covers: ['R06'],
  isLocal: true,
  about:
    "An alert's `for` is zero, or as long as it takes to see something new: one interval of the evaluation, and of the scrape where that is slower. A shorter one fires at the next evaluation whatever it says, or looks at the same sample again and filters nothing.",
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule, interval }) => {
      if (rule.for === 0) return []
      if (interval !== undefined && rule.for < interval) {
        return [
          {
            place: rule.place,
            what: `The alert waits ${inWords(rule.for)}, and its rule is evaluated every ${inWords(interval)}: it fires at the next evaluation, after ${inWords(interval)}.`,
            next: `Wait ${inWords(interval)} or more, or not at all.`,
          },
        ]
      }
      const sampling = slowestSampling(subject, rule.query.expr)
      // It fires at the first evaluation after its wait.
      const waits = interval === undefined ? rule.for : Math.ceil(rule.for / interval) * interval
      if (sampling === undefined || waits >= sampling.seconds) return []
      return [
        {
          place: rule.place,
          what: `The alert waits ${inWords(rule.for)}, and ${sampling.who} every ${inWords(sampling.seconds)}: no second sample confirms the first.`,
          next: `Wait ${inWords(2 * sampling.seconds)} or more, or not at all.`,
        },
      ]
    }),
}
