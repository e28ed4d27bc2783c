import type { Check } from '../check.ts'
import { inWords } from '../support/windows.ts'

/** How far Prometheus looks back for the last sample of a series. */
const lookback = 300

export const groupInterval: Check = {
  id: 'group-interval',
  severity: 'error',
  covers: ['R12'],
  isLocal: true,
  about:
    'A group of rules is evaluated at least every five minutes. That is how far Prometheus looks back for a sample: what a slower group records is missing from every query that falls into a gap, and so is `ALERTS`, though the alerts themselves are sent.',
  run: ({ ruleFiles }) =>
    ruleFiles.flatMap(({ groups }) =>
      groups.flatMap(({ place, interval, name, rules }) =>
        interval === undefined || interval <= lookback
          ? []
          : [
              {
                place,
                what: `The group ${name} is evaluated every ${inWords(interval)}, and Prometheus forgets a series after ${inWords(lookback)}: ${rules.some(({ kind }) => kind === 'recording') ? 'what it records has gaps' : 'ALERTS shows for so long only what fires'}.`,
                next: `Take an interval of ${inWords(lookback)} or less.`,
              },
            ],
      ),
    ),
}
