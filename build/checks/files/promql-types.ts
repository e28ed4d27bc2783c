import { queriesOf } from '../../model/queries.ts'
import { checkTypes } from '../../promql/types/check.ts'
import type { Check } from '../check.ts'
import { flagsOf, versionOf } from '../support/server.ts'

export const promqlTypes: Check = {
  id: 'promql-types',
  severity: 'error',
  covers: ['D01', 'I08', 'R16'],
  isLocal: true,
  about:
    'Functions, operators and aggregations get what they take: a range for rate, a scalar for topk, labels that exist as words, a regular expression that RE2 reads, and nothing that the Prometheus which will load it does not know yet. Prometheus refuses a whole rule file for one expression of the wrong type.',
  run: (subject) => {
    const version = versionOf(subject)
    const experimental = flagsOf(subject)?.some((word) => word.includes('promql-experimental-functions')) ?? false
    return queriesOf(subject).flatMap((query) =>
      checkTypes(query.expr, version === undefined ? {} : { version, experimental })
        .filter(
          ({ message }) =>
            !(subject.metricsQl?.has(query.place.file) && message.startsWith('expected type range vector')),
        )
        .map(({ message, hint, from, to }) => ({
          place: query.place,
          excerpt: { text: query.text, from: from ?? 0, to: to ?? query.text.length },
          what: `Prometheus refuses this: ${message}.`,
          next: hint ?? 'Correct the expression.',
        })),
    )
  },
}
