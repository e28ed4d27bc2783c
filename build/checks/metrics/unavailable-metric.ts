import { queriesOf } from '../../model/queries.ts'
import { releasesOf } from '../../stack/releases.ts'
import type { Check } from '../check.ts'

export const unavailableMetric: Check = {
  id: 'unavailable-metric',
  severity: 'error',
  covers: ['M03', 'M06', 'M07'],
  isLocal: true,
  about:
    'Every metric that a query reads exists in the releases that the stack pins, with the flags that its job runs with: exporters rename metrics between versions and leave collectors off by default.',
  run: (subject) => {
    // A build for older releases leaves out what they cannot have, and says so.
    if (subject.model !== undefined && releasesOf(subject.model.stack).tooNew === 'left out') return []
    return queriesOf(subject).flatMap((query) =>
      [...new Set(subject.catalog.missing(query.expr))].map((what) => ({
        place: query.place,
        what,
        next: 'Pin another release in stack.ts, add the flag in queries/jobs.ts, or read another metric.',
      })),
    )
  },
}
