import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { slowestSampling } from '../support/sampling.ts'
import { inWords } from '../support/windows.ts'

export const holdInterval: Check = {
  id: 'hold-interval',
  severity: 'error',
  covers: ['R06'],
  about:
    "An alert's `for` is zero, or at least two intervals of whatever is slower, the scrape or the evaluation. Anything between waits for the next evaluation and looks at the same sample again: it delays the alert and filters nothing.",
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule, interval }) => {
      const sampling = slowestSampling(subject, rule.query.expr)
      const evaluated = interval === undefined ? undefined : { seconds: interval, who: 'its rule is evaluated' }
      const slower = (sampling?.seconds ?? 0) > (evaluated?.seconds ?? 0) ? sampling : evaluated
      if (slower === undefined || rule.for === 0 || rule.for >= 2 * slower.seconds) return []
      return [
        {
          place: rule.place,
          what: `The alert waits ${inWords(rule.for)}, and ${slower.who} every ${inWords(slower.seconds)}: no second sample confirms the first.`,
          next: `Wait ${inWords(2 * slower.seconds)} or more, or not at all.`,
        },
      ]
    }),
}
